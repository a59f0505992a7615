import type {LogLine} from '../model/log-line.js';
import {isSameOrEnd} from './log-resume.js';

/** Lines of the two streams overtake each other by less than this; those of one come in the order of their times. */
const overtakenNs = 50_000_000n;
/** An answer that is quiet for so long has sent all it had: a busy engine stands still for seconds. */
const quietMs = 10_000;

/**
 * The line that was the newest one when an answer began: one that leaves it out has left off reading. Docker does so without a word where its
 * file of JSON is damaged, and goes on with what is written from now on (measured on 20.10: zero bytes, as a power cut leaves them, and half a
 * line).
 */
export class ExpectedLine {
  readonly newest: LogLine;
  #line: LogLine | null;
  #heardAt = performance.now();
  #isBegun = false;
  #isPassed = false;
  #kept: readonly LogLine[] = [];
  readonly #timer: NodeJS.Timeout;

  /** @param onQuiet told when the answer has been quiet for a while */
  constructor(line: LogLine, onQuiet: () => void) {
    this.newest = line;
    this.#line = line;
    // What has arrived by then is read first.
    this.#timer = setTimeout(() => setImmediate(onQuiet), quietMs);
  }

  /** These lines, but for those that may lie behind the place where it was left out: they are kept, until it is known. */
  before(lines: readonly LogLine[]): readonly LogLine[] {
    const expected = this.#line;
    const [first] = lines;
    if (!expected || !first) return lines;
    this.#timer.refresh();
    // One that begins after it was asked for so few lines that it cannot have it.
    const begins = this.#isBegun || !isAfter(first, expected);
    this.#isBegun = true;
    const all = this.#kept.length > 0 ? [...this.#kept, ...lines] : lines;
    this.#kept = [];
    if (!begins || lines.some(line => isSameOrEnd(expected, line))) {
      this.met();
      return all;
    }
    const after = all.findIndex(line => isLater(line, expected));
    if (after === -1) return all;
    this.#kept = all.slice(after);
    this.#isPassed = all.some(line => isAfter(line, expected));
    return all.slice(0, after);
  }

  /** Lines have come that are written after it: it comes no more. */
  get isPassed(): boolean {
    return this.#isPassed && this.#line !== null;
  }

  /** It has come, or nobody waits for it any more. */
  get isMet(): boolean {
    return this.#line === null;
  }

  /** What was kept, once. */
  rest(): readonly LogLine[] {
    const kept = this.#kept;
    this.#kept = [];
    return kept;
  }

  /** These lines were taken. */
  taken(): void {
    this.#heardAt = performance.now();
    if (this.#line) this.#timer.refresh();
  }

  /** The line, when an answer has left it out that has ended, or was quiet for a while. */
  leftOut(isOver: boolean): LogLine | null {
    // Node's timers may fire before performance.now() says so, by as long as the loop's turn took in which they were set.
    if (isOver || performance.now() - this.#heardAt >= quietMs / 2) return this.#line;
    if (this.#line) this.#timer.refresh();
    return null;
  }

  /** It is expected no longer. */
  met(): void {
    this.#line = null;
    clearTimeout(this.#timer);
  }
}

const isLater = ({time}: LogLine, expected: LogLine): boolean => time !== null && expected.time !== null && time > expected.time;

const isAfter = (line: LogLine, expected: LogLine): boolean =>
  isLater(line, expected) && (line.stream === expected.stream || (line.time ?? 0n) > (expected.time ?? 0n) + overtakenNs);
