/** Time that passes between two looks is counted up to here, ms: some more than between two ticks of a log. */
const mostBetweenLooks = 150;

/**
 * Time for deciding how long something has waited. A program that was kept from running (a busy machine, a laptop asleep) could not see what
 * came meanwhile, so that time does not count; and it never goes back, as clocks of machines do.
 */
export class AttendedClock {
  #time = 0;
  #lookedAt = performance.now();

  /** ms since some moment. */
  now(): number {
    return this.#time + Math.min(mostBetweenLooks, performance.now() - this.#lookedAt);
  }

  /** The same, at a moment when whatever came is looked at. */
  look(): number {
    this.#time = this.now();
    this.#lookedAt = performance.now();
    return this.#time;
  }
}
