import {describe, expect, test} from 'vitest';
import type {TopicItem} from '../../../source/model/topic.js';
import {chosenIn} from '../../../source/state/log-moves.js';
import type {MessagesView} from '../../../source/state/messages.js';
import {inMessages} from '../../../source/state/messages.js';
import {message} from '../../model/kafka-sample.js';
import {messageState} from '../support/topic-scene.js';
import {type Desk, deskAt} from './desk.js';

const many = (count: number): TopicItem[] =>
  Array.from({length: count}, (_, index) => message(index, `value ${index}`, {key: `key ${index % 3}`}));
const open = (items: readonly TopicItem[] = many(100)): Desk => deskAt(messageState(items));
const view = (desk: Desk): MessagesView => {
  const messages = desk.store.get().topics?.messages;
  if (!messages) throw new Error('no messages are open');
  return messages;
};
const chosen = (desk: Desk): number | undefined => chosenIn(view(desk).log)?.seq;

describe('messages', () => {
  test('follow; Space and p stand still and follow again', () => {
    const desk = open();
    expect(view(desk).log.place).toBeNull();
    for (const key of ['space', 'p']) {
      desk.press(key);
      expect(view(desk).log.place?.cursor).toBe(100);
      desk.press(key);
      expect(view(desk).log.place).toBeNull();
    }
  });

  test('are walked through as the lines of a log', () => {
    const desk = open();
    const chosenAfter = (...keys: readonly string[]): number | undefined => {
      desk.press(...keys);
      return chosen(desk);
    };
    expect([chosenAfter('k'), chosenAfter('g'), chosenAfter('j'), chosenAfter('G')]).toEqual([99, 1, 2, 100]);
    expect(view(desk).log.place).toBeNull();
    expect(chosenAfter('pgup')).toBeLessThan(90);
  });

  test('are searched by key and value; n and N go on', () => {
    const desk = open();
    desk.press('/');
    desk.type('value 4');
    expect(chosen(desk)).toBe(50);
    desk.press('enter', 'N');
    expect(chosen(desk)).toBe(49);
    desk.press('n');
    expect(chosen(desk)).toBe(50);
    desk.press('esc');
    expect([view(desk).log.search, desk.screens().at(-1)]).toEqual(['', 'messages']);
    desk.press('/');
    desk.type('key 2');
    expect(chosen(desk)).toBe(48);
    desk.press('esc');
    expect(view(desk).log.search).toBe('');
  });

  test('n without a search says how to', () => {
    const desk = open();
    desk.press('n');
    expect(desk.said()).toBe('/ searches first');
  });

  test('Esc stops reading, and closes once it is stopped', () => {
    const desk = open();
    desk.press('esc');
    expect([desk.asked, desk.screens().at(-1)]).toEqual([['topics.stopReading'], 'messages']);
    desk.store.update(state => inMessages(state, 1, 1, messages => ({...messages, reading: {kind: 'stopped'}})));
    expect(desk.footer().some(key => key.startsWith('Esc'))).toBe(false);
    desk.press('esc');
    expect([desk.screens(), desk.store.get().topics?.messages]).toEqual([['stacks', 'topics'], null]);
  });

  test('q goes back at once', () => {
    const desk = open();
    desk.press('q');
    expect([desk.asked, desk.screens()]).toEqual([['topics.stopReading'], ['stacks', 'topics']]);
  });

  test('t hides the times, w wraps, and both stay for the next topic', () => {
    const desk = open();
    desk.press('t', 'w');
    expect(desk.store.get().topics?.messageLook).toEqual({times: false, wrap: true});
    desk.press('right');
    expect(desk.said()).toBe('messages are wrapped: w unwraps them');
    desk.press('w', 'right', 'right', 'left');
    expect(view(desk).log.sideways).toBe(20);
  });

  test('Enter unfolds the newest, and folds it again', () => {
    const desk = open();
    desk.press('enter');
    expect(view(desk).log.unfolded).toEqual(new Set([100]));
    desk.press('enter');
    expect(view(desk).log.unfolded.size).toBe(0);
  });

  test('c copies the value as it came, s saves what is held', () => {
    const desk = open([message(0, 'a\nb', {key: 'k'}), message(1, null)]);
    desk.press('k', 'c', 's');
    expect(desk.asked).toEqual([
      'copy the value a\nb',
      `saveLog auren/kafka-orders 2023-11-14T22:13:20.000Z\t0:0\tk\ta\\nb\n2023-11-14T22:13:20.001Z\t0:1\t\t\n`,
    ]);
  });

  test('without any, what needs one says so', () => {
    const desk = open([]);
    for (const key of ['enter', 'c', 's']) {
      desk.press(key);
      expect(desk.said()).toContain('there are no messages');
    }
    expect(desk.asked).toEqual([]);
  });
});
