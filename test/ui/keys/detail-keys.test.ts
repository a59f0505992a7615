import {describe, expect, it} from 'vitest';
import {detailIn} from '../../../source/state/detail.js';
import {screenIn} from '../../../source/state/selectors.js';
import type {State} from '../../../source/state/state.js';
import {createStore} from '../../../source/state/store.js';
import {keyContext} from '../../../source/ui/keys/context.js';
import {footerKeys, press} from '../../../source/ui/keys/table.js';
import {container, key, noon, sceneOf} from '../support/detail-scene.js';
import {notedActions} from '../support/noted-actions.js';

/** Presses keys in a detail and says where that led; `asked` is what the program was asked to do. */
const pressing = (start: State) => {
  const store = createStore(start);
  const {actions, asked} = notedActions();
  return {
    asked,
    press(...keys: readonly string[]) {
      for (const name of keys) press(name, keyContext(store, actions));
      return detailIn(store.get());
    },
    state: () => store.get(),
    words: () => footerKeys(keyContext(store, actions)).map(({word}) => word),
  };
};

describe('tabs', () => {
  it.each([
    [['tab'], 'health'],
    [['right', 'right'], 'processes'],
    [['shift-tab'], 'inspect'],
    [['left'], 'inspect'],
    [['4'], 'env'],
    [['7', 'tab'], 'overview'],
    [['d'], 'health'],
    [['i'], 'inspect'],
  ])('%j leads to %s and asks for what it shows', (keys, tab) => {
    const detail = pressing(sceneOf({tab: 'overview'}));
    expect(detail.press(...keys)?.tab).toBe(tab);
    expect(detail.asked.at(-1)).toBe(`openDetail ${key} ${tab}`);
  });

  it.each(['enter', 'esc', 'q'])('%s closes the detail and ends what it fetches', name => {
    const detail = pressing(sceneOf({tab: 'processes'}));
    expect(detail.press(name)).toBeNull();
    expect(screenIn(detail.state()).kind).toBe('stacks');
    expect(detail.asked).toEqual(['closeDetail']);
  });
});

describe('scrolling', () => {
  const value = Object.fromEntries(Array.from({length: 98}, (_, index) => [`key${index}`, index]));
  const scene = () => sceneOf({tab: 'inspect', detail: {inspect: {kind: 'loaded', value, readAt: noon}}});
  // 100 lines of JSON on 17 lines of screen.
  it.each([
    [['j', 'down'], 2],
    [['k'], 0],
    [['G'], 83],
    [['G', 'j', 'j', 'k'], 82],
    [['pgdn'], 16],
    [['pgdn', 'pgup'], 0],
    [['G', 'g'], 0],
    [['ctrl-d'], 8],
  ])('%j goes to line %i', (keys, line) => {
    expect(pressing(scene()).press(...keys)?.scroll).toBe(line);
  });

  it('goes no further than the content', () => {
    expect(pressing(sceneOf({tab: 'mounts', rows: 40})).press('G', 'j')?.scroll).toBe(0);
  });
});

describe('secrets', () => {
  const env = [...Array.from({length: 30}, (_, index) => `A${String(index).padStart(2, '0')}=x`), 'PASSWORD=hunter2'];
  const scene = () => sceneOf({tab: 'env', of: container({}, {env})});

  it('the cursor stays in sight', () => {
    expect(pressing(scene()).press('G')).toMatchObject({cursor: 30, scroll: 14});
    expect(pressing(scene()).press('G', 'g', 'j')).toMatchObject({cursor: 1, scroll: 0});
  });

  it('* shows the chosen one for 10 s, and hides it again', () => {
    const detail = pressing(scene());
    expect(detail.press('G', '*')?.revealed).toEqual({name: 'PASSWORD', until: noon + 10_000});
    expect(detail.words()).toContain('reveal');
    expect(detail.press('*')?.revealed).toBeNull();
    expect(detail.press('*', 'tab')?.revealed).toBeNull();
  });

  it('* says why it does nothing on a value that is no secret', () => {
    const detail = pressing(scene());
    expect(detail.press('*')?.revealed).toBeNull();
    expect(detail.state().notice?.text).toContain('choose a masked value');
    expect(detail.words()).not.toContain('reveal');
  });
});
