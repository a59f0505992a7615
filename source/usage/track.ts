import type {Usage, UsageSample} from '../model/usage.js';
import {usageBetween} from './formulas.js';
import type {SampleTarget} from './target.js';

/** Rows off the screen are sampled this often. */
export const HIDDEN_INTERVAL_MS = 10_000;
/** A container's second sample follows its first this soon: until then it has no CPU figure. */
export const SECOND_SAMPLE_MS = 250;
/** Two readings closer than this make no rate: what a CPU did in a few ms says little. */
const LEAST_SPAN_MS = 100;
/** Files that could not be used are tried again after this. */
const FILES_RETRY_MS = 30_000;

/** What the sampler remembers of one container: its last sample, never a history. */
export class Track {
  #target: SampleTarget;
  #previous: UsageSample | null = null;
  #source = '';
  #rated = false;
  #askedAt = Number.NEGATIVE_INFINITY;
  #failures = 0;
  /** When to try its files again; null while they serve. */
  #filesAgainAt: number | null = null;

  constructor(target: SampleTarget) {
    this.#target = target;
  }

  get target(): SampleTarget {
    return this.#target;
  }

  /** The source of its last sample; '' before the first. */
  get source(): string {
    return this.#source;
  }

  /** A new PID is a new process: its files are tried at once, and its counters start anew. */
  retarget(target: SampleTarget): void {
    const restarted = target.pid !== this.#target.pid;
    const closer = target.closely === true && this.#target.closely !== true;
    this.#target = target;
    if (closer) this.askSoon();
    if (!restarted) return;
    this.#filesAgainAt = null;
    this.#failures = 0;
    this.startOver();
  }

  /** Forgets the last sample and wants the next at once. */
  startOver(): void {
    this.#previous = null;
    this.#rated = false;
    this.askSoon();
  }

  /** Its files serve, or have not been tried. */
  get fromFiles(): boolean {
    return this.#target.pid !== null && this.#filesAgainAt === null;
  }

  mayTryFiles(now: number): boolean {
    return this.#target.pid !== null && (this.#filesAgainAt === null || now >= this.#filesAgainAt);
  }

  /** The files gave nothing. Where they did before, once may be the container's end: only the second time in a row sends it to the engine. */
  filesFailed(now: number): void {
    this.#failures++;
    if (this.#source !== 'cgroup' || this.#failures > 1) this.#filesAgainAt = now + FILES_RETRY_MS;
  }

  askSoon(): void {
    this.#askedAt = Number.NEGATIVE_INFINITY;
  }

  asked(now: number): void {
    this.#askedAt = now;
  }

  /** ms since 1970 when it wants to be asked again. `prompt`: its source answers when asked, so that a second sample can follow the first. */
  dueAt(intervalMs: number, prompt: boolean): number {
    if (prompt && this.#previous !== null && !this.#rated) return this.#askedAt + SECOND_SAMPLE_MS;
    return this.#askedAt + (this.#target.visible ? intervalMs : Math.max(HIDDEN_INTERVAL_MS, intervalMs));
  }

  /** The usage that a new sample makes; null when it is too close to the last one to say more. Samples of different sources are never compared. */
  accept(sample: UsageSample, source: string): Usage | null {
    const previous = this.#source === source ? this.#previous : null;
    const spanMs = previous === null ? null : sample.readAt - previous.readAt;
    // A reading from before the last one means that the clock was set back: it starts anew.
    if (spanMs !== null && spanMs >= 0 && spanMs < LEAST_SPAN_MS) return null;
    this.#previous = sample;
    this.#source = source;
    this.#rated = previous !== null;
    if (source === 'cgroup') {
      this.#failures = 0;
      this.#filesAgainAt = null;
    }
    return usageBetween(previous, sample, source);
  }
}
