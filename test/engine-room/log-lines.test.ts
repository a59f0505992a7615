import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {CUT_MARK, createLogReader} from '../../source/engine/log-lines.js';
import {secondsOf, stampAt} from '../../source/engine/log-time.js';
import type {LogLine} from '../../source/model/log-line.js';
import {frame} from './support/frames.js';

const T1 = '2026-11-21T14:19:41.360981311Z';
const T2 = '2026-11-21T14:19:41.361121339Z';
const NS1 = BigInt(Date.UTC(2026, 10, 21, 14, 19, 41)) * 1_000_000n + 360_981_311n;

function readAll(chunks: readonly Buffer[], tty = false): LogLine[] {
  const reader = createLogReader({tty});
  return [...chunks.flatMap(chunk => reader.push(chunk)), ...reader.end()];
}

function texts(lines: readonly LogLine[]): string[] {
  return lines.map(({stream, text, complete}) => `${stream}${complete ? '' : '?'} ${text}`);
}

/** As Docker sends a long line: in parts of 16 KiB, each with the line's timestamp. */
function parts(text: string): string[] {
  const bytes = Buffer.from(text);
  return Array.from({length: Math.ceil(bytes.length / 16_384)}, (_, index) =>
    bytes.subarray(index * 16_384, (index + 1) * 16_384).toString('latin1'),
  );
}

describe('the log of a container', () => {
  it('is lines with their times and streams', () => {
    const lines = readAll([frame(1, `${T1} out\n`), frame(2, `${T2} err\r\n`), frame(1, `${T2} \n`)]);
    expect(texts(lines)).toEqual(['stdout out', 'stderr err', 'stdout ']);
    expect(lines[0]?.time).toBe(NS1);
  });

  it('is the same however the bytes are split', () => {
    const line = fc.record({
      stream: fc.constantFrom(1, 2),
      text: fc.string({unit: 'binary', maxLength: 30}).map(text => text.replaceAll(/[\r\n]/g, '')),
    });
    fc.assert(
      fc.property(fc.array(line, {maxLength: 8}), fc.boolean(), fc.array(fc.nat(900), {maxLength: 20}), (lines, tty, cuts) => {
        const bytes = Buffer.concat(
          lines.map(({stream, text}) => {
            const entry = Buffer.from(`${T1} ${text}\n`);
            return tty ? entry : frame(stream, entry);
          }),
        );
        const places = [...new Set(cuts.map(cut => cut % (bytes.length + 1)))].sort((a, b) => a - b);
        const chunks = [0, ...places].map((from, index) => bytes.subarray(from, places[index] ?? bytes.length));
        const expected = lines.map(
          ({stream, text}) => `${!tty && stream === 2 ? 'stderr' : 'stdout'} ${Buffer.from(text).toString()}`,
        );
        expect(texts(readAll(chunks, tty))).toEqual(expected);
      }),
    );
  });

  it('keeps the two streams’ unfinished lines apart', () => {
    const long = 'a'.repeat(16_384);
    const lines = readAll([frame(1, `${T1} ${long}`), frame(2, `${T1} error\n`), frame(1, `${T1} end\n`)]);
    expect(texts(lines)).toEqual(['stderr error', `stdout ${long}end`]);
  });

  it.each([false, true])('joins the parts of a long line, also inside a character (TTY %s)', tty => {
    const text = 'é'.repeat(20_000);
    const chunks = parts(text).map((part, index, all) => {
      const entry = Buffer.concat([
        Buffer.from(`${T1} `),
        Buffer.from(part, 'latin1'),
        Buffer.from(index === all.length - 1 ? '\n' : ''),
      ]);
      return tty ? entry : frame(1, entry);
    });
    expect(texts(readAll(chunks, tty))).toEqual([`stdout ${text}`]);
  });

  it('shows last words without a newline, and does not glue the next run to them', () => {
    expect(texts(readAll([frame(1, `${T1} last words`)]))).toEqual(['stdout? last words']);
    expect(texts(readAll([frame(1, `${T1} last words`), frame(1, `${T2} first\n`)]))).toEqual([
      'stdout? last words',
      'stdout first',
    ]);
    const lines = readAll([Buffer.from(`${T1} prompt${T2} first\r\n`)], true);
    expect(texts(lines)).toEqual(['stdout? prompt', 'stdout first']);
    expect(lines[1]?.time).toBe(stampAt(Buffer.from(`${T2} `))?.time);
  });

  it('leaves a time alone that the program wrote itself', () => {
    expect(texts(readAll([Buffer.from(`${T2} ${T1} INFO at ${T1} ok\n`)], true))).toEqual([`stdout ${T1} INFO at ${T1} ok`]);
    expect(texts(readAll([frame(1, `${T2} ${T1} INFO\n`)]))).toEqual([`stdout ${T1} INFO`]);
  });

  it.each([false, true])('cuts a line of more than 1 MiB, and goes on with the next (TTY %s)', tty => {
    const huge = Buffer.from(`${T1} ${'x'.repeat(3 << 20)}\n${T2} next\n`);
    const lines = readAll(tty ? [huge] : [frame(1, huge)], tty);
    expect(lines[0]?.text.endsWith(CUT_MARK)).toBe(true);
    expect(lines[0]?.text.length).toBeLessThan((1 << 20) + 100);
    expect(lines).toHaveLength(2);
  });

  it('shows what has no time', () => {
    expect(readAll([frame(1, 'no time\n')])).toEqual([{time: null, stream: 'stdout', text: 'no time', complete: true}]);
  });

  it('tells what the engine itself says apart from the lines, also when that is torn', () => {
    const reader = createLogReader({tty: false});
    const said = frame(3, 'Error grabbing logs: EOF\n');
    expect(reader.failure).toBeNull();
    const lines = [...reader.push(frame(1, `${T1} line\n`)), ...reader.push(said.subarray(0, 20)), ...reader.end()];
    expect(texts(lines)).toEqual(['stdout line']);
    expect(reader.failure).toBe('Error grabbi');
  });

  it.each([false, true])('of a container with a TTY has no frames, also when nobody knows of the TTY yet (%s)', tty => {
    const raw = Buffer.from(`${T1} one\r\n${T2} two\r\n`);
    for (const chunks of [[Buffer.alloc(0), raw], [...raw].map(byte => Buffer.from([byte]))])
      expect(readAll(chunks, tty).map(({time, text}) => [time, text])).toEqual([
        [NS1, 'one'],
        [NS1 + 140_028n, 'two'],
      ]);
  });

  it.each([false, true])('takes a time that was torn off for nothing, and keeps the beginning of a line (TTY %s)', tty => {
    const entry = tty ? Buffer.from(`${T1} whole line\n`) : frame(2, `${T1} whole line\n`);
    const stream = tty ? 'stdout' : 'stderr';
    const header = tty ? 0 : 8;
    for (const length of [0, 1, 10, 30, 31]) expect(readAll([entry.subarray(0, header + length)], tty), `${length}`).toEqual([]);
    expect(texts(readAll([entry.subarray(0, header + 36)], tty))).toEqual([`${stream}? whole`]);
  });

  it('is not led astray by empty frames, a length that is absurd, or the two streams’ parts in turns', () => {
    const part = (letter: string) => letter.repeat(16_384);
    const turns = [
      frame(1, ''),
      frame(1, `${T1} ${part('o')}`),
      frame(2, `${T1} ${part('e')}`),
      frame(1, `${T1} ${part('p')}`),
      frame(2, ''),
      frame(2, `${T1} end\n`),
      frame(1, `${T1} end\n`),
    ];
    expect(texts(readAll(turns))).toEqual([`stderr ${part('e')}end`, `stdout ${part('o')}${part('p')}end`]);
    const claim = Buffer.from([1, 0, 0, 0, 0xff, 0xff, 0xff, 0xff]);
    const lines = readAll([claim, Buffer.from(`${T1} one\n${'x'.repeat(2 << 20)}`)]);
    expect(lines[0]?.text).toBe('one');
    expect(lines).toHaveLength(2);
  });

  it('has no line of a time to come that a program with a TTY wrote', () => {
    const text = `until ${new Date(Date.now() + 3_600_000).toISOString().slice(0, 19)}.000000000Z or so`;
    expect(readAll([Buffer.from(`2020-01-01T00:00:00Z ${text}\n`)], true)).toMatchObject([{text, complete: true}]);
  });

  it('is read whatever times a program with a TTY writes into one line, in time by its length', () => {
    const later = (at: number): string => `${new Date(Date.UTC(2020, 0, 2) + at * 1000).toISOString().slice(0, 19)}.000000000Z`;
    const times = Array.from({length: 30_000}, (_, at) => later(at));
    const began = performance.now();
    const lines = readAll([Buffer.from(`2020-01-01T00:00:00Z ${times.join(' ')} end\n${T2} next\n`)], true);
    expect(performance.now() - began).toBeLessThan(20_000);
    expect(lines).toHaveLength(times.length + 2);
    expect(texts(lines.slice(-2))).toEqual(['stdout end', 'stdout next']);
  });

  it('has invalid UTF-8 replaced, and a character whole that frames and chunks have split', () => {
    const euro = Buffer.from('€');
    const long = Buffer.alloc(16_384, 'a');
    const one = frame(1, Buffer.concat([Buffer.from(`${T1} `), long.subarray(1), euro.subarray(0, 1)]));
    const two = frame(1, Buffer.concat([Buffer.from(`${T1} `), euro.subarray(1), Buffer.from([0xff, 0x0a])]));
    const bytes = Buffer.concat([one, two]);
    expect(readAll([bytes.subarray(0, one.length + 3), bytes.subarray(one.length + 3)])[0]?.text.slice(-3)).toBe('a€\uFFFD');
  });
});

describe('times of the log', () => {
  it.each([
    [`${T1} x`, NS1, 31],
    ['2026-11-21T14:19:41Z x', NS1 - 360_981_311n, 21],
    ['2026-11-21T15:19:41+01:00 x', NS1 - 360_981_311n, 26],
    ['2026-11-21T14:19:41.5Z x', NS1 - 360_981_311n + 500_000_000n, 23],
  ])('%s', (text, time, length) => {
    expect(stampAt(Buffer.from(text))).toEqual({time, length});
  });

  it.each(['', 'x', '2026-11-21T14:19:41.360981311Z', '2026-13-41T14:19:41Z x', '12345'])('%j is none', text => {
    expect(stampAt(Buffer.from(text))).toBeNull();
  });

  it('go back to the engine to the nanosecond', () => {
    expect(secondsOf(NS1)).toBe(`${NS1 / 1_000_000_000n}.360981311`);
    expect(secondsOf(1500.25)).toBe('1.500250000');
  });
});
