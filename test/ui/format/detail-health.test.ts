import {expect, test} from 'vitest';
import {memberIn} from '../../../source/state/selectors.js';
import {healthContent} from '../../../source/ui/format/detail-health.js';
import {plainLook} from '../sample.js';
import {container, key, noon, sceneOf} from '../support/detail-scene.js';

test('what a check printed is shown without its secrets, even where an escape sequence stands between', () => {
  const output = 'GET /x\n> Authorization: Basic aHVudGVyMg==\n> pass\u001b[0mword=hunter2\npostgres://app:hunter2@db refused';
  const of = container({health: 'unhealthy'}, {probes: [{start: noon - 5000, end: noon - 4900, exitCode: 1, output}]});
  const state = sceneOf({tab: 'health', of});
  const found = memberIn(state, key);
  if (!found) throw new Error('the scene has no such container');
  const text = JSON.stringify(healthContent(found.member, state, plainLook, 100).pieces);
  expect(text).toContain('GET /x');
  expect(text).toContain('refused');
  expect(text).not.toMatch(/hunter2|aHVudGVyMg/);
});
