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

/** A list that was asked for before a container went may still have it: so many are remembered. */
const mostGone = 1000;

/** The containers whose logs are followed, by id; of those that are gone the last ones, by name alone. */
export class LogLives {
  readonly #here = new Map<string, LogLife>();
  readonly #gone = new Set<string>();

  add(id: string, life: LogLife): void {
    this.#here.set(id, life);
  }

  /** Whether it is followed, or was and is gone. */
  knows(id: string): boolean {
    return this.#here.has(id) || this.#gone.has(id);
  }

  /** Those that are followed. */
  ids(): readonly string[] {
    return [...this.#here.keys()];
  }

  started(id: string): void {
    this.#here.get(id)?.heard();
  }

  removed(id: string): void {
    const life = this.#here.get(id);
    if (!life) return;
    life.removed();
    this.#here.delete(id);
    this.#gone.add(id);
    const [oldest] = this.#gone;
    if (oldest !== undefined && this.#gone.size > mostGone) this.#gone.delete(oldest);
  }
}
