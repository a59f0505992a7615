import {setTimeout as pause} from 'node:timers/promises';

/** Moments at which something may have become true, and those who wait for it. */
export class Changes {
  readonly #watchers = new Set<() => void>();

  /** Lets everyone who waits look again. */
  happened(): void {
    for (const watcher of this.#watchers) watcher();
  }

  /** Waits until `holds`, and says whether it came to that: not when it is `over` first, or after `within` milliseconds. */
  async until(holds: () => boolean, over: () => boolean, within: number): Promise<boolean> {
    const done = new AbortController();
    let resolve = (): void => {};
    const promise = new Promise<void>(settled => {
      resolve = settled;
    });
    // What a program shows for a moment only may have gone by the time that this goes on.
    let held = false;
    const look = (): void => {
      held ||= holds();
      if (held || over()) resolve();
    };
    this.#watchers.add(look);
    look();
    const late = pause(within, undefined, {signal: done.signal}).catch(() => {}); // called off: the wait is over already
    await Promise.race([promise, late]);
    done.abort();
    this.#watchers.delete(look);
    return held || holds();
  }
}
