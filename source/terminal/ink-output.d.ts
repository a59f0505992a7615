/** Ink's own output stage, by a name that the bundler and vitest resolve: Ink's package does not export it. */
declare module 'ink:output' {
  export interface Clip {
    readonly x1: number | undefined;
    readonly x2: number | undefined;
    readonly y1: number | undefined;
    readonly y2: number | undefined;
  }
  export interface WriteOptions {
    readonly transformers: readonly ((line: string, index: number) => string)[];
  }
  export default class Output {
    width: number;
    height: number;
    constructor(size: {readonly width: number; readonly height: number});
    write(x: number, y: number, text: string, options: WriteOptions): void;
    clip(clip: Clip): void;
    unclip(): void;
    get(): {output: string; height: number};
  }
}
