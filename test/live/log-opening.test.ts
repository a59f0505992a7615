import type {ServerResponse} from 'node:http';
import {setTimeout as pause} from 'node:timers/promises';
import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {connect, type Engine} from '../../source/engine/client.js';
import {openLogSession} from '../../source/live/log-session.js';
import type {Container} from '../../source/model/container.js';
import {listed} from '../../source/state/engine-updates.js';
import {initialState} from '../../source/state/initial.js';
import {itemsOf} from '../../source/state/log-ring.js';
import type {State} from '../../source/state/state.js';
import {createStore, type Store} from '../../source/state/store.js';
import {FakeEngine} from '../engine-room/support/fake-engine.js';
import {frame} from '../engine-room/support/frames.js';
import {inspection} from '../model/sample.js';

vi.setConfig({testTimeout: 60_000});

const soon = <T>(look: () => T) => expect.poll(look, {timeout: 30_000, interval: 5});

let fake: FakeEngine;
let engine: Engine;
let store: Store<State>;
let controller: AbortController;
let done: Promise<void>;
/** What the engine answers when it is asked for the newest line of a container, and for its log. */
let newest: Map<string, (response: ServerResponse) => void>;
let logs: Map<string, (response: ServerResponse) => void>;

const container = (service: string): Container => ({
  ...{id: `id-${service}`, name: service, image: 'x', imageId: 'x', project: 'shop', service, number: 1, oneOff: false},
  ...{state: 'running', health: 'none', createdAt: 0, labels: {}, ports: [], dependsOn: [], networks: []},
  ...{networkMode: '', statusExitCode: null, inspection: inspection({logDriver: 'json-file'})},
});

beforeEach(async () => {
  fake = await FakeEngine.start();
  newest = new Map();
  logs = new Map();
  fake.route('GET', /logs$/, ({path, query}, response) => {
    const service = path.split('/')[2]?.replace('id-', '') ?? '';
    response.writeHead(200).flushHeaders();
    if (query.get('follow')) logs.get(service)?.(response);
    else newest.get(service)?.(response);
  });
  controller = new AbortController();
  engine = await connect(fake.endpoint, {signal: controller.signal, env: {}});
  store = createStore(
    initialState({endpoint: 'test', local: true, filter: '', intervalMs: 1000, readOnly: false, now: Date.now()}),
  );
  done = Promise.resolve();
});

afterEach(async () => {
  controller.abort();
  await done;
  engine.close();
  await fake.stop();
});

const open = (services: readonly string[], key: string): void => {
  store.update(state => listed(state, services.map(container), Date.now()));
  done = openLogSession(engine, store, [key], controller.signal);
};

/** A line that was written so many seconds into an hour that is over. */
const entry = (second: number, text: string): Buffer =>
  frame(
    1,
    `2026-11-01T14:${String(Math.floor(second / 60)).padStart(2, '0')}:${String(second % 60).padStart(2, '0')}.000000001Z ${text}\n`,
  );

const texts = (): readonly string[] =>
  (store.get().logs?.ring.blocks ?? []).flatMap(block =>
    itemsOf(block)
      .filter(({kind}) => kind === 'line')
      .map(item => item.text),
  );

describe('a log that is opened', () => {
  test('is shown at once when it has told all that was there, though more and more is written', async () => {
    newest.set('web', response => response.end(entry(2, 'two')));
    let written = 0;
    logs.set('web', response => {
      response.write(Buffer.concat([entry(1, 'one'), entry(2, 'two')]));
      const writing = setInterval(() => {
        written += 1;
        response.write(entry(2 + written, `new ${written}`));
      }, 20);
      response.on('close', () => clearInterval(writing));
    });
    open(['web'], 'shop/web/1');
    await soon(() => texts().slice(0, 2)).toEqual(['one', 'two']);
    // Waiting for a quiet moment takes 700 ms, which is 35 lines.
    expect(written).toBeLessThan(20);
  });

  test.each([
    ['the newest line is known late', 400, 0],
    ['the log comes late', 0, 1000],
    ['both do', 300, 600],
  ])('of two containers on a busy engine is in order: %s', async (_, aheadMs, logMs) => {
    for (const [service, slow] of [
      ['a', false],
      ['b', true],
    ] as const) {
      const lines = [0, 1, 2, 3].map(at => (slow ? at * 2 : at * 2 + 1)).map(second => entry(second, `${service} ${second}`));
      newest.set(service, response => void pause(slow ? aheadMs : 0).then(() => response.end(lines.at(-1))));
      logs.set(service, response => void pause(slow ? logMs : 0).then(() => response.write(Buffer.concat(lines))));
    }
    open(['a', 'b'], ':shop');
    await soon(texts).toHaveLength(8);
    expect(texts()).toEqual(['b 0', 'a 1', 'b 2', 'a 3', 'b 4', 'a 5', 'b 6', 'a 7']);
  });

  test('does not wait for a container that has written nothing yet', async () => {
    newest.set('web', response => response.end(entry(1, 'one')));
    newest.set('quiet', response => response.end());
    logs.set('web', response => response.write(entry(1, 'one')));
    // Not the time: a process that stood still meanwhile counts no more of them.
    let ticks = 0;
    const ticking = setInterval(() => {
      ticks += 1;
    }, 20);
    open(['web', 'quiet'], ':shop');
    try {
      await soon(texts).toEqual(['one']);
    } finally {
      clearInterval(ticking);
    }
    // Waiting for it takes three seconds, which is 150.
    expect(ticks).toBeLessThan(125);
  });
});
