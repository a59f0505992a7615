import type {LogLine} from '../model/log-line.js';
import {stampAt} from './log-time.js';

/**
 * Remembers where a log was left, so that the next request (`since` = the last timestamp, which both engines include) repeats
 * nothing: lines are the same when time, stream and text are, counted, as Podman's times are whole seconds.
 */
export class LogPosition {
  #last: bigint | null = null;
  #atLast = new Map<string, number>();
  #repeated = new Map<string, number>();
  #torn: LogLine | null = null;

  /** Nanoseconds since 1970; null before the first line with a time. */
  get last(): bigint | null {
    return this.#last;
  }

  /** To be called before a request for what follows. */
  resume(): void {
    this.#repeated = new Map(this.#atLast);
  }

  /** The lines that are new. */
  take(lines: readonly LogLine[]): LogLine[] {
    return lines.map(line => this.#untorn(line)).filter(line => this.#isNew(line));
  }

  #isNew(line: LogLine): boolean {
    if (line.time === null) return true;
    const key = keyOf(line);
    if (line.time === this.#last) {
      const left = this.#repeated.get(key) ?? 0;
      if (left > 0) {
        this.#repeated.set(key, left - 1);
        return false;
      }
    }
    if (this.#last === null || line.time > this.#last) {
      this.#last = line.time;
      this.#atLast = new Map();
      this.#repeated = new Map();
    }
    if (line.time === this.#last) this.#atLast.set(key, (this.#atLast.get(key) ?? 0) + 1);
    this.#torn = line.complete ? null : line;
    return true;
  }

  /** In a TTY's log the next run's first line follows the last run's prompt without a newline: that line is cut free of it. */
  #untorn(line: LogLine): LogLine {
    const torn = this.#torn;
    if (!torn || line.time !== torn.time || !line.text.startsWith(torn.text)) return line;
    const rest = Buffer.from(line.text.slice(torn.text.length));
    const stamp = stampAt(rest);
    return stamp ? {...line, time: stamp.time, text: rest.toString('utf8', stamp.length)} : line;
  }
}

function keyOf({stream, text}: LogLine): string {
  return `${stream} ${text}`;
}
