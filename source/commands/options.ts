import type {Expression} from '../model/expression.js';
import type {LogLevel} from '../model/log-level.js';

/** What the flags say, checked. */
export interface Options {
  readonly host: string | undefined;
  readonly context: string | undefined;
  readonly demo: boolean;
  readonly readOnly: boolean;
  /** Between two samples, in ms; undefined when not asked for. */
  readonly intervalMs: number | undefined;
  /** Memory of one log on the screen, bytes; undefined when not asked for. */
  readonly logBytes: number | undefined;
  readonly ascii: boolean;
  readonly noColour: boolean;
  readonly json: boolean;
  readonly all: boolean;
  /** check: nothing when all is well. */
  readonly quiet: boolean;
  /** restart, stop, start, run: do not ask. */
  readonly yes: boolean;
  /** run: the tool may take so long, ms; 0 is no limit, undefined the tool's own. */
  readonly timeoutMs: number | undefined;
  readonly logs: LogChoice;
}

/** Which lines `logs` prints. */
export interface LogChoice {
  readonly follow: boolean;
  /** Of each container. */
  readonly tail: number | 'all';
  /** ms since 1970. */
  readonly since: number | undefined;
  readonly until: number | undefined;
  readonly grep: Expression | null;
  /** At least as grave. */
  readonly level: LogLevel | null;
  /** With the engine's time before each line. */
  readonly timestamps: boolean;
  /** Byte for byte. */
  readonly raw: boolean;
}

/** How a run of the program ended. */
export const exitCodes = {fine: 0, unwell: 1, usage: 2, noEngine: 3} as const;

/** A mistake in how the program was called: one line for stderr, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
