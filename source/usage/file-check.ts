import type {UsageSample} from '../model/usage.js';
import {filesAgree} from './agreement.js';
import type {StatsTransport} from './stats-transport.js';
import type {SampleTarget} from './target.js';

/** One figure off may be a container that just then grew; two are not. */
const DOUBTS_ALLOWED = 1;
/** Containers asked about; an engine that answers for none of them gives no ground to doubt the files. */
const ATTEMPTS = 5;

export interface FileCheckOptions {
  /** Reads a container's files; null once it is no longer wanted. */
  read(target: SampleTarget): UsageSample | null;
  readonly transport: StatsTransport;
  readonly signal: AbortSignal;
  /** Called once, when the engine tells other figures than the files. */
  onDistrust(): void;
}

/** Holds the kernel's files against the engine's own figures, once, in the background. */
export class FileCheck {
  readonly #options: FileCheckOptions;
  #attempts = 0;
  #doubts = 0;
  #busy = false;
  #settled = false;

  constructor(options: FileCheckOptions) {
    this.#options = options;
  }

  /** Whether a container is wanted to compare by. */
  get open(): boolean {
    return !this.#settled && !this.#busy;
  }

  /** Offers containers that are read from files; each attempt takes another. */
  offer(targets: readonly SampleTarget[]): void {
    const target = targets[this.#attempts % Math.max(1, targets.length)];
    if (!this.open || target === undefined) return;
    this.#busy = true;
    this.#attempts++;
    void this.#compare(target);
  }

  async #compare(target: SampleTarget): Promise<void> {
    const {read, transport, signal, onDistrust} = this.#options;
    const agrees = await filesAgree(() => read(target), transport, target.id, signal);
    this.#busy = false;
    if (signal.aborted) return;
    if (agrees === false) this.#doubts++;
    this.#settled = agrees === true || this.#doubts > DOUBTS_ALLOWED || this.#attempts >= ATTEMPTS;
    if (this.#doubts > DOUBTS_ALLOWED) onDistrust();
  }
}
