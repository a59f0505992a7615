import type {Container} from '../model/container.js';
import {onAbort} from './abort.js';
import type {Line} from './call.js';
import {inspectContainer} from './containers.js';
import {EngineError, type EngineErrorCode} from './errors.js';

export interface InspectResults {
  inspected(container: Container): void;
  /** The engine does not know the id (any more). */
  missing(id: string): void;
  /** The connection is gone: no further inspect makes sense. */
  broken(error: unknown): void;
}

const AT_ONCE = 8;
const GATHER_MS = 30;
const CONNECTION_CODES: readonly EngineErrorCode[] = ['no-socket', 'no-permission', 'refused', 'unreachable', 'tls', 'lost'];

export function isConnectionError(error: unknown): boolean {
  return !(error instanceof EngineError) || CONNECTION_CODES.includes(error.code);
}

/**
 * Inspects containers, eight at a time, never the same one twice at once: an id asked for while it is being inspected is
 * inspected once more after. Results are handed over together, once per turn of the event loop. Ends with `signal`.
 */
export class InspectQueue {
  readonly #waiting = new Set<string>();
  readonly #running = new Set<string>();
  readonly #again = new Set<string>();
  readonly #gathering = new Map<string, NodeJS.Timeout>();
  readonly #later = new Map<string, Set<NodeJS.Timeout>>();
  #results: (() => void)[] = [];

  constructor(
    readonly engine: Line,
    readonly results: InspectResults,
    readonly signal: AbortSignal,
  ) {
    onAbort(signal, () => this.#drop());
  }

  /** As soon as there is room, in the order given. */
  add(ids: Iterable<string>): void {
    for (const id of ids) (this.#running.has(id) ? this.#again : this.#waiting).add(id);
    this.#fill();
  }

  /** After a moment, so that the burst of events of one restart costs one inspect. */
  addSoon(id: string): void {
    if (this.signal.aborted || this.#gathering.has(id)) return;
    const timer = setTimeout(() => {
      this.#gathering.delete(id);
      this.add([id]);
    }, GATHER_MS);
    this.#gathering.set(id, timer);
  }

  /** Once more after that many ms, whatever is told meanwhile. */
  addLater(id: string, ms: number): void {
    if (this.signal.aborted) return;
    const timers = this.#later.get(id) ?? new Set();
    this.#later.set(id, timers);
    const timer = setTimeout(() => {
      timers.delete(timer);
      if (timers.size === 0) this.#later.delete(id);
      this.add([id]);
    }, ms);
    timers.add(timer);
  }

  forget(id: string): void {
    clearTimeout(this.#gathering.get(id));
    this.#gathering.delete(id);
    for (const timer of this.#later.get(id) ?? []) clearTimeout(timer);
    this.#later.delete(id);
    this.#waiting.delete(id);
    this.#again.delete(id);
  }

  #fill(): void {
    for (const id of this.#waiting) {
      if (this.signal.aborted || this.#running.size >= AT_ONCE) return;
      this.#waiting.delete(id);
      this.#running.add(id);
      void this.#inspect(id);
    }
  }

  async #inspect(id: string): Promise<void> {
    try {
      const container = await inspectContainer(this.engine, id, this.signal);
      this.#give(() => this.results.inspected(container));
    } catch (error) {
      if (this.signal.aborted) return;
      if (error instanceof EngineError && error.code === 'not-found') this.#give(() => this.results.missing(id));
      else if (isConnectionError(error)) this.results.broken(error);
      // What is left is one container the engine stumbles over (500, timeout): the list still shows it, and its next event asks again.
    } finally {
      this.#running.delete(id);
      if (this.#again.delete(id)) this.#waiting.add(id);
      this.#fill();
    }
  }

  #give(result: () => void): void {
    this.#results.push(result);
    if (this.#results.length > 1) return;
    setImmediate(() => {
      const results = this.#results;
      this.#results = [];
      if (!this.signal.aborted) for (const give of results) give();
    });
  }

  #drop(): void {
    for (const timer of this.#gathering.values()) clearTimeout(timer);
    this.#gathering.clear();
    for (const timers of this.#later.values()) for (const timer of timers) clearTimeout(timer);
    this.#later.clear();
    this.#waiting.clear();
    this.#again.clear();
  }
}
