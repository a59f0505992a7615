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

  it('shows what has no time, and errors of the engine itself', () => {
    expect(readAll([frame(3, 'Error grabbing logs: EOF\n')])).toEqual([
      {time: null, stream: 'stderr', text: 'Error grabbing logs: EOF', complete: true},
    ]);
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
