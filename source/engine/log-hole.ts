import type {LogLine} from '../model/log-line.js';
import {isSame, isSameOrEnd} from './log-resume.js';

/** What is kept to be looked through: lines, and characters of them. */
const mostLines = 1000;
const mostCharacters = 1 << 20;
/** Nobody waits for more than so many looks, so many ms after one another: time alone tells nothing when this program was busy. */
const looks = 5;
const lookMs = 500;
/** So often a log is read again where each answer has fewer lines than were asked for. */
const mostAgain = 3;

/** The lines of an answer up to its newest one, kept until it is known whether it passes over others. */
export class KeptLines {
  readonly #tail: number;
  #lines: LogLine[] = [];
  #characters = 0;
  #timer: NodeJS.Timeout | undefined;
  readonly #onLate: () => void;

  /**
   * @param tail how many lines were asked for
   * @param onLate called once when lines have been kept for a few seconds; never after `take`, which whoever made it must reach
   */
  constructor(tail: number | 'all', onLate: () => void) {
    this.#tail = tail === 'all' ? Number.POSITIVE_INFINITY : tail;
    this.#onLate = onLate;
  }

  /** @returns false where they are too many */
  keep(lines: readonly LogLine[]): boolean {
    for (const line of lines) {
      this.#lines.push(line);
      this.#characters += line.text.length;
    }
    if (lines.length > 0 && !this.#timer) this.#look(looks);
    return this.#lines.length <= mostLines && this.#characters <= mostCharacters;
  }

  /** Fewer than were asked for: those may lack some. */
  get areFew(): boolean {
    return this.#lines.length < this.#tail;
  }

  /** All of them, once. */
  take(): readonly LogLine[] {
    const lines = this.#lines;
    this.#lines = [];
    clearTimeout(this.#timer);
    return lines;
  }

  #look(left: number): void {
    this.#timer = setTimeout(() => {
      if (left > 1) this.#look(left - 1);
      else this.#onLate();
    }, lookMs);
  }
}

/** Not where times are whole seconds (Podman): there nobody can tell which lines of the newest one's second came before it. */
export const isExact = ({time}: LogLine): boolean => time !== null && time % 1_000_000n !== 0n;

/** What an answer passes over. */
export interface LogHole {
  /** It is before this one of the lines. */
  readonly at: number;
  /** What comes behind it: of both answers, the one that has more. */
  readonly rest: readonly LogLine[];
}

/**
 * The hole in `lines`, up to `count` of them, the last ones of a log, which other answers show; null where they have none to show. One that has
 * fewer than were asked for passes over lines itself: at the same place as the first one, or from its very beginning on. The next begins
 * elsewhere.
 *
 * @param read the last so many lines, null where they cannot be had
 */
export const findHole = async (
  lines: readonly LogLine[],
  count: number,
  read: (tail: number) => readonly LogLine[] | null | Promise<readonly LogLine[] | null>,
): Promise<LogHole | null> => {
  for (let tail = lines.length; tail > Math.max(0, lines.length - mostAgain); tail -= 1) {
    const again = await read(tail);
    const hole = again && holeIn(lines.slice(0, count), again);
    if (hole || !again || again.length >= tail) return hole;
  }
  return null;
};

/**
 * Where `lines` pass over a part of the log, which Docker's answer does not tell: its reader of JSON drops what it has in hand at a place that
 * it cannot read, goes on with the next piece of the file, and so until one happens to begin with a line (measured on 20.10: of 30 logs damaged
 * 700 lines before their end, 21 went on behind a hole). `again` is a second answer up to the last of `lines`, that begins elsewhere in the
 * file: there other pieces begin with a line.
 */
export const holeIn = (lines: readonly LogLine[], second: readonly LogLine[]): LogHole | null => {
  const oldest = lines[0]?.time ?? null;
  const newest = lines.at(-1);
  if (!newest || oldest === null) return null;
  const end = second.findLastIndex(line => isSame(line, newest));
  const again = end === -1 ? second : second.slice(0, end + 1);
  const places = new Map(lines.map((line, place) => [keyOf(line), place]));
  const placeOf = (line: LogLine | undefined): number | undefined => line && places.get(keyOf(line));
  const found = new Set(again.map(keyOf));
  const isMissed = (line: LogLine): boolean =>
    isWithin(line, oldest, newest) && !places.has(keyOf(line)) && !lines.some(whole => isSameOrEnd(line, whole));
  const missed = again.findIndex(isMissed);
  const unknown = again[missed];
  if (unknown) {
    const known = again.slice(0, missed).findLast(line => places.has(keyOf(line)));
    const at = known ? (placeOf(known) ?? 0) + 1 : lines.findIndex(line => isAfter(line, unknown));
    const rest = lines.slice(at);
    return {at, rest: rest.every(line => found.has(keyOf(line))) ? again.slice(missed) : rest};
  }
  const from = placeOf(again.find(line => places.has(keyOf(line)))) ?? lines.length;
  const left = lines.findIndex(
    (line, place) => place > from && !found.has(keyOf(line)) && !again.some(end => isSameOrEnd(end, line)),
  );
  return left === -1 ? null : {at: left, rest: lines.slice(left)};
};

const keyOf = ({time, stream, text}: LogLine): string => `${time} ${stream} ${text}`;

const isWithin = ({time}: LogLine, oldest: bigint, newest: LogLine): boolean =>
  time !== null && time > oldest && newest.time !== null && time <= newest.time;

const isAfter = ({time}: LogLine, other: LogLine): boolean => time !== null && other.time !== null && time >= other.time;
