import type {LogLevel} from './log-level.js';

/** One line as the log screen keeps it. Its text is sanitised: colours may be left in it, nothing else that a terminal obeys. */
export interface LogEntry {
  readonly kind: 'line';
  /** Rises by one from item to item of a view. */
  readonly seq: number;
  /** Index among the view's sources. */
  readonly source: number;
  /** The engine's time, ms since 1970 with a fraction; null when it told none. */
  readonly time: number | null;
  readonly stderr: boolean;
  /** As the line says, or as the line says that it goes on; null when neither says any. */
  readonly level: LogLevel | null;
  /** It goes on what the line of the same source before it began: a stack trace, an indented block. */
  readonly continues: boolean;
  /** It says again what the line of the same source before it said, whatever times and counts stand in it. */
  readonly repeats: boolean;
  readonly text: string;
}

/** What happened to a container, drawn between the lines. */
export interface LogMark {
  readonly kind: 'mark';
  readonly seq: number;
  readonly time: number | null;
  readonly tone: 'good' | 'warn' | 'bad' | 'info';
  readonly text: string;
}

export type LogItem = LogEntry | LogMark;

const wide = /[^\u0000-\u00ff]/;
/** Of the objects that hold one line, as measured in V8. */
const overhead = 130;

/** Bytes of memory that an item takes: V8 keeps a character in one byte, or in two when any of the text needs it. */
export const bytesOf = ({text}: LogItem): number => overhead + (wide.test(text) ? text.length * 2 : text.length);
