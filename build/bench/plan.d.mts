import type {BenchOptions} from './options.mjs';

export declare const planOf: (
  options: Pick<BenchOptions, 'sizes' | 'short' | 'crowd' | 'demo'>,
  running: number | null,
  most: number,
) => {real: number[]; embedded: number[]};
