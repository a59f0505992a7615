export declare const textTable: (rows: readonly (readonly string[])[]) => string[];
export declare const markdownTable: (rows: readonly (readonly string[])[]) => string[];
