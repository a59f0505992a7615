import {afterEach, beforeEach, expect, test} from 'vitest';
import {connect, type Engine} from '../../source/engine/client.js';
import {type Session, startSession} from '../../source/live/session.js';
import {initialState} from '../../source/state/initial.js';
import type {State} from '../../source/state/state.js';
import {createStore, type Store} from '../../source/state/store.js';
import {FakeEngine, inspection, reply} from '../engine-room/support/fake-engine.js';

let fake: FakeEngine;
let engine: Engine;
let store: Store<State>;
let session: Session;
let suspended: number;

beforeEach(async () => {
  fake = await FakeEngine.start();
  fake.containers.set('box', inspection('box'));
  engine = await connect(fake.endpoint, {signal: new AbortController().signal, env: {}});
  store = createStore(
    initialState({endpoint: 'test', local: true, filter: '', intervalMs: 1000, readOnly: false, now: Date.now()}),
  );
  session = startSession({engine, store, intervalMs: 1000, env: {}, write() {}});
  suspended = 0;
  session.attach({
    async suspend(during) {
      suspended++;
      await during();
    },
    exit() {},
  });
  await expect.poll(() => store.get().stacks.length).toBe(1);
});
afterEach(async () => {
  await session.close();
  engine.close();
  await fake.stop();
});

const notice = (): string | undefined => store.get().notice?.text;
const keyOfBox = (): string => store.get().stacks[0]?.members[0]?.key ?? '';

test('one thing at a time has the terminal: who presses more is told so, until the first is done', async () => {
  let answer = (): void => {};
  fake.route('POST', /\/exec$/, (_, response) => {
    answer = () => reply(response, 409, {message: 'Container box is not running'});
  });
  session.openShell(keyOfBox(), null);
  expect(notice()).toBe('looking for a shell in box');
  for (const press of [() => session.openShell(keyOfBox(), null), () => session.suspend(), () => session.redraw()]) {
    press();
    expect(notice()).toBe('a shell is being opened: one thing after another');
  }
  await expect.poll(() => fake.count('POST', /\/exec$/)).toBe(1);
  answer();
  await expect.poll(notice).toBe('no shell in box: Container box is not running');
  expect(suspended).toBe(0);
  session.redraw();
  await expect.poll(() => suspended).toBe(1);
});
