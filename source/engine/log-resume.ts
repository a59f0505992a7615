import type {LogLine} from '../model/log-line.js';

/**
 * Remembers where a log was left, so that the next request (`since` = the last timestamp, which both engines include) repeats
 * nothing: lines are the same when time, stream and text are, counted, as Podman's times are whole seconds.
 */
export class LogPosition {
  #last: bigint | null = null;
  #atLast = new Map<string, number>();
  #repeated = new Map<string, number>();

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
    return lines.filter(line => this.#isNew(line));
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
    return true;
  }
}

function keyOf({stream, text}: LogLine): string {
  return `${stream} ${text}`;
}
