export declare const inputsHash: (root: string) => Promise<string>;
