import {Readable} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {connect, type Engine} from '../../source/engine/client.js';
import {openLogSession} from '../../source/live/log-session.js';
import type {Container} from '../../source/model/container.js';
import {listed} from '../../source/state/engine-updates.js';
import {initialState} from '../../source/state/initial.js';
import {logEvent} from '../../source/state/log-events.js';
import {olderDone, wantOlder} from '../../source/state/log-older.js';
import {itemsOf} from '../../source/state/log-ring.js';
import {inLogs, type LogView, withLogs, withRange} from '../../source/state/logs.js';
import type {State} from '../../source/state/state.js';
import {createStore, type Store} from '../../source/state/store.js';
import {FakeEngine, reply} from '../engine-room/support/fake-engine.js';
import {frame} from '../engine-room/support/frames.js';

vi.setConfig({testTimeout: 60_000});

const start = Date.UTC(2026, 10, 21, 14);

/** A line of a container's log: nanoseconds after 14:00. */
interface Written {
  readonly at: bigint;
  readonly text: string;
}

const nanos = (ms: number): bigint => BigInt(ms) * 1_000_000n;
/** `prefix 1` … `prefix n`, one every `everyMs`. */
const numbered = (prefix: string, count: number, everyMs: number, fromMs = 0): Written[] =>
  Array.from({length: count}, (_, index) => ({at: nanos(fromMs + index * everyMs), text: `${prefix} ${index + 1}`}));

const stampOf = (at: bigint): string =>
  `${new Date(start + Number(at / 1_000_000n)).toISOString().slice(0, 20)}${String(at % 1_000_000_000n).padStart(9, '0')}Z`;
const bytesOf = (lines: readonly Written[]): Buffer =>
  Buffer.concat(lines.map(({at, text}) => frame(1, `${stampOf(at)} ${text}\n`)));

const container = (service: string, over: Partial<Container> = {}): Container => ({
  ...{id: `id-${service}`, name: service, image: 'x', imageId: 'x', project: 'shop', service, number: 1, oneOff: false},
  ...{state: 'running', health: 'none', createdAt: 0, labels: {}, ports: [], dependsOn: [], networks: []},
  ...{networkMode: '', statusExitCode: null, inspection: null},
  ...over,
});

const event = (action: string, service: string, ms: number, more: Readonly<Record<string, string>> = {}): string =>
  `${JSON.stringify({
    Type: 'container',
    Action: action,
    Actor: {ID: `id-${service}`, Attributes: {name: service, ...more}},
    time: Math.floor((start + ms) / 1000),
    timeNano: (start + ms) * 1e6,
  })}\n`;

let fake: FakeEngine;
let engine: Engine;
let store: Store<State>;
let controller: AbortController;
let done: Promise<void>;
/** What the engine has of each container's log. */
let logs: Map<string, Written[]>;
/** Tails that were asked for without following. */
let tails: string[];
let open: number;
/** What is followed is sent once this has come. */
let sent: Promise<void>;

const inPieces = function* (lines: readonly Written[]): Generator<Buffer> {
  for (let from = 0; from < lines.length; from += 500) yield bytesOf(lines.slice(from, from + 500));
};

const secondsOf = (text: string | null): bigint | null => {
  if (text === null) return null;
  const [seconds = '0', fraction = ''] = text.split('.');
  return BigInt(seconds) * 1_000_000_000n + BigInt(fraction.padEnd(9, '0').slice(0, 9)) - BigInt(start) * 1_000_000n;
};

beforeEach(async () => {
  fake = await FakeEngine.start();
  logs = new Map();
  tails = [];
  open = 0;
  sent = Promise.resolve();
  fake.route('GET', /logs$/, ({path, query}, response) => {
    const all = logs.get(path.split('/')[2] ?? '') ?? [];
    const tail = query.get('tail') ?? 'all';
    const since = secondsOf(query.get('since'));
    const until = secondsOf(query.get('until'));
    const last = tail === 'all' ? all : all.slice(Math.max(0, all.length - Number(tail)));
    open += 1;
    response.once('close', () => {
      open -= 1;
    });
    response.writeHead(200).flushHeaders();
    if (!query.get('follow')) tails.push(tail);
    const wanted = last.filter(({at}) => (since === null || at >= since) && (until === null || at <= until));
    // Whoever has read enough closes it in the middle.
    const send = (): Promise<void> => pipeline(Readable.from(inPieces(wanted)), response, {end: !query.get('follow')});
    (query.get('follow') ? sent.then(send) : send()).catch(() => {});
  });
  controller = new AbortController();
  engine = await connect(fake.endpoint, {signal: controller.signal, env: {}});
  store = createStore(
    initialState({endpoint: 'test', local: true, filter: '', intervalMs: 1000, readOnly: false, now: start + 3_600_000}),
  );
  done = Promise.resolve();
});

afterEach(async () => {
  controller.abort();
  await done;
  engine.close();
  await fake.stop();
});

const soon = <T>(look: () => T) => expect.poll(look, {timeout: 20_000});

const openLog = (key: string, ...containers: readonly Container[]): void => {
  store.update(state => listed(state, containers, Date.now()));
  done = openLogSession(engine, store, [key], controller.signal);
};

const view = (): LogView => {
  const found = store.get().logs;
  if (!found) throw new Error('no log is open');
  return found;
};
const change = (by: (view: LogView) => LogView): void => store.update(state => inLogs(state, view().id, by));
const items = () => view().ring.blocks.flatMap(itemsOf);
const texts = (): string[] => items().map(item => item.text);
const lineTexts = (): string[] =>
  items()
    .filter(({kind}) => kind === 'line')
    .map(({text}) => text);

/** Asks for older lines and waits until they are there. */
const older = async (): Promise<void> => {
  change(now => wantOlder(now, 0));
  await soon(() => view().older.kind).not.toBe('wanted');
};

/** Goes up until the log begins; what was held at each step stays, at the end. */
const toBegin = async (): Promise<number> => {
  let steps = 0;
  for (; view().older.kind !== 'none'; steps += 1) {
    const before = texts();
    await older();
    expect(texts().slice(-before.length)).toEqual(before);
    expect(steps).toBeLessThan(60);
  }
  return steps;
};

const seqsRise = (): void => {
  const seqs = items().map(({seq}) => seq);
  expect(seqs).toEqual(seqs.map((_, index) => (seqs[0] ?? 0) + index));
};

describe('older lines', () => {
  test('come until the log begins, each once, and a quiet mark says where that is', async () => {
    logs.set('id-web', numbered('line', 4321, 10));
    openLog('shop/web/1', container('web'));
    await soon(() => view().ring.count).toBe(1000);
    await toBegin();
    expect(texts()).toEqual(['the log begins here', ...numbered('line', 4321, 10).map(({text}) => text)]);
    expect(items()[0]?.kind).toBe('mark');
    seqsRise();
    expect(tails.filter(tail => tail !== 'all')).toContain('2000');
    await soon(() => open).toBe(1);
  });

  test('wanted before the first lines are there bring no line twice', async () => {
    logs.set('id-web', numbered('line', 4321, 10));
    let send = (): void => {};
    sent = new Promise(resolve => {
      send = resolve;
    });
    openLog('shop/web/1', container('web'));
    await soon(() => open).toBe(1);
    await older();
    send();
    await soon(() => view().ring.count).toBeGreaterThanOrEqual(1000);
    await toBegin();
    expect(lineTexts()).toEqual(numbered('line', 4321, 10).map(({text}) => text));
    seqsRise();
  });

  test('of several containers are merged in order, however different their lengths are', async () => {
    logs.set('id-quick', numbered('quick', 5000, 10, 1_000_000));
    logs.set('id-slow', numbered('slow', 1500, 700));
    logs.set('id-rare', numbered('rare', 9, 120_000));
    logs.set('id-mute', []);
    openLog(':shop', ...['quick', 'slow', 'rare', 'mute'].map(service => container(service)));
    await soon(() => view().ring.count).toBeGreaterThan(1000);
    // The slow ones are shown from where the quick one is known, and not with a hole in the middle.
    expect(texts()[0]).toBe('quick 4001');
    await toBegin();
    const all = [...(logs.get('id-quick') ?? []), ...(logs.get('id-slow') ?? []), ...(logs.get('id-rare') ?? [])];
    const order = all.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)).map(({at}) => at);
    const textAt = new Map(all.map(({at, text}) => [text, at] as const));
    expect(lineTexts().map(text => textAt.get(text))).toEqual(order);
    expect(new Set(lineTexts()).size).toBe(all.length);
    seqsRise();
  });

  test('are neither doubled nor missed where many have one time, as an engine with whole seconds writes them', async () => {
    const second = nanos(1000);
    const log = Array.from({length: 2500}, (_, index) => ({
      at: BigInt(Math.floor(index / 700)) * second,
      text: `line ${index % 97}`,
    }));
    logs.set('id-web', log);
    openLog('shop/web/1', container('web'));
    await soon(() => view().ring.count).toBe(1000);
    await toBegin();
    expect(lineTexts()).toEqual(log.map(({text}) => text));
  });

  test('are found although many new ones came since, which the view does not hold', async () => {
    logs.set('id-web', numbered('line', 3000, 10));
    openLog('shop/web/1', container('web'));
    await soon(() => view().ring.count).toBe(1000);
    logs.get('id-web')?.push(...numbered('new', 50_000, 1, 40_000));
    await older();
    expect(texts()[0]).not.toBe('line 2001');
    await toBegin();
    expect(lineTexts()).toEqual(numbered('line', 3000, 10).map(({text}) => text));
  });

  test('of a container whose clock was put back keep the order in which they were written', async () => {
    const before = numbered('before', 600, 10, 3_600_000);
    const after = numbered('after', 1800, 10);
    logs.set('id-web', [...before, ...after]);
    openLog('shop/web/1', container('web'));
    await soon(() => view().ring.count).toBe(1000);
    await toBegin();
    expect(lineTexts()).toEqual([...before, ...after].map(({text}) => text));
  });

  test('are read until one passes the filter, and no further', async () => {
    const log = numbered('line', 20_000, 10).map((line, index) => (index === 4999 ? {...line, text: 'the needle'} : line));
    logs.set('id-web', log);
    openLog('shop/web/1', container('web'));
    await soon(() => view().ring.count).toBe(1000);
    change(now => ({...now, filter: 'needle'}));
    await older();
    expect(texts()).toContain('the needle');
    expect(view().ring.count).toBeLessThan(17_500);
    expect(view().older.kind).toBe('unknown');
  });

  test('are not looked for without end when none passes the filter, and Esc ends it at once', async () => {
    logs.set('id-web', numbered('line', 80_000, 10));
    openLog('shop/web/1', container('web'));
    await soon(() => view().ring.count).toBe(1000);
    change(now => ({...now, filter: 'needle'}));
    change(now => wantOlder(now, 1));
    await soon(() => view().ring.count).toBeGreaterThan(3000);
    change(olderDone);
    await soon(() => open).toBe(1);
    const held = view().ring.count;
    expect(held).toBeLessThan(40_000);
    await older();
    expect(store.get().notice?.text).toMatch(/^none of 5\d\d\d\d older lines passes the filter/);
    expect(view().ring.count).toBeGreaterThan(held + 49_000);
  });

  test('go on after some were let go', async () => {
    logs.set('id-web', numbered('line', 30_000, 10));
    openLog('shop/web/1', container('web'));
    change(now => ({...now, limit: 120_000}));
    change(now => withRange(now, {kind: 'last', ms: 10 * 365 * 86_400_000}));
    await soon(() => texts().at(-1)).toBe('line 30000');
    await soon(() => view().ring.letGo).toBeGreaterThan(0);
    const first = Number(texts()[0]?.slice(5));
    change(now => ({...now, limit: 8_000_000}));
    await older();
    const held = lineTexts().map(text => Number(text.slice(5)));
    expect(held[0]).toBeLessThan(first);
    expect(held).toEqual(held.map((_, index) => (held[0] ?? 0) + index));
  });

  test('have no room in a view that is full, which says what can be done', async () => {
    logs.set('id-web', numbered('line', 3000, 10));
    openLog('shop/web/1', container('web'));
    await soon(() => view().ring.count).toBe(1000);
    change(now => ({...now, limit: now.ring.bytes}));
    await older();
    expect(view().ring.count).toBe(1000);
    expect(store.get().notice?.text).toContain('have no room: T reads another time, as in T ');
  });

  test('that cannot be read are said in one line, and can be asked for again', async () => {
    logs.set('id-web', numbered('line', 3000, 10));
    openLog('shop/web/1', container('web'));
    await soon(() => view().ring.count).toBe(1000);
    let refuse = true;
    fake.route('GET', /logs$/, ({query}, response) => {
      if (refuse) return reply(response, 500, {message: 'the disk is on fire'});
      response.writeHead(200).end(bytesOf((logs.get('id-web') ?? []).slice(-Number(query.get('tail')))));
    });
    await older();
    expect(view().ring.count).toBe(1000);
    expect(store.get().notice?.text).toBe('older lines could not be read: the disk is on fire');
    refuse = false;
    await older();
    expect(view().ring.count).toBeGreaterThan(1000);
  });

  test('that are on their way when the log is closed end with it', async () => {
    logs.set('id-web', numbered('line', 60_000, 10));
    openLog('shop/web/1', container('web'));
    await soon(() => view().ring.count).toBe(1000);
    change(now => wantOlder({...now, filter: 'needle'}, 1));
    await soon(() => view().ring.count).toBeGreaterThan(1000);
    controller.abort();
    await done;
    await soon(() => open).toBe(0);
  });
});

describe('a range with an end', () => {
  test('is read once and not followed, and what comes before it can be loaded', async () => {
    logs.set('id-web', numbered('line', 3000, 1000));
    openLog('shop/web/1', container('web'));
    await soon(() => view().ring.count).toBe(1000);
    const since = start + 1000 * 1000;
    change(now => withRange(now, {kind: 'between', since, until: since + 9000}));
    await soon(texts).toEqual(Array.from({length: 10}, (_, index) => `line ${1001 + index}`));
    await soon(() => view().sources[0]?.state.kind).toBe('read');
    await soon(() => open).toBe(0);
    await older();
    const held = lineTexts().map(text => Number(text.slice(5)));
    expect(held.length).toBeGreaterThan(500);
    expect(held).toEqual(held.map((_, index) => 1010 - held.length + 1 + index));
  });
});

describe('what happened before a log was opened', () => {
  test('stands between the lines at its time, as the engine remembers it', async () => {
    logs.set('id-web', numbered('line', 5, 10_000));
    fake.pastEvents = [
      event('start', 'web', 1000),
      event('start', 'other', 11_000),
      event('exec_create: check', 'web', 12_000),
      event('health_status: unhealthy', 'web', 15_000),
      event('oom', 'web', 31_000),
      event('die', 'web', 32_000, {exitCode: '137'}),
    ].join('');
    openLog('shop/web/1', container('web'));
    await soon(texts).toEqual([
      'line 1',
      'web started',
      'line 2',
      'web unhealthy',
      'line 3',
      'line 4',
      'web out of memory: the kernel killed a process in it',
      'web died: 137, killed (SIGKILL)',
      'line 5',
    ]);
  });

  test('is told once, although the engine tells of it again while the log is being opened', async () => {
    logs.set('id-web', numbered('line', 2, 10_000));
    fake.pastEvents = event('start', 'web', 5000);
    openLog('shop/web/1', container('web'));
    const again = {action: 'start', id: 'id-web', name: 'web', time: start + 5000, exitCode: null, attributes: {}};
    store.update(state => logEvent(state, again));
    await soon(texts).toEqual(['line 1', 'web started', 'line 2']);
    store.update(state => logEvent(state, again));
    await soon(() => view().events).toEqual([]);
    expect(texts()).toEqual(['line 1', 'web started', 'line 2']);
  });

  test('waits for its lines, and comes with them when they are loaded', async () => {
    logs.set('id-web', numbered('line', 1500, 1000));
    fake.pastEvents = event('start', 'web', 100_500) + event('start', 'web', 1_000_500);
    openLog('shop/web/1', container('web'));
    await soon(() => view().ring.count).toBe(1001);
    expect(texts().slice(0, 2)).toEqual(['line 501', 'line 502']);
    expect(texts().filter(text => text === 'web started')).toHaveLength(1);
    await toBegin();
    const place = texts().indexOf('web started');
    expect(texts().slice(place - 1, place + 2)).toEqual(['line 101', 'web started', 'line 102']);
    expect(texts().filter(text => text === 'web started')).toHaveLength(2);
  });

  test('is told again when the log is read again', async () => {
    logs.set('id-web', numbered('line', 3, 10_000));
    fake.pastEvents = event('start', 'web', 5000);
    openLog('shop/web/1', container('web'));
    await soon(texts).toEqual(['line 1', 'web started', 'line 2', 'line 3']);
    change(now => withRange(now, {kind: 'head'}));
    await soon(texts).toEqual(['line 1', 'web started', 'line 2', 'line 3']);
    change(now => withRange(now, {kind: 'between', since: start + 8000, until: null}));
    await soon(texts).toEqual(['line 2', 'line 3']);
  });

  test('does not keep the lines waiting when the engine does not answer', async () => {
    fake.route('GET', /\/events$/, (_, response) => void response.writeHead(200).flushHeaders());
    logs.set('id-web', numbered('line', 3, 10_000));
    openLog('shop/web/1', container('web'));
    await soon(texts).toEqual(['line 1', 'line 2', 'line 3']);
  });

  test('is drawn in a view that was emptied only when older lines are asked for', async () => {
    logs.set('id-web', numbered('line', 3, 10_000));
    fake.pastEvents = event('start', 'web', 5000);
    openLog('shop/web/1', container('web'));
    await soon(() => view().ring.count).toBe(4);
    store.update(state => withLogs(state, {ring: {...view().ring, blocks: [], count: 0, bytes: 0}}));
    await older();
    expect(texts()).toEqual(['the log begins here', 'line 1', 'web started', 'line 2', 'line 3']);
  });
});
