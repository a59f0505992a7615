import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {LogPosition} from '../../source/engine/log-resume.js';
import type {LogLine} from '../../source/model/log-line.js';

function line(time: bigint | null, text: string, stream: LogLine['stream'] = 'stdout'): LogLine {
  return {time, text, stream, complete: true};
}

const second = 1_000_000_000n;

/** What an engine sends of a log when asked for what was written from `since` on. */
function asked(log: readonly LogLine[], since: bigint | null): LogLine[] {
  return log.filter(({time}) => since === null || time === null || time >= since);
}

describe('going on with a log where it was left', () => {
  it('drops what the engine repeats of the last moment, and nothing else', () => {
    const position = new LogPosition();
    position.take([line(1n, 'a'), line(2n, 'b'), line(2n, 'c'), line(2n, 'b', 'stderr')]);
    expect(position.last).toBe(2n);
    position.resume();
    const again = [line(2n, 'b'), line(2n, 'c'), line(2n, 'b', 'stderr'), line(2n, 'd'), line(3n, 'b')];
    expect(position.take(again)).toEqual([line(2n, 'd'), line(3n, 'b')]);
  });

  it('counts equal lines where times are whole seconds', () => {
    const position = new LogPosition();
    position.take([line(second, 'first'), line(5n * second, 'x'), line(5n * second, 'x')]);
    position.resume();
    const again = [line(5n * second, 'x'), line(5n * second, 'x'), line(5n * second, 'x'), line(5n * second, 'y')];
    expect(position.take(again)).toEqual([line(5n * second, 'x'), line(5n * second, 'y')]);
  });

  it('leaves out what `tail` left out of the same second', () => {
    const position = new LogPosition();
    position.take([line(5n * second, 'c'), line(5n * second, 'd')]);
    position.resume();
    const again = ['a', 'b', 'c', 'd', 'e'].map(text => line(5n * second, text));
    expect(position.take(again).map(({text}) => text)).toEqual(['e']);
  });

  it('keeps lines without a time', () => {
    const position = new LogPosition();
    position.resume();
    expect(position.take([line(null, 'x'), line(null, 'x')])).toHaveLength(2);
    expect([position.last, position.since]).toEqual([null, null]);
  });

  it('drops lines that the engine repeats at a rotation of its file', () => {
    const position = new LogPosition();
    const lines = [line(1001n, 'a'), line(1003n, 'b', 'stderr'), line(1002n, 'c'), line(1004n, 'd')];
    expect(position.take(lines)).toEqual(lines);
    expect(position.take([line(1004n, 'd')])).toEqual([]);
    expect(position.take([...lines.slice(1), line(1005n, 'd')])).toEqual([line(1005n, 'd')]);
  });

  it('keeps what was written after the clock was set back', () => {
    const position = new LogPosition();
    const log = [line(100n, 'a'), line(900n, 'b'), line(50n, 'c'), line(60n, 'd')];
    expect(position.take(log)).toEqual(log);
    position.resume();
    const more = [...log, line(70n, 'e'), line(950n, 'f')];
    expect(position.take(asked(more, position.since))).toEqual(more.slice(4));
  });

  const entries = fc.array(
    fc.record({
      stream: fc.constantFrom<LogLine['stream']>('stdout', 'stderr'),
      after: fc.integer({min: 1, max: 900_000_000}),
      late: fc.integer({min: 0, max: 4_000_000}),
      text: fc.constantFrom('a', 'b'),
    }),
    {minLength: 1, maxLength: 40},
  );
  const breaks = fc.array(fc.nat(100), {maxLength: 6});

  /** Each stream in the order of its times; one may be dated a little before the other. */
  const written = (steps: readonly {stream: LogLine['stream']; after: number; late: number; text: string}[]): LogLine[] => {
    let now = 1_700_000_000n * second;
    const last = {stdout: 0n, stderr: 0n};
    return steps.map(({stream, after, late, text}) => {
      now += BigInt(after);
      const time = now - BigInt(late) > last[stream] ? now - BigInt(late) : last[stream] + 1n;
      last[stream] = time;
      return line(time, text, stream);
    });
  };

  /** Reads a log that grows, from `from` on, in pieces that end there: as `followLogs` asks for it. */
  const readInPieces = (log: readonly LogLine[], from: number, ends: readonly number[], again: number): LogLine[] => {
    const position = new LogPosition();
    return ends
      .toSorted((a, b) => a - b)
      .flatMap(end => {
        const there = log.slice(0, end);
        if (position.last === null) return position.take(there.slice(from));
        position.resume();
        const [first, ...more] = there.slice(-again);
        return position.take(first && position.reaches(first) ? [first, ...more] : asked(there, position.since));
      });
  };

  it('gives each line once, wherever the connection breaks and however much was written meanwhile', () => {
    fc.assert(
      fc.property(entries, breaks, fc.nat(10), fc.integer({min: 1, max: 50}), (steps, cuts, cutOff, again) => {
        const log = written(steps);
        const from = Math.min(cutOff, log.length - 1);
        const ends = [...cuts.map(cut => from + (cut % (log.length - from + 1))), log.length];
        expect(readInPieces(log, from, ends, again)).toEqual(log.slice(from));
      }),
    );
  });

  it('also when the clock was set back, while it was read or while nobody could', () => {
    fc.assert(
      fc.property(entries, entries, fc.integer({min: 1, max: 3600}), breaks, (before, after, backSeconds, cuts) => {
        const first = written(before);
        const offset = (first.at(-1)?.time ?? 0n) - 1_700_000_000n * second + BigInt(backSeconds) * second;
        const log = [...first, ...written(after).map((each): LogLine => ({...each, time: (each.time ?? 0n) - offset}))];
        const ends = [...cuts.map(cut => cut % (log.length + 1)), log.length];
        expect(readInPieces(log, 0, ends, 1000)).toEqual(log);
      }),
    );
  });

  it('gives each line once when the engine goes some lines back at a rotation', () => {
    fc.assert(
      fc.property(entries, fc.array(fc.tuple(fc.nat(39), fc.nat(20)), {maxLength: 5}), (steps, turns) => {
        // No two lines of a stream at one moment: such an engine tells nanoseconds.
        const log = written(steps).map(each => ({...each, time: (each.time ?? 0n) * 10n + 7n}));
        const sent = log.flatMap((each, index) => {
          const back = turns.find(([at]) => at === index)?.[1] ?? 0;
          return back === 0 ? [each] : [each, ...log.slice(Math.max(0, index + 1 - back), index + 1)];
        });
        expect(new LogPosition().take(sent)).toEqual(log);
      }),
    );
  });

  it('asks for fewer lines again where they are long', () => {
    const position = new LogPosition();
    position.take([line(1001n, 'short')]);
    expect(position.again).toBe(1000);
    position.take([line(1002n, 'x'.repeat(1 << 20))]);
    expect(position.again).toBe(10);
  });

  it('says whether an answer begins where the last one was left', () => {
    const position = new LogPosition();
    position.take([line(1001n, 'a'), line(1005n, 'b')]);
    expect(position.reaches(line(1005n, 'b'))).toBe(true);
    expect(position.reaches(line(1006n, 'c'))).toBe(false);
  });
});
