import type {LogLine} from '../model/log-line.js';
import {limited} from './abort.js';
import {findHole, isExact} from './log-hole.js';
import {isSameOrEnd} from './log-resume.js';

/** Nobody waits longer for what is asked for beside a log, ms. */
const longestMs = 3000;

export interface FoundLines {
  readonly lines: readonly LogLine[];
  /** Whether all came that the engine has of them. */
  readonly isWhole: boolean;
}

export interface FoundNewest {
  /** null where there is none in the part of the log that was asked for, or it cannot be had. */
  readonly line: LogLine | null;
  /** There is none: nothing is to come of what was there. */
  readonly isNone: boolean;
}

/** Lines up to the newest one, with what the answer passes over where that can be found. */
export interface Mended {
  readonly before: readonly LogLine[];
  /** Behind the hole; null where none is known. */
  readonly behind: readonly LogLine[] | null;
}

/** One after another: how many of the last lines may lie behind a place that an engine cannot read. */
export const tails = [1000, 300, 100, 30, 10, 3] as const;
/** How often the number between one that can be read and one that cannot is tried. */
const mostHalvings = 4;

/** The last lines of a log, asked for beside the log itself, which they are compared with. */
export class LastLines {
  readonly #read: (tail: number, signal: AbortSignal) => Promise<FoundLines>;
  readonly #signal: AbortSignal;

  constructor(read: (tail: number, signal: AbortSignal) => Promise<FoundLines>, signal: AbortSignal) {
    this.#read = read;
    this.#signal = signal;
  }

  /**
   * About as many of the last lines as can be read up to `line` and further; none where none can.
   *
   * @param reachesOver whether these begin before the place that cannot be read
   */
  async reaching(line: LogLine, reachesOver: (lines: readonly LogLine[]) => boolean): Promise<readonly LogLine[]> {
    const {least, most, lines} = await this.#first(line);
    if (lines.length === 0) return lines;
    let [found, from, to] = [lines, least, most];
    for (let halved = 0; halved < mostHalvings && to - from > 1 && !reachesOver(found); halved += 1) {
      const half = (from + to) >> 1;
      const more = await this.#upTo(line, half);
      // One that has both sides of the place passes over what is behind it.
      if (more.length > 0 && !reachesOver(more)) [found, from] = [more, half];
      else to = half;
    }
    return found;
  }

  /** @param since ms since 1970, or ns */
  async newest(since?: number | bigint): Promise<FoundNewest> {
    const {lines, isWhole} = await this.#soon(1);
    const line = lines.at(-1);
    const from = since === undefined ? 0n : typeof since === 'bigint' ? since : BigInt(Math.round(since)) * 1_000_000n;
    const isThere = line !== undefined && line.time !== null && line.time >= from;
    return {line: isThere ? line : null, isNone: !isThere && isWhole && line?.time !== null};
  }

  /** The last lines of a log, up to `newest` and further. */
  async mend(lines: readonly LogLine[], newest: LogLine): Promise<Mended> {
    const count = 1 + lines.findLastIndex(line => isSameOrEnd(newest, line));
    if (count === 0 || !isExact(newest)) return {before: lines, behind: null};
    const hole = await findHole(lines, count, async tail => {
      const {lines: again, isWhole} = await this.#soon(tail);
      return isWhole ? again : null;
    });
    return hole
      ? {before: lines.slice(0, hole.at), behind: [...hole.rest, ...lines.slice(count)]}
      : {before: lines, behind: null};
  }

  /** The largest of `tails` that can be read, and the next larger one. */
  async #first(line: LogLine): Promise<{readonly least: number; readonly most: number; readonly lines: readonly LogLine[]}> {
    let most: number = tails[0];
    for (const least of tails.slice(1)) {
      const lines = await this.#upTo(line, least);
      if (lines.length > 0) return {least, most, lines};
      most = least;
    }
    return {least: 0, most, lines: []};
  }

  /** None where the engine leaves off before that line. */
  async #upTo(line: LogLine, tail: number): Promise<readonly LogLine[]> {
    const {lines} = await this.#read(tail, this.#signal);
    return lines.some(other => isSameOrEnd(line, other)) ? lines : [];
  }

  async #soon(tail: number): Promise<FoundLines> {
    const limit = limited(this.#signal, longestMs);
    try {
      return await this.#read(tail, limit.signal);
    } finally {
      limit.end();
    }
  }
}
