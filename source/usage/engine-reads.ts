import type {UsageSample} from '../model/usage.js';
import type {Clock} from './clock.js';
import {OneShots} from './one-shot.js';
import type {StatsTransport} from './stats-transport.js';
import {StatsStreams} from './stream.js';

/**
 * An engine that takes longer for a one-shot reply waits for its collector's next round (Docker 20.10: a second or two): streams cost
 * less there. One prompt reply may be luck, that round being near; a second one right behind it is not.
 */
const PROMPT_MS = 300;
/** Asked at once to find out, so that one container that hangs does not decide. */
const PROBES = 3;

export type EngineSourceName = 'one-shot' | 'stream';

type ProbeResult = {readonly kind: 'answered'; readonly id: string} | {readonly kind: 'late'} | {readonly kind: 'refused'};

export interface EngineReadsOptions {
  readonly transport: StatsTransport;
  readonly clock: Clock;
  onSample(id: string, sample: UsageSample, source: EngineSourceName): void;
  /** Called once, when it is known by which of the two this engine is read. */
  onDecided(): void;
}

/** Samples through the engine: one-shot where it answers promptly, else a stream for each visible container. Whoever made it calls `stop`. */
export class EngineReads {
  readonly #options: EngineReadsOptions;
  readonly #oneShots: OneShots;
  readonly #streams: StatsStreams;
  #state: EngineSourceName | 'unknown' | 'probing' = 'unknown';
  #answered: (id: string) => void = () => {};
  #cancelWait: () => void = () => {};
  #visible: ReadonlySet<string> = new Set();

  constructor(options: EngineReadsOptions) {
    this.#options = options;
    const {transport, clock} = options;
    this.#oneShots = new OneShots({
      transport,
      clock,
      onSample: (id, sample) => {
        this.#answered(id);
        options.onSample(id, sample, 'one-shot');
      },
    });
    this.#streams = new StatsStreams({transport, clock, onSample: (id, sample) => options.onSample(id, sample, 'stream')});
  }

  /** null until the engine has shown which. */
  get kind(): EngineSourceName | null {
    return this.#state === 'one-shot' || this.#state === 'stream' ? this.#state : null;
  }

  /** Single reads not over. */
  get pending(): number {
    return this.#oneShots.pending;
  }

  /** Says which containers are to have a stream, if it comes to streams. */
  show(visible: ReadonlySet<string>): void {
    this.#visible = visible;
    if (this.#state === 'stream') this.#streams.want(visible);
  }

  /** Asks for a sample of each; those that have a stream send theirs unasked. Resolves when the single replies are in. */
  async ask(ids: readonly string[]): Promise<void> {
    if (ids.length === 0 || this.#state === 'probing') return;
    if (this.#state === 'unknown') return this.#probe(ids.slice(0, PROBES));
    await this.#oneShots.ask(this.#state === 'stream' ? ids.filter(id => !this.#visible.has(id)) : ids);
  }

  forget(id: string): void {
    this.#oneShots.forget(id);
  }

  stop(): void {
    this.#cancelWait();
    this.#oneShots.stop();
    this.#streams.stop();
  }

  async #probe(ids: readonly string[]): Promise<void> {
    this.#state = 'probing';
    const first = await this.#promptly(ids);
    const second = first.kind === 'answered' ? await this.#promptly([first.id]) : first;
    // Refused at once, nothing was learnt: the next call asks again.
    if (second.kind === 'refused') this.#state = 'unknown';
    else this.#decide(second.kind === 'late' ? 'stream' : 'one-shot');
  }

  #decide(kind: EngineSourceName): void {
    this.#state = kind;
    if (kind === 'stream') this.#streams.want(this.#visible);
    this.#options.onDecided();
  }

  /** Which of them answers first, if one does within the limit. */
  #promptly(ids: readonly string[]): Promise<ProbeResult> {
    const {clock} = this.#options;
    return new Promise(resolve => {
      const cancelWait = clock.after(PROMPT_MS, () => resolve({kind: 'late'}));
      this.#cancelWait = cancelWait;
      this.#answered = id => {
        if (!ids.includes(id)) return;
        cancelWait();
        resolve({kind: 'answered', id});
      };
      void this.#oneShots.ask(ids).then(() => {
        cancelWait();
        resolve({kind: 'refused'});
      });
    });
  }
}
