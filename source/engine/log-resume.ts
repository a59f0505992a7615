import type {LogLine} from '../model/log-line.js';

/**
 * Remembers where a log was left, so that the next request (`since` = the last timestamp, which both engines include) repeats
 * nothing: lines are the same when time, stream and text are, counted, as Podman's times are whole seconds.
 */
export class LogPosition {
  #last: bigint | null = null;
  /** Lines of that moment. They are counted only when a request follows: at every line of a flood it would cost more than reading it. */
  #atLast: LogLine[] = [];
  /** What the request is about to repeat of them; null when it has come further. */
  #repeated: Map<string, number> | null = null;

  /** Nanoseconds since 1970; null before the first line with a time. */
  get last(): bigint | null {
    return this.#last;
  }

  /** To be called before a request for what follows. */
  resume(): void {
    const counts = new Map<string, number>();
    for (const line of this.#atLast) counts.set(keyOf(line), (counts.get(keyOf(line)) ?? 0) + 1);
    this.#repeated = counts.size === 0 ? null : counts;
  }

  /** The lines that are new. */
  take(lines: readonly LogLine[]): LogLine[] {
    const fresh = this.#repeated === null ? lines.slice() : lines.filter(line => !this.#repeats(line));
    for (const line of fresh) this.#passed(line);
    return fresh;
  }

  #repeats(line: LogLine): boolean {
    if (this.#repeated === null || line.time === null || this.#last === null) return false;
    if (line.time > this.#last) this.#repeated = null;
    if (line.time !== this.#last) return false;
    const left = this.#repeated?.get(keyOf(line)) ?? 0;
    if (left > 0) this.#repeated?.set(keyOf(line), left - 1);
    return left > 0;
  }

  #passed(line: LogLine): void {
    if (line.time === null || (this.#last !== null && line.time < this.#last)) return;
    if (line.time === this.#last) this.#atLast.push(line);
    else this.#atLast = [line];
    this.#last = line.time;
  }
}

function keyOf({stream, text}: LogLine): string {
  return `${stream} ${text}`;
}
