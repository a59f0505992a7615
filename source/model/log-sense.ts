import {type Continued, createContinuation} from './log-continuation.js';
import {headOf} from './log-head.js';
import {levelOfJson, levelOfJsonLine} from './log-json-level.js';
import type {LogLevel} from './log-level.js';
import {levelWithHead} from './log-line-level.js';
import {saysAgainFrom, startOf} from './log-repeat.js';

/** What a line is among those of its source. */
export interface LineSense {
  /** As it says, or as the message says that it goes on; null when neither says any. */
  readonly level: LogLevel | null;
  readonly continues: boolean;
  readonly repeats: boolean;
}

/** A line longer than this begins no repeats: comparing such would be all that is done. */
const longest = 8192;

/**
 * Understands the lines of one source: called with each of them in order, as plain text, and the engine's time in ms. Keeps one line and a
 * few words, however long it goes on.
 */
export const createSense = (): ((line: string, time: number | null) => LineSense) => {
  const goesOn = createContinuation();
  let before = '';
  let beforeStart = 0;
  let messageLevel: LogLevel | null = null;
  return (line, time) => {
    const isJson = line.charCodeAt(0) === 0x7b && line.charCodeAt(1) === 0x22;
    const head = isJson ? null : headOf(line);
    const level = head ? levelWithHead(line, head) : levelOfJson(line);
    const now: Continued = {line, head, level, time};
    const continues = goesOn(now);
    // A trace is as grave as what it belongs to, not as each of its lines sounds.
    if (!continues) messageLevel = level;
    else messageLevel ??= level ?? (line.charCodeAt(0) === 0x20 || line.charCodeAt(0) === 0x09 ? levelOfJsonLine(line) : null);
    const start = startOf(head);
    const repeats = !continues && line.length <= longest && saysAgainFrom(before, beforeStart, line, start);
    before = line;
    beforeStart = start;
    return {level: messageLevel, continues, repeats};
  };
};
