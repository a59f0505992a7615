import {chance} from '../random.js';

/**
 * A rate that wanders and never goes below 0, as a sum of waves of unequal lengths: smooth, noisy to the eye, and with an exact integral.
 * So every counter is a function of time alone, and nothing ticks while nobody asks.
 */
export interface Walk {
  /** Average per second. */
  readonly base: number;
  /** Share of the base it swings by: 0 steady … 1 down to nothing. */
  readonly swing: number;
  readonly seed: string;
}

const waves = [
  {period: 2.7, share: 0.12},
  {period: 5.9, share: 0.14},
  {period: 13.1, share: 0.2},
  {period: 31, share: 0.2},
  {period: 89, share: 0.18},
  {period: 411, share: 0.16},
] as const;

const phase = (seed: string, index: number) => chance(seed, 'phase', index) * 2 * Math.PI;

/** Rate at `seconds`. */
export const rateAt = (walk: Walk, seconds: number): number => {
  const wave = waves.reduce(
    (sum, {period, share}, index) => sum + share * Math.sin((2 * Math.PI * seconds) / period + phase(walk.seed, index)),
    0,
  );
  return walk.base * (1 + walk.swing * wave);
};

/** What the rate adds up to from 0 to `seconds`. */
export const totalAt = (walk: Walk, seconds: number): number => {
  const wave = waves.reduce((sum, {period, share}, index) => {
    const start = phase(walk.seed, index);
    const turn = (2 * Math.PI) / period;
    return sum + (share / turn) * (Math.cos(start) - Math.cos(turn * seconds + start));
  }, 0);
  return walk.base * (seconds + walk.swing * wave);
};
