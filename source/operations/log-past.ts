import type {Line} from '../engine/call.js';
import {containerLogs} from '../engine/logs.js';
import type {LogLine} from '../model/log-line.js';

/** Nothing was there, or nobody knows: a source that sends nothing for so long has no past. */
const quietMs = 300;
/** The engine may read long in a large file before it finds the first line it is asked for. */
const patienceMs = 10_000;

/**
 * Where the past of a log ends that is followed: its stream does not tell what was there already and what is new. It is over with the
 * line that was the last one at the start, and at the latest when nothing comes any more.
 */
export class LogPast {
  #last: LogLine | null = null;
  #asking = false;
  #heardAt = performance.now();
  #isOver = false;

  /**
   * Asks for the last line there is now, and resolves when it is known. Never rejects: without an answer, silence tells.
   * @param after ns since 1970: only what is later is sent; null for all
   */
  async ask(engine: Line, id: string, tty: boolean, after: bigint | null, signal: AbortSignal): Promise<void> {
    this.#asking = true;
    try {
      const onLines = (lines: readonly LogLine[]): void => {
        this.#last = lines.at(-1) ?? null;
      };
      await containerLogs(engine, id, {tail: 1, tty, signal, onLines});
    } catch {
      return; // the log itself is asked for at the same time, and says what is wrong
    } finally {
      this.#asking = false;
    }
    const time = this.#last?.time ?? null;
    if (time === null || (after !== null && time <= after)) this.#isOver = true;
  }

  /** Lines have come, or may come again after a pause of ours. */
  saw(lines: readonly LogLine[]): void {
    this.#heardAt = performance.now();
    const newest = lines.at(-1)?.time ?? null;
    if (newest !== null && this.#last !== null && this.#last.time !== null && newest >= this.#last.time) this.#isOver = true;
  }

  isOver(): boolean {
    // The last words of an earlier run may lack their newline: such a line comes with the next one.
    const patience = this.#asking || this.#last?.complete ? patienceMs : quietMs;
    this.#isOver ||= performance.now() - this.#heardAt > patience;
    return this.#isOver;
  }
}
