export interface TerminalOptions {
  /** Arguments of the program. */
  readonly args?: readonly string[];
  /** Program to run; Node with bin/stacktop.js of this repository when absent. */
  readonly command?: string;
  /** On top of the clean environment (see clean-home.ts); undefined takes a variable out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  readonly columns?: number;
  readonly rows?: number;
  /** What the terminal looks like, and says so when asked by OSC 11. */
  readonly background?: 'dark' | 'light';
  /** False: OSC 10 and 11 get no answer. */
  readonly answers?: boolean;
  /** How long answers are on their way, in ms: a slow line. */
  readonly answersAfter?: number;
  /** How fast the terminal takes what the program writes: a slow link. Left out: at once. */
  readonly bytesPerSecond?: number;
  /** Stands in messages of failed waits. */
  readonly name?: string;
}

export interface Exit {
  /** Null when a signal ended the program. */
  readonly code: number | null;
  /** Number of the signal that ended it; null when it ended by itself. */
  readonly signal: number | null;
}

export interface Wait {
  /** Milliseconds. */
  readonly within?: number;
}
