import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {createFrameReader} from '../../source/engine/frames.js';
import {frame} from './support/frames.js';

function readAll(chunks: readonly Buffer[], options?: {raw: boolean}): [number, string][] {
  const seen: [number, string][] = [];
  const reader = createFrameReader((type, payload) => seen.push([type, payload.toString('latin1')]), options);
  for (const chunk of chunks) reader.push(chunk);
  reader.end();
  return seen;
}

function split(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [...new Set(cuts.map(cut => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...places].map((from, index) => bytes.subarray(from, places[index] ?? bytes.length));
}

describe('a multiplexed stream', () => {
  it('gives the same frames however the bytes are split', () => {
    const frames = fc.array(fc.tuple(fc.constantFrom(0, 1, 2, 3), fc.uint8Array({maxLength: 40})), {maxLength: 12});
    fc.assert(
      fc.property(frames, fc.array(fc.nat(600), {maxLength: 30}), (parts, cuts) => {
        const bytes = Buffer.concat(parts.map(([type, payload]) => frame(type, Buffer.from(payload))));
        const expected = parts
          .filter(([, payload]) => payload.length > 0)
          .map(([type, payload]) => [type, Buffer.from(payload).toString('latin1')]);
        expect(readAll(split(bytes, cuts))).toEqual(expected);
      }),
    );
  });

  it('takes a chunk full of tiny frames, which others overflow their stack on', () => {
    const bytes = Buffer.concat(Array.from({length: 20_000}, () => frame(1, 'x')));
    expect(readAll([bytes])).toHaveLength(20_000);
  });

  it('hands over a torn frame as far as it came', () => {
    expect(readAll([frame(2, 'torn away').subarray(0, 12)])).toEqual([[2, 'torn']]);
    expect(readAll([frame(2, 'torn away').subarray(0, 5)])).toEqual([]);
  });

  it('does not wait for the end of a frame that claims to be enormous', () => {
    const header = Buffer.from([1, 0, 0, 0, 0xff, 0xff, 0xff, 0xff]);
    expect(readAll([header, Buffer.alloc(1 << 20)])).toHaveLength(1);
  });

  it('hands on a stream that has no frames', () => {
    expect(
      readAll([Buffer.from('hello '), Buffer.from('world')])
        .map(([, text]) => text)
        .join(''),
    ).toBe('hello world');
    expect(
      readAll([Buffer.from([1, 0]), Buffer.from('text')])
        .map(([, text]) => text)
        .join(''),
    ).toBe('\x01\0text');
    expect(readAll([frame(1, 'x')], {raw: true})).toEqual([[1, frame(1, 'x').toString('latin1')]]);
  });
});
