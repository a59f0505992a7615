export interface Column {
  readonly key: string;
  readonly title: string;
  readonly unit: string;
  readonly digits: number;
  readonly aims: readonly (number | null)[];
  readonly isOfReal?: boolean;
}
export declare const columns: readonly Column[];
export declare const floodColumns: readonly Column[];
export declare const aimOf: (column: Column, size: {readonly containers: number; readonly isEmbedded: boolean}) => number | null;
export declare const verdict: (column: Column, value: number | null, aim: number | null) => string | null;
