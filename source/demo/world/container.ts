import type {ContainerSpec} from './spec.js';

export type DemoStatus = 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead';

export interface Probe {
  readonly start: number;
  readonly end: number;
  readonly exitCode: number;
  readonly output: string;
}

export interface DemoHealth {
  status: 'starting' | 'healthy' | 'unhealthy';
  failing: number;
  /** The last five. */
  log: readonly Probe[];
}

/** One run of the container, from start to end. */
export interface Life {
  readonly start: number;
  end: number | null;
  /** It ended because it was told to, and had the time to say so. */
  orderly: boolean;
  /** Counts from 0; what changes with a restart (a tunnel's URL) is derived from it. */
  readonly number: number;
}

/** A container of the embedded engine: the one mutable thing in it. Times are ms since 1970. */
export interface DemoContainer {
  readonly id: string;
  readonly spec: ContainerSpec;
  readonly createdAt: number;
  /** Address on each network, by name. */
  readonly addresses: ReadonlyMap<string, string>;
  name: string;
  status: DemoStatus;
  /** 0 when it does not run. */
  pid: number;
  exitCode: number;
  oomKilled: boolean;
  error: string;
  restarts: number;
  /** Stopped by a person, so that its restart policy leaves it alone. */
  stopped: boolean;
  finishedAt: number | null;
  pausedAt: number | null;
  /** Time spent paused in this life. */
  pausedFor: number;
  health: DemoHealth | null;
  lives: Life[];
  memoryLimit: number;
  nanoCpus: number;
  restartPolicy: ContainerSpec['restartPolicy'];
  /** Replaces what the check would say, from tests and from `world.breakHealth`. */
  checkFails: {readonly output: string; readonly survivesRestart: boolean; readonly exitCode?: number} | null;
  /** What the engine says when it is to start it, from tests: a port that is taken, a network that is gone; null lets it start. */
  refusal: string | null;
  /** The stop or restart that is under way: a second request joins it. */
  ending: Promise<void> | null;
  /** Extra log lines a second, since when. */
  flood: {readonly since: number; readonly perSecond: number} | null;
  /** Cancels what is planned for it: next probe, next step of a stop, the moment its memory runs out. */
  readonly plans: Map<string, () => void>;
}

export const isUp = (container: DemoContainer): boolean => container.status === 'running' || container.status === 'paused';

/** The life that goes on, or the last one. */
export const lastLife = (container: DemoContainer): Life | null => container.lives.at(-1) ?? null;

/** Start of the current or last life; null when it never ran. */
export const startedAt = (container: DemoContainer): number | null => lastLife(container)?.start ?? null;

/** Seconds that the current life has been running, pauses left out; 0 when it does not run. */
export const runningFor = (container: DemoContainer, now: number): number => {
  const life = lastLife(container);
  if (!life || !isUp(container)) return 0;
  return Math.max(0, (container.pausedAt ?? now) - life.start - container.pausedFor) / 1000;
};
