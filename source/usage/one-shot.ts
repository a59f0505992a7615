import type {UsageSample} from '../model/usage.js';
import type {Clock} from './clock.js';
import {sampleFromStats} from './stats-reply.js';
import type {StatsTransport} from './stats-transport.js';

/** More at once do not make an engine faster, and a connection each is held meanwhile. */
const AT_ONCE = 8;
/** An engine that answers with its collector's next round needs two seconds; after this the container hangs. */
const READ_LIMIT_MS = 8000;
/** A container that hung is left alone for this long, so that a few of them never hold all places. */
const REST_MS = 30_000;

export interface OneShotOptions {
  readonly transport: StatsTransport;
  readonly clock: Clock;
  /** Called for each sample that arrives, in whatever order. */
  onSample(id: string, sample: UsageSample): void;
}

/** Reads single samples through the engine, at most eight at once. Whoever made it calls `stop`. */
export class OneShots {
  readonly #options: OneShotOptions;
  /** By id, what to call when its read is over. */
  readonly #waiting = new Map<string, () => void>();
  readonly #inFlight = new Map<string, AbortController>();
  /** By id, until when. */
  readonly #resting = new Map<string, number>();

  constructor(options: OneShotOptions) {
    this.#options = options;
  }

  /** Reads asked for and not over. */
  get pending(): number {
    return this.#waiting.size + this.#inFlight.size;
  }

  /**
   * Asks for a sample of each, in this order. One whose earlier read is not over is not asked again, nor is one that hung lately.
   * Resolves when those asked now are over, whichever way.
   */
  async ask(ids: readonly string[]): Promise<void> {
    const now = this.#options.clock.now();
    const asked = ids.filter(id => !this.#inFlight.has(id) && !this.#waiting.has(id) && (this.#resting.get(id) ?? 0) <= now);
    const reads = asked.map(id => new Promise<void>(over => this.#waiting.set(id, over)));
    this.#fill();
    await Promise.all(reads);
  }

  /** Drops what is asked for a container that is no longer wanted. */
  forget(id: string): void {
    this.#waiting.get(id)?.();
    this.#waiting.delete(id);
    this.#resting.delete(id);
    this.#inFlight.get(id)?.abort();
  }

  stop(): void {
    for (const id of [...this.#waiting.keys(), ...this.#inFlight.keys()]) this.forget(id);
    this.#resting.clear();
  }

  #fill(): void {
    for (const [id, over] of this.#waiting) {
      if (this.#inFlight.size >= AT_ONCE) return;
      this.#waiting.delete(id);
      void this.#read(id).then(over);
    }
  }

  /** Never rejects. */
  async #read(id: string): Promise<void> {
    const {transport, clock, onSample} = this.#options;
    const controller = new AbortController();
    this.#inFlight.set(id, controller);
    let hung = false;
    const cancelLimit = clock.after(READ_LIMIT_MS, () => {
      hung = true;
      controller.abort();
    });
    try {
      const sample = sampleFromStats(await transport.once(id, controller.signal));
      this.#resting.delete(id);
      if (sample !== null && !controller.signal.aborted) onSample(id, sample);
    } catch {
      // Gone, stopped or hung: its row keeps the last sample and is shown as stale. A lost engine is reported by those who watch it.
      if (hung) this.#resting.set(id, clock.now() + REST_MS);
    } finally {
      cancelLimit();
      this.#inFlight.delete(id);
      this.#fill();
    }
  }
}
