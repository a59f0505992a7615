/** Time as the samplers see it, so that tests can drive it. */
export interface Clock {
  /** ms since 1970, with fraction; steady between readings. */
  now(): number;
  /** Runs `task` once after `ms`; what comes back cancels it. */
  after(ms: number, task: () => void): () => void;
}

/** Further apart than this, the wall clock was set or the machine slept: follow it. Below, stay steady. */
const FOLLOW_MS = 1000;

/** The machine's clock: monotonic, so that a rate is over the time that passed, yet never far from the wall clock that stamps are compared with. */
export function steadyClock(): Clock {
  let offset = Date.now() - performance.now();
  return {
    now() {
      const wall = Date.now();
      const steady = offset + performance.now();
      if (Math.abs(wall - steady) < FOLLOW_MS) return steady;
      offset += wall - steady;
      return wall;
    },
    after(ms, task) {
      const timer = setTimeout(task, ms);
      return () => clearTimeout(timer);
    },
  };
}
