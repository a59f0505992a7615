import type {UsageSample} from '../model/usage.js';
import type {Clock} from './clock.js';
import {sampleFromStats} from './stats-reply.js';
import type {StatsTransport} from './stats-transport.js';

/** A stream that ended though its container runs is opened again after this, then after twice as long, … */
const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 30_000;

export interface StreamOptions {
  readonly transport: StatsTransport;
  readonly clock: Clock;
  onSample(id: string, sample: UsageSample): void;
}

interface OpenStream {
  readonly controller: AbortController;
  cancelRetry: () => void;
}

/** Keeps one stats stream open for each wanted container. Whoever made it calls `stop`. */
export class StatsStreams {
  readonly #options: StreamOptions;
  readonly #streams = new Map<string, OpenStream>();

  constructor(options: StreamOptions) {
    this.#options = options;
  }

  /** Opens streams for those that have none, ends those of all others. */
  want(ids: ReadonlySet<string>): void {
    for (const id of this.#streams.keys()) if (!ids.has(id)) this.#end(id);
    for (const id of ids) {
      if (this.#streams.has(id)) continue;
      const stream = {controller: new AbortController(), cancelRetry: () => {}};
      this.#streams.set(id, stream);
      void this.#follow(id, stream, FIRST_RETRY_MS);
    }
  }

  stop(): void {
    for (const id of this.#streams.keys()) this.#end(id);
  }

  #end(id: string): void {
    const stream = this.#streams.get(id);
    stream?.cancelRetry();
    stream?.controller.abort();
    this.#streams.delete(id);
  }

  async #follow(id: string, stream: OpenStream, retryMs: number): Promise<void> {
    const {transport, clock, onSample} = this.#options;
    const {signal} = stream.controller;
    let nextRetry = Math.min(retryMs * 2, LONGEST_RETRY_MS);
    try {
      await transport.stream(id, signal, frame => {
        const sample = sampleFromStats(frame);
        if (sample === null || signal.aborted) return;
        nextRetry = FIRST_RETRY_MS;
        onSample(id, sample);
      });
    } catch {
      // Refused or broken off: tried again below. A lost engine is reported by those who watch it.
    }
    if (!signal.aborted) stream.cancelRetry = clock.after(retryMs, () => void this.#follow(id, stream, nextRetry));
  }
}
