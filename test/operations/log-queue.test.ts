import fc from 'fast-check';
import {describe, expect, test, vi} from 'vitest';
import type {LogLine} from '../../source/model/log-line.js';
import {LogQueue, type SourcedLine} from '../../source/operations/log-queue.js';

const base = 1_767_225_600_000_000_000n;
const line = (ns: number, text = ''): LogLine => ({time: base + BigInt(ns), stream: 'stdout', text, complete: true});

const collecting = (taken: SourcedLine[], pause: Promise<void> = Promise.resolve()) => {
  const end = new AbortController();
  const failures: unknown[] = [];
  const queue = new LogQueue(
    async lines => {
      await pause;
      taken.push(...lines);
    },
    end.signal,
    error => {
      failures.push(error);
      end.abort();
    },
  );
  return {queue, end, failures};
};

/** Times of one source, in its order. */
const times = fc.array(fc.integer({min: 0, max: 50}), {maxLength: 30}).map(all => all.toSorted((a, b) => a - b));

describe('lines of several sources', () => {
  test('that are there come in the order of their times, to the nanosecond, however they arrive', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(times, {minLength: 1, maxLength: 5}), fc.infiniteStream(fc.nat(4)), async (sources, turns) => {
        const taken: SourcedLine[] = [];
        const {queue} = collecting(taken);
        for (const source of sources.keys()) queue.open(source);
        const left = sources.map((all, source) => all.map((ns, index) => line(ns, `${source} ${index}`)));
        const pushes: Promise<void>[] = [];
        while (left.some(({length}) => length > 0)) {
          const turn = turns.next().value ?? 0;
          const source = turn % sources.length;
          pushes.push(queue.push(source, left[source]?.splice(0, 1 + (turn % 3)) ?? []));
        }
        for (const source of sources.keys()) queue.close(source);
        await Promise.all(pushes);
        await queue.end();
        const given = taken.map(({line: {time}}) => time ?? 0n);
        expect(given).toEqual(given.toSorted((a, b) => Number(a - b)));
        for (const [source, all] of sources.entries())
          expect(taken.filter(entry => entry.source === source).map(({line: {text}}) => text)).toEqual(
            all.map((_, index) => `${source} ${index}`),
          );
      }),
      {numRuns: 60},
    );
  });

  test('wait for one that has not sent its past, and go on when it has', async () => {
    const taken: SourcedLine[] = [];
    const {queue} = collecting(taken);
    queue.open(0);
    queue.open(1);
    await queue.push(0, [line(5, 'later')]);
    await queue.push(1, [line(1, 'earlier')]);
    queue.close(1);
    queue.close(0);
    await queue.end();
    expect(taken.map(({line: {text}}) => text)).toEqual(['earlier', 'later']);
  });

  test('are not read on while nobody takes them, and are when somebody does', async () => {
    const taken: SourcedLine[] = [];
    let go: () => void = () => {};
    const pause = new Promise<void>(resolve => {
      go = resolve;
    });
    const {queue} = collecting(taken, pause);
    queue.opened(0);
    let resumed = false;
    const many = Array.from({length: 25_000}, (_, index) => line(index));
    const pushed = queue.push(0, many).then(() => {
      resumed = true;
    });
    await new Promise(resolve => setImmediate(resolve));
    expect([resumed, taken.length]).toEqual([false, 0]);
    go();
    await pushed;
    expect(taken.length).toBeGreaterThanOrEqual(5000);
    queue.close(0);
    await queue.end();
    expect(taken).toHaveLength(25_000);
  });

  test('of a flood do not wait for their time, while a quiet source is open beside it', async () => {
    vi.useFakeTimers({toFake: ['performance', 'setTimeout', 'clearTimeout']}); // no time passes
    try {
      const taken: SourcedLine[] = [];
      const {queue} = collecting(taken);
      queue.opened(0);
      queue.opened(1);
      const thousand = (from: number): LogLine[] => Array.from({length: 1000}, (_, index) => line(from + index));
      for (let from = 0; from < 100_000; from += 1000) await queue.push(0, thousand(from));
      expect(taken.length).toBeGreaterThan(80_000);
      await new Promise(resolve => setImmediate(resolve));
      const before = taken.length;
      await queue.push(0, [line(100_000)]);
      await new Promise(resolve => setImmediate(resolve));
      expect(taken).toHaveLength(before);
    } finally {
      vi.useRealTimers();
    }
  });

  test('are handed out no more after the taker has failed, and who waits is let go', async () => {
    const end = new AbortController();
    const failures: unknown[] = [];
    const broken = async (): Promise<void> => {
      throw new Error('the pipe is gone');
    };
    const queue = new LogQueue(broken, end.signal, error => {
      failures.push(error);
      end.abort();
    });
    queue.opened(0);
    await queue.push(
      0,
      Array.from({length: 30_000}, (_, index) => line(index)),
    );
    expect(failures).toEqual([new Error('the pipe is gone')]);
  });
});
