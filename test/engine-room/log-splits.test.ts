import fc from 'fast-check';
import {expect, test} from 'vitest';
import {createLogReader} from '../../source/engine/log-lines.js';
import type {LogLine} from '../../source/model/log-line.js';
import {frame} from './support/frames.js';

const readAll = (chunks: readonly Buffer[], tty: boolean): LogLine[] => {
  const reader = createLogReader({tty});
  return [...chunks.flatMap(chunk => reader.push(chunk)), ...reader.end()];
};

const split = (bytes: Buffer, cuts: readonly number[]): Buffer[] => {
  const places = [...new Set(cuts.map(cut => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...places]
    .map((from, index) => bytes.subarray(from, places[index] ?? bytes.length))
    .filter(({length}) => length > 0);
};

/** Docker's own, with other seconds and fractions, and what other engines write. */
const stamp = fc.oneof(
  fc
    .tuple(fc.nat(59), fc.nat(999_999_999))
    .map(([second, ns]) => `2026-11-21T14:19:${String(second).padStart(2, '0')}.${String(ns).padStart(9, '0')}Z `),
  fc.constantFrom('2026-11-21T14:19:41Z ', '2026-11-21T15:19:41.5+01:00 ', '2026-11-21T14:19:41.12345678xZ ', ''),
);
/** Any bytes but a newline, as programs write them. */
const payload = fc.uint8Array({maxLength: 60}).map(bytes => Buffer.from(bytes.map(byte => (byte === 0x0a ? 0x0d : byte))));
const entry = fc.record({
  stream: fc.constantFrom(1, 2),
  stamp,
  payload: fc.oneof(
    payload,
    fc.string({unit: 'grapheme', maxLength: 40}).map(text => Buffer.from(text.replaceAll('\n', ' '))),
  ),
  end: fc.constantFrom('\n', '\r\n', '\n\n', ''),
});

test.each([
  ['frames', false],
  ['the raw log of a TTY', true],
])('any split of the bytes of %s gives the same lines', (_, tty) => {
  fc.assert(
    fc.property(fc.array(entry, {maxLength: 12}), fc.array(fc.nat(4000), {maxLength: 40}), (entries, cuts) => {
      const bytes = Buffer.concat(
        entries.map(({stream, stamp: before, payload: text, end}) => {
          const whole = Buffer.concat([Buffer.from(before), text, Buffer.from(end)]);
          return tty ? whole : frame(stream, whole);
        }),
      );
      const lines = readAll([bytes], tty);
      expect(readAll(split(bytes, cuts), tty)).toEqual(lines);
      expect(
        readAll(
          [...bytes].map(byte => Buffer.from([byte])),
          tty,
        ),
      ).toEqual(lines);
    }),
    {numRuns: 300},
  );
});
