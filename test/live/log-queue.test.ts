import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {LogQueue} from '../../source/live/log-queue.js';
import type {PackedLines} from '../../source/state/packed-lines.js';
import {itemsOfPieces} from '../../source/state/unpack.js';
import {line, noise} from '../state/support-logs.js';

const textsOf = (queue: LogQueue, count: number): string[] => itemsOfPieces(queue.take(count)).map(({text}) => text);

describe('lines that wait', () => {
  test('come out as they went in, however they are pushed and taken', () => {
    const step = fc.oneof(
      fc.record({push: fc.array(fc.string({maxLength: 200}), {maxLength: 60})}),
      fc.record({take: fc.nat(90)}),
    );
    fc.assert(
      fc.property(fc.array(step, {maxLength: 60}), steps => {
        const spare: PackedLines[] = [];
        const [queue, other] = [new LogQueue(spare), new LogQueue(spare)];
        const waiting: string[] = [];
        for (const each of steps) {
          if ('push' in each)
            for (const text of each.push) {
              const clean = text.replaceAll('\n', ' ').replaceAll(/\p{Surrogate}/gu, '');
              queue.push(line(0, clean));
              other.push(line(0, 'another queue with the same spare memory'));
              waiting.push(clean);
            }
          else {
            expect(textsOf(queue, each.take)).toEqual(waiting.splice(0, each.take));
            queue.release();
            other.take(each.take);
            other.release();
          }
        }
        expect(textsOf(queue, 1e6)).toEqual(waiting);
      }),
      {numRuns: 60},
    );
  });

  test('may be longer than any slab, and give the bytes that they take', () => {
    const queue = new LogQueue();
    const long = noise(200_000);
    expect(queue.push(line(1, 'short'))).toBe(6);
    expect(queue.push(line(2, long))).toBe(200_001);
    expect(queue.push(line(3, 'é'))).toBe(3);
    expect(textsOf(queue, 3)).toEqual(['short', long, 'é']);
    expect(queue.isEmpty).toBe(false);
    queue.release();
    expect(queue.isEmpty).toBe(true);
  });
});
