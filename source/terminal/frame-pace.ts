/** What a terminal may hold that nobody has seen yet, when it takes no more: bytes. Linux keeps 4 to 20 kB of a PTY. */
const terminalHolds = 16_384;
/** One that takes longer than this for what was left over is slow (ms). */
const slowFrom = 20;
/** What no key asked for goes out when it would be seen within this many ms. */
const soonEnough = 250;
/** A link of so many bytes a ms is no slow one. */
const quick = 100;
/** By how much more is tried with each frame that got through: a link may have become quicker. */
const trying = 1.02;

/**
 * How fast the person's terminal takes frames, by what it was given and when it took no more: a bucket of bytes that runs out at the rate
 * that was seen last. Times are ms of any clock.
 */
export class FramePace {
  /** Bytes a ms. */
  #rate = Number.POSITIVE_INFINITY;
  /** Bytes between us and the person, at `#at`. */
  #held = 0;
  #at = 0;
  #stuck: {readonly since: number; readonly bytes: number} | null = null;

  /** Bytes were written; all of them have gone out when `stuck` is not called after it. */
  wrote(bytes: number, now: number): void {
    if (bytes <= 0 || this.#rate === Number.POSITIVE_INFINITY) return;
    this.#run(now);
    this.#held += bytes;
    this.#rate *= trying;
    if (this.#rate > quick) this.#rate = Number.POSITIVE_INFINITY;
  }

  /** The terminal took no more, and so many bytes wait for it. */
  stuck(bytes: number, now: number): void {
    this.#stuck ??= {since: now, bytes};
  }

  /** It has taken them. */
  drained(now: number): void {
    const took = now - (this.#stuck?.since ?? now);
    const bytes = this.#stuck?.bytes ?? 0;
    this.#stuck = null;
    if (took < slowFrom) return;
    // It says so when a good part of what it holds has gone, not with the first byte.
    this.#rate = (bytes + terminalHolds / 2) / took;
    this.#held = terminalHolds;
    this.#at = now;
  }

  /** How many ms a frame that no key asked for has to wait. */
  wait(now: number): number {
    if (this.#rate === Number.POSITIVE_INFINITY) return 0;
    this.#run(now);
    return Math.max(0, Math.ceil(this.#held / this.#rate) - soonEnough);
  }

  #run(now: number): void {
    this.#held = Math.max(0, this.#held - this.#rate * (now - this.#at));
    this.#at = now;
  }
}
