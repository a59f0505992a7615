import type {Clock} from '../../source/usage/clock.js';

export interface DrivenClock extends Clock {
  /** Moves on by `ms`, running what falls due on the way, and lets promises settle after each. */
  advance(ms: number): Promise<void>;
  /** Timers that have neither run nor been cancelled. */
  readonly waiting: number;
}

/** A clock that stands still until the test moves it. */
export function drivenClock(start = 1_000_000): DrivenClock {
  let now = start;
  const timers = new Set<{at: number; task: () => void}>();
  return {
    now: () => now,
    after(ms, task) {
      const timer = {at: now + ms, task};
      timers.add(timer);
      return () => timers.delete(timer);
    },
    async advance(ms) {
      const end = now + ms;
      await settle();
      for (;;) {
        const next = [...timers].filter(timer => timer.at <= end).sort((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        timers.delete(next);
        now = Math.max(now, next.at);
        next.task();
        await settle();
      }
      now = end;
    },
    get waiting() {
      return timers.size;
    },
  };
}

async function settle(): Promise<void> {
  await new Promise(resolve => setImmediate(resolve));
}
