/** What happened, in Docker's words (moby:api/types/events). */
export interface DemoEvent {
  readonly type: 'container' | 'network' | 'volume' | 'image' | 'daemon';
  readonly action: string;
  readonly id: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Nanoseconds since 1970, and never twice the same. */
  readonly timeNano: bigint;
}

type Listener = (event: DemoEvent) => void;

/** As many past events as moby keeps, times four: a demo's past is made, not lived through. */
const kept = 1024;

/** Hands events to whoever listens, and remembers the last ones for `since`. */
export class EventBus {
  readonly #listeners = new Set<Listener>();
  #past: DemoEvent[] = [];
  #last = 0n;

  /** `at` in ms since 1970; an event is always later than the one before it. */
  emit(at: number, type: DemoEvent['type'], action: string, id: string, attributes: Readonly<Record<string, string>>): void {
    const exact = BigInt(Math.round(at * 1000)) * 1000n;
    this.#last = exact > this.#last ? exact : this.#last + 1n;
    const event: DemoEvent = {type, action, id, attributes, timeNano: this.#last};
    this.#past.push(event);
    if (this.#past.length > kept * 2) this.#past = this.#past.slice(-kept);
    for (const listener of this.#listeners) listener(event);
  }

  /** Past events from `since` on, both in nanoseconds. */
  past(since: bigint): readonly DemoEvent[] {
    return this.#past.filter(event => event.timeNano >= since);
  }

  /** The answer ends the listening. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get listeners(): number {
    return this.#listeners.size;
  }
}
