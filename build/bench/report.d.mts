export type Figures = Readonly<Record<string, number | null | undefined>>;
export interface Row {
  readonly name: string;
  readonly [figure: string]: number | string | null | undefined;
}
export interface Size {
  readonly containers: number;
  readonly engine: string;
  readonly isEmbedded: boolean;
  readonly rows: readonly Row[];
  readonly cold: Figures;
  readonly baseline: {readonly first: number; readonly last: number};
  readonly flood: Figures | null;
}
export interface Run {
  readonly machine: string;
  readonly versions: string;
  readonly date: string;
  readonly load: readonly [number, number];
  readonly floor: {readonly start: number | null; readonly rss: number | null};
  readonly spans: Readonly<Record<string, number>>;
  readonly rounds: number;
  readonly sizes: readonly Size[];
}
type Table = string[][];
export declare const sideBySide: (size: Size) => Table;
export declare const ratios: (size: Size) => Table | null;
export declare const aimsTable: (run: Run) => Table;
export declare const titleOf: (size: Size) => string;
export declare const tally: (run: Run) => {met: number; of: number};
