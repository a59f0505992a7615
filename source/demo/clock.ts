/** The time the embedded engine lives by. A test hands one in that it drives itself. */
export interface Clock {
  /** ms since 1970, with fraction. */
  now(): number;
  /** Runs `run` once after `delay` ms; the answer cancels it. */
  setTimer(delay: number, run: () => void): () => void;
}

/** Real time. The offset is taken once, so that `now()` has fractions and never steps back. */
export const systemClock = (): Clock => {
  const origin = Date.now() - performance.now();
  return {
    now: () => origin + performance.now(),
    setTimer: (delay, run) => {
      const timer = setTimeout(run, Math.min(delay, 2 ** 31 - 1));
      return () => clearTimeout(timer);
    },
  };
};

/** Time that stands still until it is told to go on. */
export interface ManualClock extends Clock {
  /** Goes on by `ms`, running the timers that fall due in their order. */
  advance(ms: number): void;
}

export const manualClock = (start = Date.UTC(2026, 0, 5, 12)): ManualClock => {
  let now = start;
  let order = 0;
  const timers = new Map<number, {readonly at: number; readonly run: () => void}>();
  return {
    now: () => now,
    setTimer: (delay, run) => {
      const key = order++;
      timers.set(key, {at: now + Math.max(0, delay), run});
      return () => timers.delete(key);
    },
    advance: ms => {
      const end = now + ms;
      for (;;) {
        const due = [...timers].filter(([, timer]) => timer.at <= end).sort((a, b) => a[1].at - b[1].at || a[0] - b[0])[0];
        if (!due) break;
        timers.delete(due[0]);
        now = Math.max(now, due[1].at);
        due[1].run();
      }
      now = end;
    },
  };
};
