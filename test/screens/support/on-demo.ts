import {afterAll, afterEach, beforeAll, describe} from 'vitest';
import type {Stories} from '../../stories/story-engine.js';
import {Terminal} from '../../support/terminal.js';
import {type DemoShop, shopOnDemo} from './shop-on-demo.js';

/** Tells stories on an embedded engine of their own. */
export const onDemo = (title: string, stories: (shop: () => DemoShop) => void): void => {
  describe(`${title}, on the demo engine`, () => {
    let shop: DemoShop | undefined;
    beforeAll(async () => {
      shop = await shopOnDemo();
    });
    afterEach(async () => {
      await Terminal.closeAll();
      await shop?.sendGuestsHome();
    });
    afterAll(() => shop?.close());
    stories(() => {
      if (!shop) throw new Error('the demo engine is there when a story runs, not before');
      return shop;
    });
  });
};

/** Stories that are told on a real engine too. */
export const storiesOnDemo = (title: string, stories: Stories): void => onDemo(title, stories);
