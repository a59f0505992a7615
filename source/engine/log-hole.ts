import type {LogLine} from '../model/log-line.js';
import {isSame} from './log-resume.js';

/** A line is kept by an engine in parts of so many bytes, and a log that is asked for by its last lines may begin with any of them. */
const partBytes = 16 * 1024;
/** What is kept to be looked through: lines, and characters of them. */
const mostLines = 1000;
const mostCharacters = 1 << 20;
/** Nobody waits longer for the first lines of a slow engine, ms. */
const longestMs = 2000;
/** So often a log is read again where each answer has fewer lines than were asked for. */
const mostAgain = 3;

/** The lines of an answer up to its newest one, kept until it is known whether it passes over others. */
export class KeptLines {
  readonly #tail: number;
  #lines: LogLine[] = [];
  #characters = 0;
  #begunAt: number | null = null;

  /** @param tail how many lines were asked for */
  constructor(tail: number | 'all') {
    this.#tail = tail === 'all' ? Number.POSITIVE_INFINITY : tail;
  }

  /** @returns false where they are too many, or take too long */
  keep(lines: readonly LogLine[], now = performance.now()): boolean {
    if (lines.length > 0) this.#begunAt ??= now;
    for (const line of lines) {
      this.#lines.push(line);
      this.#characters += line.text.length;
    }
    const isLate = this.#begunAt !== null && now - this.#begunAt > longestMs;
    return !isLate && this.#lines.length <= mostLines && this.#characters <= mostCharacters;
  }

  /** All of them, once. */
  take(): readonly LogLine[] {
    const lines = this.#lines;
    this.#lines = [];
    return lines;
  }

  /** Whether so many are fewer than were asked for, and few enough to be asked for again. */
  areFew(count: number): boolean {
    return count < this.#tail && count <= mostLines;
  }
}

/** What an answer passes over. */
export interface LogHole {
  /** It is before this one of the lines. */
  readonly at: number;
  /** What comes behind it: of both answers, the one that has more. */
  readonly rest: readonly LogLine[];
}

/**
 * The hole in `lines`, the last ones of a log, which other answers show; null where they have none to show. One that has fewer than were asked
 * for passes over lines itself: at the same place as the first one, or from its very beginning on. The next begins elsewhere.
 *
 * @param read the last so many lines, null where they cannot be had
 */
export const findHole = async (
  lines: readonly LogLine[],
  read: (tail: number) => readonly LogLine[] | null | Promise<readonly LogLine[] | null>,
): Promise<LogHole | null> => {
  for (let tail = lines.length; tail > Math.max(0, lines.length - mostAgain); tail -= 1) {
    const again = await read(tail);
    const hole = again && holeIn(lines, again);
    if (hole || !again || again.length >= tail) return hole;
  }
  return null;
};

/**
 * Where `lines` pass over a part of the log, which Docker's answer does not tell: its reader of JSON drops what it has in hand at a place that
 * it cannot read, goes on with the next piece of the file, and so until one happens to begin with a line (measured on 20.10: a hole of 50 to 200
 * lines of 100 bytes, at one opening of eight). `again` is a second answer up to the last of `lines`, that begins elsewhere in the file: there
 * other pieces begin with a line.
 */
export const holeIn = (lines: readonly LogLine[], again: readonly LogLine[]): LogHole | null => {
  const oldest = lines[0]?.time ?? null;
  const newest = lines.at(-1);
  if (!newest || oldest === null) return null;
  const places = new Map(lines.map((line, place) => [keyOf(line), place]));
  const found = new Set(again.map(keyOf));
  const isMissed = (line: LogLine): boolean =>
    line.time !== null && line.time > oldest && newest.time !== null && line.time <= newest.time && !places.has(keyOf(line));
  const missed = again.findIndex((line, index) => isMissed(line) && !(index === 0 && isPart(line, lines)));
  const first = again.find(line => places.has(keyOf(line)));
  const from = first ? (places.get(keyOf(first)) ?? 0) : lines.length;
  const left = lines.findIndex((line, place) => place > from && !found.has(keyOf(line)));
  const [known, unknown] = [again.slice(0, Math.max(0, missed)).findLast(line => places.has(keyOf(line))), again[missed]];
  if (!unknown) return left === -1 ? null : {at: left, rest: lines.slice(left)};
  const at = known ? (places.get(keyOf(known)) ?? 0) + 1 : lines.findIndex(line => isAfter(line, unknown));
  const end = again.findLastIndex(line => isSame(line, newest));
  const rest = lines.slice(at);
  return {at, rest: rest.every(line => found.has(keyOf(line))) ? again.slice(missed, end + 1) : rest};
};

const keyOf = ({time, stream, text}: LogLine): string => `${time} ${stream} ${text}`;

const isPart = (line: LogLine, lines: readonly LogLine[]): boolean =>
  lines.some(({text}) => text.length > partBytes / 4 && text.endsWith(line.text));

const isAfter = ({time}: LogLine, other: LogLine): boolean => time !== null && other.time !== null && time >= other.time;
