/** By number, as shells make exit codes of them: 128 + n. */
const signals = {SIGHUP: 1, SIGINT: 2, SIGTERM: 15} as const;

/** The end of a run before its work is done. */
export interface Ending {
  /** Aborted by the first cause. */
  readonly signal: AbortSignal;
  /** The exit code of the first cause; null while there is none. */
  code(): number | null;
  /** Ends the run, with that exit code unless it is ending already. */
  end(code: number): void;
  /** Signals do what they did before. */
  off(): void;
}

/** The exit code after a signal. */
export const codeOf = (signal: keyof typeof signals): number => 128 + signals[signal];

/** A terminal that is closed sends several signals at once; after that long another one is somebody's wish. */
const togetherMs = 500;

/** Has SIGINT, SIGTERM and SIGHUP end the run in order, so that all is closed; a later second one ends the program at once. */
export const heedSignals = (): Ending => {
  const controller = new AbortController();
  let ended: number | null = null;
  const end = (code: number): void => {
    ended ??= code;
    controller.abort();
  };
  let signalled = Number.POSITIVE_INFINITY;
  const heed = (name: NodeJS.Signals, code: number) => (): void => {
    end(code);
    if (performance.now() - signalled > togetherMs) {
      off();
      process.kill(process.pid, name);
    }
    signalled = Math.min(signalled, performance.now());
  };
  const listeners = [
    ['SIGHUP', heed('SIGHUP', codeOf('SIGHUP'))],
    ['SIGINT', heed('SIGINT', codeOf('SIGINT'))],
    ['SIGTERM', heed('SIGTERM', codeOf('SIGTERM'))],
  ] as const;
  // Not `once`: Ink ends the program itself where it finds no listener but its own.
  for (const [name, listener] of listeners) process.on(name, listener);
  const off = (): void => {
    for (const [name, listener] of listeners) process.off(name, listener);
  };
  return {
    signal: controller.signal,
    code: () => ended,
    end,
    off,
  };
};
