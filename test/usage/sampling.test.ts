import {describe, expect, onTestFinished, test} from 'vitest';
import type {Usage, UsageSample} from '../../source/model/usage.js';
import type {FileSource} from '../../source/usage/cgroup.js';
import {Sampling} from '../../source/usage/sampling.js';
import {sampleFromStats} from '../../source/usage/stats-reply.js';
import type {SampleTarget} from '../../source/usage/target.js';
import {type DrivenClock, drivenClock} from './driven-clock.js';
import {fakeStats} from './fake-stats.js';
import {reply} from './stats-fixtures.js';

interface FakeFiles extends FileSource {
  readonly reads: string[];
  readonly forgotten: string[];
  closed: boolean;
  answer: (target: SampleTarget) => UsageSample | null;
}

function fakeFiles(clock: DrivenClock): FakeFiles {
  const files: FakeFiles = {
    reads: [],
    forgotten: [],
    closed: false,
    answer: () => sampleFromStats(reply(clock.now() / 1000, clock.now() / 2000)),
    read(target) {
      if (target.pid === null) throw new Error('asked for a container without a PID');
      files.reads.push(target.id);
      return files.answer(target);
    },
    problem: () => null,
    forget: id => files.forgotten.push(id),
    close: () => (files.closed = true),
  };
  return files;
}

interface Batch {
  readonly at: number;
  readonly usage: ReadonlyMap<string, Usage>;
}

function setUp(withFiles: boolean, intervalMs: number | null = null) {
  const clock = drivenClock();
  const start = clock.now();
  const stats = fakeStats(clock);
  const files = fakeFiles(clock);
  const batches: Batch[] = [];
  const sources: string[] = [];
  const sampling = new Sampling({
    files: withFiles ? files : null,
    transport: stats,
    clock,
    intervalMs,
    onUsage: usage => batches.push({at: clock.now() - start, usage}),
    onSource: name => sources.push(name),
  });
  onTestFinished(() => sampling.stop());
  const times = (id: string) => batches.filter(batch => batch.usage.has(id)).map(batch => batch.at);
  const last = (id: string) => batches.findLast(batch => batch.usage.has(id))?.usage.get(id);
  return {clock, stats, files, batches, sources, sampling, times, last};
}

const row = (id: string, change: Partial<SampleTarget> = {}): SampleTarget => ({
  id,
  pid: 1,
  visible: true,
  hostNetwork: false,
  ...change,
});

describe('with the kernel’s files', () => {
  test('memory is there at once, CPU a quarter of a second later, then a batch each second', async () => {
    const {clock, batches, sources, sampling, last} = setUp(true);
    sampling.setTargets([row('a'), row('b')]);
    await clock.advance(0);
    expect(batches).toHaveLength(1);
    expect(last('a')).toMatchObject({memory: 1000, cpuPercent: null, source: 'cgroup'});
    await clock.advance(3300);
    expect(batches.map(batch => [batch.at, batch.usage.size])).toEqual([
      [0, 2],
      [250, 2],
      [1250, 2],
      [2250, 2],
      [3250, 2],
    ]);
    expect(last('a')?.cpuPercent).toBeCloseTo(50, 0);
    expect(sources).toEqual(['cgroup']);
    expect(sampling.source()).toBe('cgroup');
  });

  test('the engine is asked once, to check the files', async () => {
    const {clock, stats, sampling} = setUp(true);
    sampling.setTargets([row('a'), row('b')]);
    await clock.advance(60_000);
    expect(stats.asked).toHaveLength(1);
  });

  test('rows off the screen are sampled every ten seconds, and at once when they come into sight', async () => {
    const {clock, sampling, times} = setUp(true);
    sampling.setTargets([row('a'), row('b', {visible: false})]);
    await clock.advance(21_000);
    expect(times('b')).toEqual([0, 250, 10_250, 20_250]);
    sampling.setTargets([row('a'), row('b')]);
    await clock.advance(1000);
    expect(times('b').slice(4)).toEqual([21_250]);
  });

  test('a container that just started joins the others’ step after its first two samples', async () => {
    const {clock, batches, sampling} = setUp(true);
    sampling.setTargets([row('a')]);
    await clock.advance(2600);
    sampling.setTargets([row('a'), row('new')]);
    await clock.advance(3000);
    const seen = batches.filter(batch => batch.usage.has('new'));
    expect(seen.map(batch => batch.at).slice(0, 2)).toEqual([2600, 2850]);
    expect(seen.at(-1)?.usage.size).toBe(2);
    expect(seen.at(-2)?.usage.size).toBe(2);
  });

  test('a row whose files cannot be used comes through the engine, without holding up the others', async () => {
    const {clock, stats, files, sampling, times, last} = setUp(true);
    const own = files.answer;
    files.answer = target => (target.id === 'odd' ? null : own(target));
    stats.delay = () => 700;
    sampling.setTargets([row('a'), row('odd'), row('none', {pid: null})]);
    await clock.advance(0);
    expect(times('a')).toEqual([0]);
    await clock.advance(5000);
    expect([...stats.streaming].sort()).toEqual(['none', 'odd']);
    expect(last('odd')?.memory).toBe(1000);
    expect(times('a').slice(0, 3)).toEqual([0, 250, 1250]);
    expect(sampling.source()).toBe('cgroup');
  });

  test('a stop under way: one failed read keeps the row with its files, a second sends it to the engine', async () => {
    const {clock, stats, files, sampling} = setUp(true);
    sampling.setTargets([row('a')]);
    await clock.advance(2000);
    const asked = stats.asked.length;
    files.answer = () => null;
    await clock.advance(500);
    expect(stats.asked).toHaveLength(asked);
    await clock.advance(2000);
    expect(stats.asked.length).toBeGreaterThan(asked);
  });

  test('a new PID is sampled at once, and its counters are not compared with the old ones', async () => {
    const {clock, batches, sampling, last} = setUp(true);
    sampling.setTargets([row('a')]);
    await clock.advance(2600);
    sampling.setTargets([row('a', {pid: 2})]);
    await clock.advance(0);
    expect(batches.at(-1)?.at).toBe(2600);
    expect(last('a')?.cpuPercent).toBeNull();
    await clock.advance(250);
    expect(last('a')?.cpuPercent).toBeCloseTo(50, 0);
  });

  test('files that tell other figures than the engine, twice, are not used again', async () => {
    const {clock, stats, files, sources, sampling, last} = setUp(true);
    stats.answer = () => reply(clock.now() / 1000, clock.now() / 2000, 900 << 20);
    sampling.setTargets([row('a'), row('b')]);
    await clock.advance(10_000);
    expect(files.closed).toBe(true);
    expect(sources).toEqual(['cgroup', 'one-shot']);
    expect(last('a')).toMatchObject({memory: 900 << 20, source: 'one-shot'});
  });

  test('an engine that hangs is no ground to doubt the files', async () => {
    const {clock, stats, files, sampling, times} = setUp(true);
    stats.delay = () => Number.POSITIVE_INFINITY;
    sampling.setTargets([row('a')]);
    await clock.advance(20_000);
    expect(files.closed).toBe(false);
    expect(times('a').length).toBeGreaterThan(19);
  });

  test('a thousand containers are read in pieces, and one that goes meanwhile is not opened again', async () => {
    const {clock, files, batches, sampling} = setUp(true);
    const many = Array.from({length: 1000}, (_, index) => row(`c${index}`));
    sampling.setTargets(many);
    const own = files.answer;
    files.answer = target => {
      if (target.id === 'c10') sampling.setTargets(many.slice(0, 900));
      return own(target);
    };
    await clock.advance(0);
    expect(batches[0]?.usage.size).toBe(900);
    expect(new Set(files.reads).size).toBe(900);
    expect(files.forgotten).toHaveLength(100);
  });
});

describe('with an engine that answers at once', () => {
  test('rows are read by one-shot calls every two seconds, and CPU comes early', async () => {
    const {clock, stats, sources, sampling, times, last} = setUp(false);
    sampling.setTargets([row('a'), row('b')]);
    await clock.advance(1000);
    expect(sources).toEqual(['one-shot']);
    expect(last('b')?.cpuPercent).toBeCloseTo(50, 0);
    await clock.advance(9000);
    expect(times('b').length).toBeGreaterThanOrEqual(6);
    expect(times('b').length).toBeLessThanOrEqual(8);
    expect(stats.streaming.size).toBe(0);
  });

  test('the interval that was asked for holds', async () => {
    const {clock, sampling, times} = setUp(false, 5000);
    sampling.setTargets([row('a')]);
    await clock.advance(31_000);
    expect(times('a').length).toBeGreaterThanOrEqual(7);
    expect(times('a').length).toBeLessThanOrEqual(9);
  });

  test('one container that hangs leaves the others at their pace', async () => {
    const {clock, stats, sampling, times} = setUp(false);
    stats.delay = id => (id === 'hung' ? Number.POSITIVE_INFINITY : 5);
    sampling.setTargets([row('hung'), row('a'), row('b')]);
    await clock.advance(20_000);
    expect(sampling.source()).toBe('one-shot');
    expect(times('a').length).toBeGreaterThanOrEqual(9);
    expect(times('hung')).toEqual([]);
  });

  test('an engine that cannot keep up is asked less often, never more than eight at once', async () => {
    const {clock, stats, sampling} = setUp(false);
    sampling.setTargets(Array.from({length: 40}, (_, index) => row(`c${index}`)));
    await clock.advance(3000);
    const before = stats.asked.length;
    stats.delay = () => 3000;
    await clock.advance(60_000);
    expect(stats.calls.most).toBe(8);
    expect(stats.asked.length - before).toBeLessThan(8 * 20);
    stats.delay = () => 5;
    const slow = stats.asked.length;
    await clock.advance(60_000);
    expect(stats.asked.length - slow).toBeGreaterThan(40 * 20);
  });

  test('refresh samples the visible rows now', async () => {
    const {clock, sampling, times} = setUp(false, 10_000);
    sampling.setTargets([row('a'), row('b', {visible: false})]);
    await clock.advance(5000);
    const before = times('b').length;
    sampling.refresh();
    await clock.advance(100);
    expect(times('a').at(-1)).toBeGreaterThanOrEqual(5000);
    expect(times('b')).toHaveLength(before);
  });
});

describe('a row that does not come from its files says why', () => {
  test.each([
    ['no files here', false, undefined, 'remote'],
    ['its process is not to be seen', true, 'no-process', 'no-process'],
  ] as const)('%s', async (_, withFiles, problem, expected) => {
    const {clock, files, sampling, last} = setUp(withFiles);
    files.answer = () => null;
    files.problem = () => problem ?? null;
    sampling.setTargets([row('a')]);
    await clock.advance(3000);
    expect(last('a')).toMatchObject({source: 'one-shot', withoutFiles: expected});
  });

  test('the files told other figures', async () => {
    const {clock, files, sampling, last} = setUp(true);
    files.answer = () => sampleFromStats(reply(clock.now() / 1000, clock.now() / 2000, 900_000_000));
    sampling.setTargets([row('a')]);
    await clock.advance(10_000);
    expect(last('a')).toMatchObject({source: 'one-shot', withoutFiles: 'unlike'});
  });

  test('one from its files has nothing to say', async () => {
    const {clock, sampling, last} = setUp(true);
    sampling.setTargets([row('a')]);
    await clock.advance(1000);
    expect(last('a')?.withoutFiles).toBeUndefined();
  });
});

test('a container that is looked at closely from now on is read at once', async () => {
  const {clock, files, sampling, times} = setUp(true);
  sampling.setTargets([row('a'), row('b')]);
  await clock.advance(5400);
  const closely: (boolean | undefined)[] = [];
  const {answer} = files;
  files.answer = target => {
    if (target.id === 'a') closely.push(target.closely);
    return answer(target);
  };
  const before = times('a').length;
  sampling.setTargets([row('a', {closely: true}), row('b')]);
  await clock.advance(250);
  expect(closely).toEqual([true]);
  expect(times('a').length).toBe(before + 1);
});

describe('with an engine that waits for its collector', () => {
  test('visible rows get a stream each, hidden ones single calls', async () => {
    const {clock, stats, sources, batches, sampling, last} = setUp(false);
    stats.delay = () => 1000 - (clock.now() % 1000);
    sampling.setTargets([row('a'), row('b'), row('c', {visible: false})]);
    await clock.advance(2000);
    expect([...stats.streaming].sort()).toEqual(['a', 'b']);
    expect(sources.at(-1)).toBe('stream');
    for (let second = 0; second < 5; second++) {
      stats.frame('a');
      stats.frame('b');
      await clock.advance(1000);
    }
    expect(last('a')).toMatchObject({source: 'stream'});
    expect(last('a')?.cpuPercent).toBeCloseTo(50, 0);
    expect(last('c')).toMatchObject({memory: 1000, source: 'one-shot'});
    expect(batches.length).toBeLessThan(12);
  });

  test('frames every five seconds, as Podman sends them, are enough: the row is not asked for beside them', async () => {
    const {clock, stats, sampling, last, times} = setUp(false);
    stats.delay = () => 2000;
    sampling.setTargets([row('a')]);
    await clock.advance(2000);
    const asked = stats.asked.length;
    for (let frame = 0; frame < 4; frame++) {
      stats.frame('a');
      await clock.advance(5000);
    }
    expect(last('a')).toMatchObject({source: 'stream', withoutFiles: 'remote'});
    expect(last('a')?.cpuPercent).toBeCloseTo(50, 0);
    expect(times('a').length).toBeLessThanOrEqual(6);
    expect(stats.asked).toHaveLength(asked);
  });

  test('one prompt reply, by luck, does not pass for an engine that answers at once', async () => {
    const {clock, stats, sampling} = setUp(false);
    await clock.advance(900);
    stats.delay = () => 1000 - (clock.now() % 1000);
    sampling.setTargets([row('a')]);
    await clock.advance(2000);
    expect(sampling.source()).toBe('stream');
  });

  test('streams follow the rows on the screen, and all end with the sampler', async () => {
    const {clock, stats, sampling} = setUp(false);
    stats.delay = () => 2000;
    sampling.setTargets([row('a'), row('b')]);
    await clock.advance(3000);
    sampling.setTargets([row('b'), row('c')]);
    expect([...stats.streaming].sort()).toEqual(['b', 'c']);
    sampling.stop();
    await clock.advance(10_000);
    expect(stats.streaming.size).toBe(0);
    expect(stats.calls.open).toBe(0);
    expect(clock.waiting).toBe(0);
  });
});

test('an engine that refuses everything at first is asked again', async () => {
  const {clock, stats, sampling, last} = setUp(false);
  const own = stats.answer;
  stats.answer = () => null;
  sampling.setTargets([row('a')]);
  await clock.advance(5000);
  expect(sampling.source()).toBe('');
  stats.answer = own;
  await clock.advance(5000);
  expect(sampling.source()).toBe('one-shot');
  expect(last('a')?.memory).toBe(1000);
});

test('without containers nothing is asked and no timer runs', async () => {
  const {clock, stats, files, batches, sampling} = setUp(true);
  sampling.setTargets([]);
  sampling.refresh();
  await clock.advance(60_000);
  expect([stats.asked, files.reads, batches]).toEqual([[], [], []]);
  sampling.setTargets([row('a')]);
  await clock.advance(0);
  sampling.setTargets([]);
  await clock.advance(15_000);
  expect(clock.waiting).toBe(0);
});

test('after stop nothing is published, whatever still arrives', async () => {
  const {clock, batches, files, sampling} = setUp(true);
  sampling.setTargets([row('a')]);
  await clock.advance(1000);
  sampling.stop();
  const told = batches.length;
  sampling.setTargets([row('b')]);
  await clock.advance(60_000);
  expect(batches).toHaveLength(told);
  expect(files.closed).toBe(true);
  expect(clock.waiting).toBe(0);
});
