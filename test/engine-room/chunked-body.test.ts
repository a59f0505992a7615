import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {ChunkedBody} from '../../source/engine/chunked-body.js';

const chunk = (payload: Buffer, extension = ''): Buffer =>
  Buffer.concat([Buffer.from(`${payload.length.toString(16)}${extension}\r\n`), payload, Buffer.from('\r\n')]);

const ending = Buffer.from('0\r\n\r\n');

/** What a body carries that comes in these pieces, each in memory of its own with something before it. */
const carriedBy = (body: ChunkedBody, pieces: readonly Buffer[]): string =>
  pieces
    .map(piece => {
      const memory = Buffer.concat([Buffer.from('before'), piece]);
      return memory.toString('latin1', 6, body.take(memory, 6, memory.length));
    })
    .join('');

describe('a body in chunks', () => {
  test('is what the chunks carry, however it is split', () => {
    const payloads = fc.array(fc.uint8Array({minLength: 1, maxLength: 40}), {maxLength: 12});
    fc.assert(
      fc.property(payloads, fc.array(fc.nat(600), {maxLength: 30}), fc.boolean(), (all, cuts, extended) => {
        const parts = all.map(payload => chunk(Buffer.from(payload), extended ? ';name="a\tb"' : ''));
        const bytes = Buffer.concat([...parts, ending]);
        const places = [0, ...cuts.filter(cut => cut < bytes.length).sort((a, b) => a - b), bytes.length];
        const pieces = places.slice(1).map((to, index) => bytes.subarray(places[index], to));
        const body = new ChunkedBody();
        expect(carriedBy(body, pieces)).toBe(Buffer.concat(all).toString('latin1'));
        expect(body.isOver).toBe(true);
      }),
      {numRuns: 300},
    );
  });

  test('is over with its last chunk and what follows that, and not before', () => {
    const body = new ChunkedBody();
    expect(carriedBy(body, [Buffer.from('1F;x\r\n'), Buffer.from('a'.repeat(31)), Buffer.from('\r\n0\r\nTrailer: x\r\n')])).toBe(
      'a'.repeat(31),
    );
    expect(body.isOver).toBe(false);
    expect(carriedBy(body, [Buffer.from('\r\nbehind it')])).toBe('');
    expect(body.isOver).toBe(true);
  });

  test.each([
    ['no length', 'x\r\n'],
    ['an empty one', '\r\n'],
    ['an endless one', `${'1'.repeat(13)}\r\n`],
    ['more bytes than its length', '1\r\nab\r\n'],
  ])('with %s is refused', (_, text) => {
    const bytes = Buffer.from(text);
    expect(() => new ChunkedBody().take(bytes, 0, bytes.length)).toThrow('not chunked');
  });
});
