import {randomBytes} from 'node:crypto';
import {getEventListeners} from 'node:events';
import {mkdtemp, readFile, rm, stat} from 'node:fs/promises';
import type {ServerResponse} from 'node:http';
import os from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {onAbort} from '../../source/engine/abort.js';
import {connect, type Engine} from '../../source/engine/client.js';
import {openLogSession} from '../../source/live/log-session.js';
import {saveLog} from '../../source/live/save-log.js';
import type {Container} from '../../source/model/container.js';
import {logFileName} from '../../source/model/log-file-name.js';
import {listed, removed} from '../../source/state/engine-updates.js';
import {initialState} from '../../source/state/initial.js';
import {logEvent} from '../../source/state/log-events.js';
import {scrollView} from '../../source/state/log-moves.js';
import {itemsOf} from '../../source/state/log-ring.js';
import {type LogView, withLogs, withRange} from '../../source/state/logs.js';
import type {State} from '../../source/state/state.js';
import {createStore, type Store} from '../../source/state/store.js';
import {sourceTrouble} from '../../source/ui/format/log-title.js';
import {FakeEngine, inspection, reply} from '../engine-room/support/fake-engine.js';
import {frame} from '../engine-room/support/frames.js';
import {inspection as inspected} from '../model/sample.js';

const container = (service: string, id = `id-${service}`): Container => ({
  ...{id, name: service, image: 'x', imageId: 'x', project: 'shop', service, number: 1, oneOff: false},
  ...{state: 'running', health: 'none', createdAt: 0, labels: {}, ports: [], dependsOn: [], networks: []},
  ...{networkMode: '', statusExitCode: null, inspection: null},
});

interface Stream {
  readonly id: string;
  readonly query: URLSearchParams;
  readonly response: ServerResponse;
}

vi.setConfig({testTimeout: 120_000});

/** Waits for what comes in its own time; on a busy machine that is not soon. */
const soon = <T>(look: () => T) => expect.poll(look, {timeout: 30_000});

let fake: FakeEngine;
let engine: Engine;
let store: Store<State>;
let controller: AbortController;
let streams: Stream[];
let done: Promise<void>;

const list = (...containers: readonly Container[]): void => store.update(state => listed(state, containers, Date.now()));

beforeEach(async () => {
  fake = await FakeEngine.start();
  streams = [];
  fake.route('GET', /logs$/, ({path: at, query}, response) => {
    response.writeHead(200).flushHeaders();
    streams.push({id: at.split('/')[2] ?? '', query, response});
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

const open = (...keys: readonly string[]): void => {
  done = openLogSession(engine, store, keys, controller.signal);
};

/** A line with its time, `ms` after some moment that is still to come: it counts as new. */
const entry = (ms: number, text: string, type = 1): Buffer =>
  frame(
    type,
    `2126-11-21T14:00:${String(Math.floor(ms / 1000)).padStart(2, '0')}.${String(ms % 1000).padStart(3, '0')}000000Z ${text}\n`,
  );

const view = (): LogView => {
  const {logs} = store.get();
  if (!logs) throw new Error('no log is open');
  return logs;
};

const texts = (): string[] => view().ring.blocks.flatMap(block => itemsOf(block).map(item => item.text));

const streamOf = async (id: string, place = 0): Promise<Stream> => {
  const of = () => streams.filter(stream => stream.id === id);
  await soon(() => of().length).toBeGreaterThan(place);
  const stream = of()[place];
  if (!stream) throw new Error('no such stream');
  return stream;
};

describe('a log session', () => {
  test('shows the lines of a container as they come, and ends with its signal', async () => {
    list(container('web'));
    open('shop/web/1');
    const {response, query} = await streamOf('id-web');
    expect(query.get('tail')).toBe('1000');
    response.write(entry(1, 'INFO one'));
    response.write(entry(2, 'ERROR two', 2));
    await soon(texts).toEqual(['INFO one', 'ERROR two']);
    expect(view().ring.errors).toBe(1);
    expect(view().title).toBe('shop/web');
    expect(view().sources.map(source => source.state.kind)).toEqual(['open']);
    controller.abort();
    await done;
    expect(store.get().logs).toBeNull();
    await soon(() => response.destroyed || response.closed).toBe(true);
  });

  test('merges the containers of a stack by time, whichever sends first', async () => {
    list(container('a'), container('b'));
    open(':shop');
    const [a, b] = [await streamOf('id-a'), await streamOf('id-b')];
    a.response.write(Buffer.concat([entry(10, 'a 10'), entry(30, 'a 30')]));
    b.response.write(Buffer.concat([entry(5, 'b 5'), entry(20, 'b 20'), entry(40, 'b 40')]));
    await soon(texts).toEqual(['b 5', 'a 10', 'b 20', 'a 30', 'b 40']);
  });

  test('goes on with a container that was recreated, in its place, and with one that joins the stack', async () => {
    list(container('a'));
    open(':shop');
    (await streamOf('id-a')).response.write(entry(1, 'before'));
    await soon(texts).toEqual(['before']);
    store.update(state => removed(state, 'id-a', Date.now()));
    list(container('a', 'id-new'), container('b'));
    const again = await streamOf('id-new');
    expect(again.query.get('tail')).toBe('all');
    again.response.write(entry(2, 'after'));
    (await streamOf('id-b')).response.write(entry(3, 'joined'));
    await soon(texts).toEqual(['before', 'after', 'joined']);
    expect(view().sources.map(source => source.id)).toEqual(['id-new', 'id-b']);
  });

  test('goes on with a stopped container when it runs again', async () => {
    list({...container('a'), state: 'exited'});
    open('shop/a/1');
    (await streamOf('id-a')).response.end(entry(1, 'before'));
    await soon(() => view().sources[0]?.state.kind).toBe('waiting');
    list(container('a'));
    (await streamOf('id-a', 1)).response.write(Buffer.concat([entry(1, 'before'), entry(2, 'after')]));
    await soon(texts).toEqual(['before', 'after']);
  });

  test('reads a hundred containers of a huge stack, those that run first, says how many it leaves out, and fills a place that gets free', async () => {
    const stopped = Array.from({length: 30}, (_, index) => ({...container(`a${index}`), state: 'exited' as const}));
    const running = Array.from({length: 75}, (_, index) => container(`b${index}`));
    list(...stopped, ...running);
    open(':shop');
    await soon(() => new Set(streams.map(({id}) => id)).size).toBe(100);
    expect(running.every(({id}) => view().sources.some(source => source.id === id))).toBe(true);
    expect(view().unread).toBe(5);
    list(...stopped, ...running.slice(1));
    await soon(() => new Set(streams.map(({id}) => id)).size).toBe(101);
    expect(view().unread).toBe(4);
  });

  test('lines that were there before do not count as lines a second', async () => {
    list(container('a'));
    open('shop/a/1');
    const {response} = await streamOf('id-a');
    response.write(Buffer.concat(Array.from({length: 5000}, () => frame(1, '2026-01-01T00:00:00Z old\n'))));
    await soon(() => view().ring.count).toBe(5000);
    const later = new Date(Date.now() + 60_000).toISOString();
    response.write(Buffer.concat(Array.from({length: 10}, () => frame(1, `${later} new\n`))));
    await soon(() => view().rate).toBeGreaterThan(0);
    expect(view().rate).toBeLessThanOrEqual(10);
  });

  test('draws an event between the lines, at its time', async () => {
    list(container('a'));
    open('shop/a/1');
    const {response} = await streamOf('id-a');
    response.write(entry(10, 'one'));
    await soon(texts).toEqual(['one']);
    const time = Date.parse('2126-11-21T14:00:00.015Z');
    store.update(state => logEvent(state, {action: 'die', id: 'id-a', name: 'a', time, exitCode: 1, attributes: {}}));
    response.write(Buffer.concat([entry(12, 'two'), entry(20, 'three')]));
    await soon(texts).toEqual(['one', 'two', 'a died: 1', 'three']);
    expect(view().events).toEqual([]);
  });

  test('another range is read from the engine again', async () => {
    list(container('a'));
    open('shop/a/1');
    (await streamOf('id-a')).response.write(entry(1, 'old'));
    await soon(texts).toEqual(['old']);
    store.update(state => (state.logs ? {...state, logs: withRange(state.logs, {kind: 'head'})} : state));
    const again = await streamOf('id-a', 1);
    expect(again.query.get('tail')).toBe('all');
    again.response.write(entry(0, 'the first'));
    await soon(texts).toEqual(['the first']);
  });

  test('text that would act on the terminal is taken out before it is kept', async () => {
    list(container('a'));
    open('shop/a/1');
    (await streamOf('id-a')).response.write(entry(1, '\u001b]0;title\u0007\u001b[2J10%\r\u001b[32m100%\u001b[0m'));
    await soon(texts).toEqual(['\u001b[32m100%\u001b[0m\u001b[0m']);
  });

  test('a log that cannot be read says so', async () => {
    fake.containers.set('id-a', inspection('id-a'));
    fake.route('GET', /logs$/, (_, response) =>
      reply(response, 501, {message: 'configured logging driver does not support reading'}),
    );
    list(container('a'));
    open('shop/a/1');
    await soon(() => view().sources[0]?.state.kind).toBe('failed');
    const state = view().sources[0]?.state;
    expect(state?.kind === 'failed' && state.message).toContain('does not support reading');
  });

  test('a log that cannot be read holds up none of the others, says why, and is tried again when its container is started anew', async () => {
    const words = 'configured logging driver does not support reading';
    const told = new RegExp(`^no log of a: ${words}; .*logging: {driver: local}`);
    let isRefused = true;
    fake.route('GET', /id-a\/logs$/, ({path: at, query}, response) => {
      if (isRefused) return reply(response, 501, {message: words});
      response.writeHead(200).flushHeaders();
      streams.push({id: at.split('/')[2] ?? '', query, response});
    });
    list(container('a'), container('b'));
    open(':shop');
    (await streamOf('id-b')).response.write(entry(1, 'b one'));
    await soon(texts).toEqual([expect.stringMatching(told), 'b one']);
    expect(view().sources.map(({state}) => state.kind)).toEqual(['failed', 'open']);
    expect(sourceTrouble(view().sources)).toBe(`no log of a: ${words}`);
    isRefused = false;
    list({...container('a'), inspection: inspected({startedAt: 1})}, container('b'));
    (await streamOf('id-a')).response.write(entry(2, 'a two'));
    await soon(texts).toEqual([expect.stringMatching(told), 'b one', 'a two']);
    expect(view().sources.map(({state}) => state.kind)).toEqual(['open', 'open']);
  });

  test('lines of an engine that was away for a moment are in order with what came before', async () => {
    list(container('a'), container('b'));
    open(':shop');
    const [a, b] = [await streamOf('id-a'), await streamOf('id-b')];
    a.response.write(entry(10, 'a 10'));
    b.response.write(entry(20, 'b 20'));
    await soon(texts).toEqual(['a 10', 'b 20']);
    b.response.write(entry(40, 'b 40'));
    await fake.crash();
    await soon(() => view().sources.map(({state}) => state.kind)).toEqual(['away', 'away']);
    await fake.listen();
    (await streamOf('id-b', 1)).response.write(Buffer.concat([entry(20, 'b 20'), entry(40, 'b 40'), entry(60, 'b 60')]));
    (await streamOf('id-a', 1)).response.write(Buffer.concat([entry(10, 'a 10'), entry(30, 'a 30'), entry(50, 'a 50')]));
    await soon(texts).toEqual(['a 10', 'b 20', 'a 30', 'b 40', 'a 50', 'b 60']);
  });

  test('the first lines of a container that joins are before what others wrote meanwhile', async () => {
    list(container('a'));
    open(':shop');
    const {response} = await streamOf('id-a');
    response.write(entry(5, 'a 5'));
    await soon(texts).toEqual(['a 5']);
    const attributes = {'com.docker.compose.project': 'shop', 'com.docker.compose.service': 'b'};
    store.update(state =>
      logEvent(state, {action: 'start', id: 'id-b', name: 'b', time: Date.now(), exitCode: null, attributes}),
    );
    response.write(entry(20, 'a 20'));
    list(container('a'), container('b'));
    (await streamOf('id-b')).response.write(entry(10, 'b 10'));
    await soon(texts).toEqual(['a 5', 'b 10', 'a 20']);
  });

  test('a clock that is set back skips no line', async () => {
    list(container('a'));
    open('shop/a/1');
    const {response} = await streamOf('id-a');
    const at = (ms: number, text: string): Buffer => frame(1, `${new Date(ms).toISOString().replace('Z', '000000Z')} ${text}\n`);
    const now = Date.now();
    response.write(at(now + 3_600_000, 'an hour ahead'));
    await soon(texts).toEqual(['an hour ahead']);
    response.write(Buffer.concat([at(now, 'back'), at(now + 1, 'and on')]));
    await soon(texts).toEqual(['an hour ahead', 'back', 'and on']);
    await soon(() => view().rate).toBeGreaterThan(0);
    expect(streams).toHaveLength(1);
  });

  test('left open while its container is made anew again and again, it holds one source and no old stream', async () => {
    const before = fake.connections;
    list(container('a', 'id-0'));
    open(':shop');
    let old: ServerResponse | null = null;
    for (let turn = 0; turn < 40; turn += 1) {
      const {response} = await streamOf(`id-${turn}`);
      response.write(entry(turn, `line ${turn}`));
      old?.end();
      old = response;
      list(container('a', `id-${turn + 1}`));
    }
    await streamOf('id-40');
    old?.end();
    await soon(() => texts().filter(text => text.startsWith('line')).length).toBe(40);
    expect(view().sources).toHaveLength(1);
    await soon(() => fake.connections - before).toBeLessThanOrEqual(2);
  });

  test('opened and closed five hundred times, it leaves no stream, timer or listener behind', async () => {
    list(container('a'), container('b'));
    const timers = (): number => process.getActiveResourcesInfo().filter(name => name === 'Timeout').length;
    const listeners = (): number => getEventListeners(controller.signal, 'abort').length;
    const turn = async (): Promise<void> => {
      const one = new AbortController();
      const release = onAbort(controller.signal, () => one.abort());
      const closed = openLogSession(engine, store, [':shop'], one.signal);
      const opened = streams.length + 2;
      await vi.waitUntil(() => streams.length >= opened, {timeout: 30_000, interval: 1});
      one.abort();
      release();
      await closed;
      for (const {response} of streams) response.destroy();
      streams.length = 0;
    };
    for (let count = 0; count < 20; count += 1) await turn();
    const before = {listeners: listeners(), timers: timers()};
    for (let count = 0; count < 480; count += 1) await turn();
    await soon(() => fake.connections).toBeLessThanOrEqual(2);
    expect(listeners()).toBe(before.listeners);
    await soon(timers).toBeLessThanOrEqual(before.timers + 2);
  });

  test('a paused view that is full stops reading; following goes on with the newest lines and says what is missing', async () => {
    list(container('a'));
    open('shop/a/1');
    const {response} = await streamOf('id-a');
    store.update(state => withLogs(state, {limit: 300_000}));
    response.write(entry(1, 'first'));
    await soon(texts).toEqual(['first']);
    store.update(state => (state.logs ? {...state, logs: scrollView(state.logs, -1, {height: 10, linesOf: () => 1})} : state));
    // Nothing that gets smaller when it is deflated.
    const noise = (): string => randomBytes(150).toString('base64');
    const many = (from: number) => Buffer.concat(Array.from({length: 4000}, (_, index) => entry(from + index, noise())));
    response.write(many(10));
    await soon(() => view().held).toBe(true);
    expect(texts()[0]).toBe('first');
    const count = view().ring.count;
    response.write(many(10_000));
    await soon(() => view().rate).toBe(0);
    expect(view().ring.count).toBe(count);
    store.update(state => withLogs(state, {place: null}));
    const again = await streamOf('id-a', 1);
    expect(again.query.get('since')).not.toBeNull();
    again.response.write(entry(50_000, 'newest'));
    await soon(() => texts().at(-1)).toBe('newest');
    expect(texts().at(-2)).toContain('lines were skipped here');
  });
});

describe('saving a log', () => {
  test('makes a new file for its owner only, and never writes over one', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'save-log-'));
    try {
      const now = new Date(2026, 10, 21, 14, 2, 11);
      const file = await saveLog(folder, 'shop/web', 'one\n', now);
      expect(path.basename(file)).toBe('shop-web-2026-11-21-140211.log');
      expect(await readFile(file, 'utf8')).toBe('one\n');
      expect((await stat(file)).mode & 0o777).toBe(0o600);
      await expect(saveLog(folder, 'shop/web', 'two\n', now)).rejects.toThrow('EEXIST');
    } finally {
      await rm(folder, {recursive: true});
    }
  });

  test('a name that would leave the folder does not', () => {
    expect(logFileName('../../etc/passwd\u001b[2J', new Date(0))).toMatch(/^etc-passwd-2J-/);
  });
});
