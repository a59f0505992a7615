export interface BenchOptions {
  readonly short: boolean;
  readonly crowd: boolean;
  readonly sizes: readonly number[];
  readonly demo: number | null;
  readonly rounds: number;
  readonly write: boolean;
  readonly help: boolean;
}
export declare const usage: string;
export declare class UsageError extends Error {}
export declare const parse: (args: readonly string[]) => BenchOptions;
