import {onAbort} from '../engine/abort.js';
import {EngineError} from '../engine/errors.js';

/** What is heard of a container whose log is followed: whether its log goes on when a stream of it has ended. */
export class LogLife {
  /** Of the run whose log was asked for last: ms since 1970. */
  #startedAt: number | null;
  #heard = 0;
  #broken = false;
  #gone = false;
  #wake: (() => void)[] = [];

  constructor(startedAt: number | null) {
    this.#startedAt = startedAt;
  }

  get gone(): boolean {
    return this.#gone;
  }

  /** It was started, or may have been: it is looked at. */
  heard(): void {
    this.#heard += 1;
    this.#tell();
  }

  /** The stream broke, and the container may run as before: its log is read on. */
  broke(): void {
    this.#broken = true;
    this.#tell();
  }

  removed(): void {
    this.#gone = true;
    this.#tell();
  }

  /**
   * Resolves when the log is to be read on; rejects with EngineError `not-found` when the container is gone, and with what `look` rejects
   * with. Resolves too when `signal` is aborted.
   * @param look when the container was started last, as the engine has it now
   */
  async restarted(look: () => Promise<number | null>, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      if (this.#gone) throw new EngineError('not-found', 'this container is no more');
      if (this.#broken) {
        this.#broken = false;
        return;
      }
      const heard = this.#heard;
      const startedAt = await look();
      // Also when it has stopped again meanwhile: it has new lines.
      if (startedAt !== this.#startedAt) {
        this.#startedAt = startedAt;
        return;
      }
      if (heard === this.#heard && !this.#broken && !this.#gone) await this.#news(signal);
    }
  }

  #news(signal: AbortSignal): Promise<void> {
    return new Promise(resolve => {
      const release = onAbort(signal, resolve);
      this.#wake.push(() => {
        release();
        resolve();
      });
    });
  }

  #tell(): void {
    const woken = this.#wake;
    this.#wake = [];
    for (const wake of woken) wake();
  }
}
