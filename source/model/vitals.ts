/** How a service of a kind is doing, in its own terms. Plain readonly data. */

export interface Vital {
  /** `connections`, `used memory`. */
  readonly label: string;
  /** `12 of 100`, `87%`. */
  readonly value: string;
  /** `bad` ones are told in the why line too. */
  readonly level: 'quiet' | 'warn' | 'bad';
}

export interface Vitals {
  readonly facts: readonly Vital[];
  /** What is bad, short enough for the why line (`97 of 100 connections`); empty when nothing is. */
  readonly troubles: readonly string[];
  /** Counters that the next answer is compared to (evictions, lag), by name. */
  readonly counters: Readonly<Record<string, number>>;
}
