import type {LogLine} from '../model/log-line.js';

/** After the text of a line whose end was not received, and did not come later either. */
export const brokenMark = ' … (the connection broke here)';

/**
 * Lines that a broken connection left unfinished, one of each stream at most. Each is shown once: whole when it comes again, else as far as it
 * was received.
 */
export class HalfLines {
  #halves: readonly LogLine[] = [];

  get none(): boolean {
    return this.#halves.length === 0;
  }

  /** Time of the oldest, in ns; null when there is none with a time. */
  get oldest(): bigint | null {
    return this.#halves.reduce<bigint | null>(
      (least, {time}) => (time !== null && (least === null || time < least) ? time : least),
      null,
    );
  }

  /** What the connection left. */
  keep(lines: readonly LogLine[]): void {
    // One that did not come again in between was begun before those.
    const newer = new Set(lines.map(({stream}) => stream));
    this.#halves = [...this.#halves.filter(({stream}) => !newer.has(stream)), ...lines];
  }

  /** New lines, with the halves that those show not to come again before them. */
  before(lines: readonly LogLine[]): readonly LogLine[] {
    if (this.none) return lines;
    return lines.flatMap(line => {
      const half = this.#halves.find(({stream}) => stream === line.stream);
      if (!half) return [line];
      const isWhole = line.time === half.time && line.text.startsWith(half.text.replace(/\uFFFD+$/, ''));
      if (!isWhole && half.time !== null && line.time !== null && line.time <= half.time) return [line];
      this.#halves = this.#halves.filter(other => other !== half);
      return isWhole ? [line] : [broken(half), line];
    });
  }

  /** Nothing more will come. */
  rest(): readonly LogLine[] {
    const rest = this.#halves.map(broken);
    this.#halves = [];
    return rest;
  }
}

const broken = (half: LogLine): LogLine => ({...half, text: half.text + brokenMark});
