import {EventEmitter} from 'node:events';
import {expect, test} from 'vitest';
import {assumeSize} from '../../source/terminal/assumed-size.js';

class Output extends EventEmitter {
  readonly isTTY = true;
  constructor(
    public columns: number,
    public rows: number,
  ) {
    super();
  }
}

const assumed = (columns: number, rows: number, env: Readonly<Record<string, string | undefined>>): readonly [number, number] => {
  const output = new Output(columns, rows);
  assumeSize(output, env);
  return [output.columns, output.rows];
};

test.each([
  {told: [120, 40], env: {}, size: [120, 40]},
  {told: [120, 40], env: {COLUMNS: '100', LINES: '30'}, size: [120, 40]},
  {told: [0, 0], env: {}, size: [80, 24]},
  {told: [0, 0], env: {COLUMNS: '100', LINES: '30'}, size: [100, 30]},
  {told: [0, 0], env: {COLUMNS: '0', LINES: '-3'}, size: [80, 24]},
  {told: [0, 0], env: {COLUMNS: '1e3', LINES: '99999'}, size: [80, 24]},
  {told: [132, 0], env: {LINES: '50'}, size: [132, 50]},
] as const)('a terminal that tells $told, with $env, is taken for $size', ({told, env, size}) => {
  expect(assumed(told[0], told[1], env)).toEqual(size);
});

test('a resize that tells no size leaves the assumed one, one that tells a size counts', () => {
  const output = new Output(0, 0);
  const seen: number[] = [];
  output.on('resize', () => seen.push(output.columns));
  assumeSize(output, {});
  for (const columns of [0, 132]) {
    output.columns = columns;
    output.emit('resize');
  }
  expect(seen).toEqual([80, 132]);
});
