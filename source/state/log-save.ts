import type {LogTimes} from './logs.js';

/** How a log goes into a file: the lines that are shown, or the bytes that the engine has. */
export type SaveHow = 'shown' | 'raw';

/** Some lines of a log as text, each with its line break. */
export interface LogChunk {
  readonly text: string;
  readonly lines: number;
  /** Lines that were let go before they could be written. */
  readonly lost: number;
  /** Which of these lines is the chosen one, from 0; null: none of them. */
  readonly chosen: number | null;
}

/** Where a log is to be saved, and how. */
export interface SaveWish {
  /** What it is called, for people. */
  readonly title: string;
  /** As it was typed: relative to the working directory, `~` is the home folder; a folder takes the name that was offered. */
  readonly typed: string;
  /** The name that was offered. */
  readonly name: string;
  /** Absent: the bytes of the open log's containers. */
  readonly lines?: Iterable<LogChunk>;
}

/** A program of this machine that lines are handed to. */
export type Reader = 'pager' | 'editor';

/** What is handed to it. */
export interface ReadWish {
  /** What the file is called. */
  readonly name: string;
  readonly title: string;
  /** Colours only for a program that is known to draw them. */
  lines(colours: boolean): Iterable<LogChunk>;
  /** The newest line is what one looks at, not the chosen one. */
  readonly following: boolean;
}

/** A log on its way into a file. */
export interface LogSave {
  readonly title: string;
  readonly how: SaveHow;
  /** Which of several containers: `web, 2 of 9`; '' where there is one file. */
  readonly part: string;
  readonly bytes: number;
  readonly lines: number;
  /** ms since 1970. */
  readonly startedAt: number;
  readonly stopping: boolean;
}

/** What can be done with the lines of a log, outside of the screen. */
export interface LogLineActions {
  /** Writes them into a new file; one at a time. `state.logSave` tells how far it is. */
  save(wish: SaveWish): void;
  /** Calls that off. */
  stopSaving(): void;
  /** Hands the terminal to $PAGER or $EDITOR with them. */
  read(reader: Reader, wish: ReadWish): void;
}

/** The times of a file are of no use without a day: those that say how long ago it was are not written. */
export const fileTimes = (times: LogTimes): 'local' | 'utc' | 'off' => (times === 'relative' ? 'local' : times);
