import type {LogLine} from '../model/log-line.js';
import {isSame} from './log-resume.js';

/** Lines of the two streams overtake each other by less than this. */
const overtakenNs = 50_000_000n;
/** An answer that is quiet for so long has sent all it had: a busy engine stands still for seconds. */
const quietMs = 10_000;

/**
 * The line that was the newest one when an answer began: one that leaves it out has left off reading. Docker does so without a word where its
 * file of JSON is damaged, and goes on with what is written from now on (measured on 20.10: zero bytes, as a power cut leaves them, and half a
 * line).
 */
export class ExpectedLine {
  #line: LogLine | null;
  #heardAt = performance.now();
  #isBegun = false;
  readonly #timer: NodeJS.Timeout;

  /** @param onQuiet told when the answer has been quiet for a while */
  constructor(line: LogLine, onQuiet: () => void) {
    this.#line = line;
    this.#timer = setTimeout(onQuiet, quietMs);
  }

  /** How many of these lines come before the place where it was left out: all of them, when it was not. */
  countBefore(lines: readonly LogLine[]): number {
    const expected = this.#line;
    const [first] = lines;
    if (!expected || !first) return lines.length;
    this.#timer.refresh();
    // One that begins after it was asked for so few lines that it cannot have it.
    const begins = this.#isBegun || !isAfter(first, expected);
    this.#isBegun = true;
    if (!begins || lines.some(line => isSame(line, expected))) {
      this.met();
      return lines.length;
    }
    const after = lines.findIndex(line => isAfter(line, expected));
    return after === -1 ? lines.length : after;
  }

  /** These lines were taken. */
  taken(): void {
    this.#heardAt = performance.now();
    if (this.#line) this.#timer.refresh();
  }

  /** The line, when an answer has left it out that has ended, or was quiet for a while. */
  leftOut(isOver: boolean): LogLine | null {
    return isOver || performance.now() - this.#heardAt >= quietMs ? this.#line : null;
  }

  /** It is expected no longer. */
  met(): void {
    this.#line = null;
    clearTimeout(this.#timer);
  }
}

const isAfter = ({time}: LogLine, expected: LogLine): boolean =>
  time !== null && expected.time !== null && time > expected.time + overtakenNs;
