import type {LogLine} from '../model/log-line.js';

/**
 * stdout and stderr are written down by two hands (moby:daemon/logger/copier.go): each stream comes in the order of its times, but a line of
 * one may come after a line of the other that is dated later. Measured on 20.10: by 4 ms at most.
 */
const overlapNs = 250_000_000n;
const surelyNs = 50_000_000n;
/** Lines that are remembered to know them again: at a rotation 20.10 has repeated up to 112. */
const remembered = 256;
const rememberedText = 64 * 1024;
/** A line of so few characters is kept in one part. */
const leastInParts = 4096;
/** What is asked for again to find the place where a log was left: lines, and about so many characters. */
const mostAgain = 1000;
const textAgain = 512 * 1024;
const millisecond = 1_000_000n;

/**
 * Remembers where a log was left, so that the next answer repeats nothing and leaves nothing out: an answer comes in the order of the log,
 * what is before the last line in it is known and what is after it is new, whatever the times say. Drops what an engine repeats by itself,
 * too.
 */
export class LogPosition {
  /** Times of the newest line of each stream, in ns. */
  #newestOut: bigint | null = null;
  #newestErr: bigint | null = null;
  #last: bigint | null = null;
  #latest: bigint | null = null;
  #lastLine: LogLine | null = null;
  /** Others of its moment: many where times are whole seconds (Podman), else hardly ever one. */
  #beside: LogLine[] | null = null;
  /** An answer is being read, and this is how many lines like the last one are to come before what is new. */
  #seeking = 0;
  #recent: LogLine[][] = [];
  #recentCount = 0;
  #recentText = 0;

  /** Time of the newest line, in nanoseconds since 1970; null before the first line with a time. */
  get last(): bigint | null {
    return this.#last;
  }

  /** How many of the last lines to ask for: the newest one is likely to be among them, and reading them costs little. */
  get again(): number {
    const average = this.#recentText / Math.max(1, this.#recentCount);
    return Math.max(10, Math.min(mostAgain, Math.floor(textAgain / (average + 1))));
  }

  /** From when on to ask, when it was not among them. */
  get since(): bigint | null {
    const last = this.#last;
    if (last === null) return null;
    const least = last - overlapNs;
    const [out, err] = [this.#newestOut, this.#newestErr];
    if (out === null || err === null) return least;
    const isOutBehind = out < err;
    const left = isOutBehind ? out : err;
    return left > least ? left : least;
  }

  /** To be called before a request for what follows. */
  resume(): void {
    const last = this.#lastLine;
    this.#seeking = last ? 1 + (this.#beside?.filter(line => isSame(line, last)).length ?? 0) : 0;
  }

  /** Whether an answer that begins with this line leaves nothing out. */
  reaches(line: LogLine): boolean {
    const {time} = line;
    return time === null || (this.#latest !== null && time <= this.#latest - surelyNs) || this.#knows(line);
  }

  /** The answer does not begin where the last one was left: all of it is new. */
  leave(): void {
    this.#seeking = 0;
  }

  /** Whether the answer has not come to what is new. */
  get seeking(): boolean {
    return this.#seeking > 0;
  }

  /** The lines that are new. */
  take(lines: readonly LogLine[]): readonly LogLine[] {
    const fresh: LogLine[] = [];
    this.#recent.push(fresh);
    for (const line of lines) if (this.#isFresh(line)) fresh.push(line);
    this.#remember(fresh);
    return fresh;
  }

  #isFresh(line: LogLine): boolean {
    const {time, stream} = line;
    if (time === null) return true;
    if (this.#seeking > 0) {
      if (this.#latest !== null && time <= this.#latest + overlapNs) {
        if (this.isLast(line)) this.#seeking -= 1;
        return false;
      }
      // Much later than all that was read: the last line is gone from the log.
      this.#seeking = 0;
    }
    const isOut = stream === 'stdout';
    const newest = isOut ? this.#newestOut : this.#newestErr;
    if (newest !== null && time <= newest && this.#isSaidAgain(line)) return false;
    if (time !== this.#last) this.#beside = null;
    else if (this.#lastLine) {
      this.#beside ??= [];
      this.#beside.push(this.#lastLine);
    }
    this.#lastLine = line;
    this.#last = time;
    if (isOut) this.#newestOut = time;
    else this.#newestErr = time;
    if (this.#latest === null || time > this.#latest) this.#latest = time;
    return true;
  }

  /** 20.10 repeats lines when it rotates the file that it reads. Where times are whole seconds, equal lines are two. */
  #isSaidAgain(line: LogLine): boolean {
    return line.time !== null && line.time % millisecond !== 0n && this.#knows(line);
  }

  /** Whether it is like the last line that was taken. */
  isLast(line: LogLine): boolean {
    return this.#lastLine !== null && isSame(line, this.#lastLine);
  }

  /** Whether it is one of the last lines that were taken. */
  #knows(line: LogLine): boolean {
    return this.#recent.some(lines => lines.some(known => isSame(known, line)));
  }

  #remember(fresh: LogLine[]): void {
    this.#recent.pop();
    if (fresh.length === 0) return;
    const kept = fresh.length > remembered ? fresh.slice(-remembered) : fresh;
    this.#recent.push(kept);
    this.#recentCount += kept.length;
    this.#recentText += lengthOf(kept);
    while (this.#recent.length > 1 && (this.#recentCount > remembered * 2 || this.#recentText > rememberedText)) {
      const gone = this.#recent.shift() ?? [];
      this.#recentCount -= gone.length;
      this.#recentText -= lengthOf(gone);
    }
  }
}

export const isSame = (one: LogLine, other: LogLine): boolean =>
  one.time === other.time && one.stream === other.stream && one.text === other.text;

/** An engine keeps a line in parts of 16 KiB of one time; a log that is asked for by its last lines may begin with any of them. */
export const isSameOrEnd = (end: LogLine, line: LogLine): boolean =>
  isSame(end, line) ||
  (end.time === line.time && end.stream === line.stream && line.text.length > leastInParts && line.text.endsWith(end.text));

const lengthOf = (lines: readonly LogLine[]): number => lines.reduce((sum, {text}) => sum + text.length, 0);
