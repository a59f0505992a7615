import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {createPublisher} from '../../source/live/publisher.js';
import {changed, removed} from '../../source/state/engine-updates.js';
import {createStore} from '../../source/state/store.js';
import {selectIndex} from '../../source/state/view-updates.js';
import {container, now} from '../model/sample.js';
import {selectedLabel, stateWith} from '../state/sample.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const begin = (titles: readonly string[] = ['s/a', 's/b', 's/c']) => {
  const store = createStore(stateWith(titles.map(title => container(title))));
  let frames = 0;
  store.subscribe(() => {
    frames += 1;
  });
  return {store, publisher: createPublisher(store), frames: () => frames};
};
const adding = (title: string) => (state: Parameters<typeof changed>[0]) => changed(state, [container(title)], now);

describe('what the engine says', () => {
  test('after a quiet time goes through at once', () => {
    const {publisher, frames} = begin();
    publisher.publish(adding('s/d'));
    vi.advanceTimersByTime(0);
    expect(frames()).toBe(1);
  });

  test('in a burst is one frame, in the order it was said', () => {
    const {store, publisher, frames} = begin();
    for (let index = 0; index < 500; index++) publisher.publish(adding(`s/x${index}`));
    publisher.publish(state => removed(state, 'id-s-x7-1', now));
    vi.advanceTimersByTime(0);
    expect([frames(), store.get().containers.size]).toEqual([1, 502]);
  });

  test('without end is ten frames a second', () => {
    const {publisher, frames} = begin();
    for (let ms = 0; ms < 1000; ms += 5) {
      publisher.publish(state => ({...state, now: state.now + 1}));
      vi.advanceTimersByTime(5);
    }
    expect(frames()).toBeGreaterThanOrEqual(9);
    expect(frames()).toBeLessThanOrEqual(11);
  });

  test('that can wait is one frame with what comes meanwhile, and else comes by itself', () => {
    const {publisher, frames} = begin();
    publisher.publish(adding('s/d'), 1000);
    vi.advanceTimersByTime(900);
    expect(frames()).toBe(0);
    publisher.publish(adding('s/e'));
    vi.advanceTimersByTime(0);
    expect(frames()).toBe(1);
    publisher.publish(adding('s/f'), 1000);
    vi.advanceTimersByTime(999);
    expect(frames()).toBe(1);
    vi.advanceTimersByTime(1);
    expect(frames()).toBe(2);
  });

  test('that changes nothing is no frame', () => {
    const {publisher, frames} = begin();
    publisher.publish(state => state);
    vi.advanceTimersByTime(500);
    expect(frames()).toBe(0);
  });

  test('keeps the selection at its place when its row goes', () => {
    const {store, publisher} = begin();
    store.update(state => selectIndex(state, 2));
    publisher.publish(state => removed(state, 'id-s-b-1', now));
    vi.advanceTimersByTime(0);
    expect(selectedLabel(store.get())).toBe('c');
    publisher.publish(adding('s/b'));
    vi.advanceTimersByTime(200);
    expect(selectedLabel(store.get())).toBe('b');
  });
});

describe('after the end', () => {
  test('nothing is handed on, and no timer is left', () => {
    const {publisher, frames} = begin();
    publisher.publish(adding('s/d'));
    publisher.stop();
    publisher.publish(adding('s/e'));
    vi.advanceTimersByTime(1000);
    expect([frames(), vi.getTimerCount()]).toEqual([0, 0]);
  });
  test('also when it comes in the middle of a frame', () => {
    const {store, publisher} = begin();
    store.subscribe(() => publisher.stop());
    publisher.publish(adding('s/d'));
    vi.advanceTimersByTime(0);
    expect(vi.getTimerCount()).toBe(0);
  });
  test('a quiet publisher has no timer', () => {
    const {publisher} = begin();
    publisher.publish(adding('s/d'));
    vi.advanceTimersByTime(300);
    expect(vi.getTimerCount()).toBe(0);
  });
});
