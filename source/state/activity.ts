/** What is being done to a container because a key asked for it. */
export interface Activity {
  /** `restart`, `stop` … as the keys name them. */
  readonly action: ActionName;
  /** In words, for the row: `waiting` (for its turn), `stopping`, `starting`, `restarted`. */
  readonly phase: string;
  readonly startedAt: number;
  /** Set when it came to an end; the row shows it for some seconds more. */
  readonly endedAt: number | null;
  readonly outcome: 'running' | 'done' | 'failed';
}

const itsTurn = 'waiting';

/** Of one that others come before. */
export const waiting = (action: ActionName, startedAt: number): Activity => ({
  action,
  phase: itsTurn,
  startedAt,
  endedAt: null,
  outcome: 'running',
});

/** Whether its turn has not come yet. */
export const isWaiting = ({phase, outcome}: Activity): boolean => outcome === 'running' && phase === itsTurn;

export type ActionName = 'restart' | 'stop' | 'start' | 'pause' | 'unpause' | 'signal' | 'remove';

/** What an action is done to. */
export interface Target {
  readonly key: string;
  readonly id: string;
  /** As people know it: `auren/kafka`. */
  readonly label: string;
}

/** An action as it is asked for, confirmed and then run. */
export interface ActionRequest {
  readonly action: ActionName;
  readonly targets: readonly Target[];
  /** Of `signal`: `SIGHUP` … */
  readonly signal?: string;
  /** Of `remove`: anonymous volumes too. */
  readonly volumes?: boolean;
}

/** What is said when an action failed: why, and the container's last lines. */
export interface Outcome {
  /** The container's key: its log is one key away. */
  readonly key: string;
  readonly title: string;
  readonly reason: string;
  readonly lines: readonly string[];
}
