/** A source that has fallen back by so much, ms, and catches up no more, goes on with its newest lines. */
const mostLagMs = 600;
/** However quickly it catches up. */
const farLagMs = 3000;
/** Looks (ten a second) in a row at which it has not caught up. */
const patience = 3;
/** What is read of the past is as old as it is: nothing of it is left out before lines have come that were written so lately. */
const lateMs = 2000;
/** Of fewer lines a second nothing can be left out that the tail of a log would not bring again. */
const leastRate = 2000;
/** Lines are counted over so much time of their own. */
const leastSpanMs = 50;

/** Lines of one container never go so far back: its engine’s clock was set. */
const clockStepNs = 30_000_000_000n;

/** How far the lines of one source are behind: what lies between a line's time and its arrival, without the difference of the clocks. */
export class LogLag {
  /** ns of the newest line; null before the first. */
  newest: bigint | null = null;
  /** ms. */
  lag = 0;
  #leastDistance: number;
  readonly #isPast: boolean;
  /** Least of its lags: to begin anew would make it no less, be it the machine or the engine that is slow. */
  #leastLag = Number.POSITIVE_INFINITY;
  #before = 0;
  #stuck = 0;
  /** Lines since a time of their own (ms), and when that was looked at. */
  #counted = 0;
  #since = Number.NaN;
  #sinceAt = 0;
  #rate = 0;

  /** `before`: how the same source stood that is read anew; its clock is known. `isPast`: more is read first than its newest lines. */
  constructor({before = null, isPast = false}: {readonly before?: LogLag | null; readonly isPast?: boolean} = {}) {
    this.#isPast = isPast;
    this.#leastDistance = before ? before.#leastDistance : Number.POSITIVE_INFINITY;
    this.#rate = before ? before.#rate : 0;
  }

  /** Lines a second as they were written, over the last of them: of one that is behind more than come in a second. */
  get rate(): number {
    return this.#rate;
  }

  /** So many lines have come at `now` (ms since 1970, by a clock that nobody sets), the newest of which was written at `time`, ns. */
  seen(time: bigint | null, count: number, now: number): void {
    if (time === null) return;
    const ms = Number(time) / 1e6;
    this.#count(ms, count, now);
    const distance = now - ms;
    // A clock that was set back has not made the lines late.
    if (this.newest !== null && time < this.newest - clockStepNs) this.#leastDistance = distance;
    this.newest = time;
    this.#leastDistance = Math.min(this.#leastDistance, distance);
    this.lag = distance - this.#leastDistance;
    this.#leastLag = Math.min(this.#leastLag, this.lag);
  }

  #count(ms: number, count: number, now: number): void {
    this.#counted += count;
    const span = ms - this.#since;
    if (span > 0 && (span >= leastSpanMs || now - this.#sinceAt >= 1000)) this.#rate = (this.#counted * 1000) / span;
    else if (span >= 0) return;
    this.#since = ms;
    this.#sinceAt = now;
    this.#counted = 0;
  }

  /** Looked at ten times a second: whether it cannot catch up. */
  isLost(): boolean {
    if (this.#isPast && this.#leastDistance > lateMs) return false;
    const fallen = this.lag - this.#leastLag;
    const shrinks = this.lag < this.#before * 0.9;
    this.#before = this.lag;
    if (!(fallen >= mostLagMs) || this.#rate < leastRate) this.#stuck = 0;
    else if (!shrinks) this.#stuck += 1;
    return this.#stuck >= patience || (fallen > farLagMs && this.#rate >= leastRate);
  }
}
