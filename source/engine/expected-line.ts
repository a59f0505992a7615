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
  #line: LogLine | null = null;
  #heardAt = performance.now();
  #isBegun = false;
  readonly #asked: Promise<void>;
  readonly #timer: NodeJS.Timeout;

  /** @param line null when there is none, or it could not be asked for; `onQuiet` is told when the answer has been quiet for a while */
  constructor(line: Promise<LogLine | null>, onQuiet: () => void) {
    this.#asked = line.then(found => {
      this.#line = found && found.time !== null ? found : null;
    });
    this.#timer = setTimeout(onQuiet, quietMs);
  }

  /** How many of these lines come before the place where it was left out: all of them, when it was not. */
  async countBefore(lines: readonly LogLine[]): Promise<number> {
    await this.#asked;
    this.#timer.refresh();
    const expected = this.#line;
    if (!expected) return lines.length;
    // One that begins after it was asked for so few lines that it cannot have it.
    if (!this.#isBegun && lines[0] && isAfter(lines[0], expected)) this.met();
    this.#isBegun ||= lines.length > 0;
    if (lines.some(line => isSame(line, expected))) this.met();
    const after = this.#line === null ? -1 : lines.findIndex(line => isAfter(line, expected));
    return after === -1 ? lines.length : after;
  }

  /** These lines were taken. */
  taken(): void {
    this.#heardAt = performance.now();
    this.#timer.refresh();
  }

  /** The line, when an answer has left it out that has ended, or was quiet for a while. */
  async leftOut(isOver: boolean): Promise<LogLine | null> {
    await this.#asked;
    return isOver || performance.now() - this.#heardAt >= quietMs ? this.#line : null;
  }

  /** It is expected no longer. */
  met(): LogLine | null {
    const line = this.#line;
    this.#line = null;
    clearTimeout(this.#timer);
    return line;
  }
}

const isAfter = ({time}: LogLine, expected: LogLine): boolean =>
  time !== null && expected.time !== null && time > expected.time + overtakenNs;
