export declare const quantile: (values: readonly (number | null)[], share: number) => number | null;
export declare const median: (values: readonly (number | null)[]) => number | null;
export declare const ratio: (other: number | null, own: number | null) => number | null;
export declare const shown: (value: number | null, digits?: number) => string;
export declare const times: (value: number | null) => string;
export declare const medians: (rounds: readonly Readonly<Record<string, number | null>>[]) => Record<string, number | null>;
