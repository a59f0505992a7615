import {afterAll, afterEach, beforeAll, describe} from 'vitest';
import type {DemoEngine} from '../../source/demo/options.js';
import {startDemoEngine} from '../../source/demo/start.js';
import {urlStories} from '../stories/urls.js';
import {Terminal} from '../support/terminal.js';

describe('public URLs, on the demo engine', () => {
  let demo: DemoEngine | undefined;
  beforeAll(async () => {
    demo = await startDemoEngine({systems: ['surgical-care-companion']});
  });
  afterEach(() => Terminal.closeAll());
  afterAll(() => demo?.close());
  urlStories(() => ({
    kind: 'demo',
    host: demo?.host ?? '',
    stack: 'surgical-care-companion',
    target: 'backend',
    call: async () => {},
  }));
});
