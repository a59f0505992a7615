import {describe, expect, it} from 'vitest';
import {LogPosition} from '../../source/engine/log-resume.js';
import type {LogLine} from '../../source/model/log-line.js';

function line(time: bigint | null, text: string, stream: LogLine['stream'] = 'stdout'): LogLine {
  return {time, text, stream, complete: true};
}

describe('going on with a log where it was left', () => {
  it('drops what the engine repeats of the last moment, and nothing else', () => {
    const position = new LogPosition();
    position.resume();
    position.take([line(1n, 'a'), line(2n, 'b'), line(2n, 'b'), line(2n, 'b', 'stderr')]);
    expect(position.last).toBe(2n);
    position.resume();
    const again = [line(2n, 'b'), line(2n, 'b'), line(2n, 'b', 'stderr'), line(2n, 'b'), line(2n, 'c'), line(3n, 'b')];
    expect(position.take(again)).toEqual([line(2n, 'b'), line(2n, 'c'), line(3n, 'b')]);
  });

  it('keeps equal lines of one run', () => {
    const position = new LogPosition();
    position.resume();
    expect(position.take([line(5n, 'x'), line(5n, 'x')])).toHaveLength(2);
  });

  it('keeps lines without a time', () => {
    const position = new LogPosition();
    position.resume();
    expect(position.take([line(null, 'x'), line(null, 'x')])).toHaveLength(2);
    expect(position.last).toBeNull();
  });

  it('survives two resumptions in the same second', () => {
    const position = new LogPosition();
    position.resume();
    position.take([line(5n, 'x')]);
    position.resume();
    expect(position.take([line(5n, 'x'), line(5n, 'y')])).toEqual([line(5n, 'y')]);
    position.resume();
    expect(position.take([line(5n, 'x'), line(5n, 'y'), line(5n, 'z')])).toEqual([line(5n, 'z')]);
  });
});
