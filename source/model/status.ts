import type {Container} from './container.js';
import {isOrderlyExit} from './exit-code.js';
import type {HttpHealth} from './http-health.js';

/**
 * What a container's state and health amount to, as one value.
 * `since` is ms since 1970, null where it cannot be told; `http` is set where no check of the container said it, but our own question.
 */
export type Status =
  | {readonly kind: 'healthy'; readonly http?: HttpHealth}
  | {readonly kind: 'running'}
  | {readonly kind: 'starting'; readonly since: number | null; readonly http?: HttpHealth}
  | {readonly kind: 'unhealthy'; readonly since: number | null; readonly http?: HttpHealth}
  | {readonly kind: 'restarting'; readonly exitCode: number | null; readonly oomKilled: boolean}
  | {readonly kind: 'paused'}
  | {readonly kind: 'created'; readonly error: string}
  | {readonly kind: 'removing'}
  | {readonly kind: 'dead'}
  | {readonly kind: 'done'}
  /** Ended well, or nobody knows how: whether it was stopped, is done or failed is told by an inspection that is still to come. */
  | {readonly kind: 'ended'}
  | {readonly kind: 'stopped'; readonly since: number | null}
  | {readonly kind: 'failed'; readonly exitCode: number | null; readonly oomKilled: boolean; readonly since: number | null}
  | {readonly kind: 'unknown'};

/** How much a status asks for attention. */
export type Severity = 'bad' | 'warn' | 'good' | 'quiet';

/**
 * When the check turned unhealthy, from what an inspect keeps: the last probe's time, less one interval for each failure in a row.
 * The engine keeps five probes only, so for a long streak this is an estimate, right to about one interval.
 */
export const unhealthySince = (container: Container): number | null => {
  const inspection = container.inspection;
  const last = inspection?.probes.at(-1);
  if (!inspection || !last) return null;
  const failures = [...inspection.probes].reverse();
  const firstGood = failures.findIndex(probe => probe.exitCode === 0);
  const firstBad = failures[(firstGood === -1 ? failures.length : firstGood) - 1];
  if (firstGood !== -1 && firstBad) return firstBad.start;
  const interval = (inspection.healthInterval ?? 30) * 1000;
  const estimate = last.start - Math.max(0, inspection.failingStreak - 1) * interval;
  return Math.max(estimate, inspection.startedAt ?? estimate);
};

/** A server that ends with 0 all by itself does so when it was told to, and that is rarely within a minute of its start. */
const longestSureJobMs = 60_000;

/**
 * A container that is meant to end: a one-off run, or one that nobody restarts, checks or asks how it is, and that offers no port or was over soon
 * (an image exposes its server's ports also when a job runs in it).
 */
const isJob = (container: Container): boolean => {
  if (container.oneOff) return true;
  const inspection = container.inspection;
  if (!inspection) return false;
  const kept = inspection.restartPolicy === 'always' || inspection.restartPolicy === 'unless-stopped';
  if (kept || inspection.healthTest.length > 0 || container.labels['stacktop.health'] !== undefined) return false;
  const {startedAt, finishedAt} = inspection;
  // One that ends at once may have ended before the engine notes that it started.
  const soon = startedAt !== null && finishedAt !== null && finishedAt - startedAt < longestSureJobMs;
  return inspection.exposedPorts.length === 0 || soon;
};

const exitedStatus = (container: Container): Status => {
  const exitCode = container.inspection?.exitCode ?? container.statusExitCode;
  const oomKilled = container.inspection?.oomKilled ?? false;
  const since = container.inspection?.finishedAt ?? null;
  if (!container.inspection && !container.oneOff && (exitCode === null || exitCode === 0)) return {kind: 'ended'};
  if (exitCode === 0 && isJob(container)) return {kind: 'done'};
  if (exitCode !== null && isOrderlyExit(exitCode) && !oomKilled) return {kind: 'stopped', since};
  return {kind: 'failed', exitCode, oomKilled, since};
};

/** A container without a check, as it answers over HTTP. */
const answeredStatus = (container: Container, http: HttpHealth): Status => {
  if (http.health === 'healthy') return {kind: 'healthy', http};
  if (http.health === 'unhealthy') return {kind: 'unhealthy', since: http.since, http};
  return {kind: 'starting', since: container.inspection?.startedAt ?? null, http};
};

/** What the row of a container says. `http` is what it answers when it is asked, where it has no check of its own. */
export const statusOf = (container: Container, http: HttpHealth | null = null): Status => {
  switch (container.state) {
    case 'running':
      if (container.health === 'healthy') return {kind: 'healthy'};
      if (container.health === 'unhealthy') return {kind: 'unhealthy', since: unhealthySince(container)};
      if (container.health === 'starting') return {kind: 'starting', since: container.inspection?.startedAt ?? null};
      return http ? answeredStatus(container, http) : {kind: 'running'};
    case 'restarting':
      return {
        kind: 'restarting',
        exitCode: container.inspection?.exitCode ?? container.statusExitCode,
        oomKilled: container.inspection?.oomKilled ?? false,
      };
    case 'exited':
      return exitedStatus(container);
    case 'created':
      return {kind: 'created', error: container.inspection?.error ?? ''};
    default:
      return {kind: container.state};
  }
};

const severities: Readonly<Record<Status['kind'], Severity>> = {
  unhealthy: 'bad',
  dead: 'bad',
  restarting: 'bad',
  failed: 'bad',
  starting: 'warn',
  paused: 'warn',
  removing: 'warn',
  unknown: 'quiet',
  created: 'quiet',
  healthy: 'good',
  running: 'quiet',
  done: 'quiet',
  ended: 'quiet',
  stopped: 'quiet',
};

export const severityOf = (status: Status): Severity =>
  status.kind === 'created' && status.error !== '' ? 'bad' : severities[status.kind];

/** Order of trouble: 0 is the worst. For sorting by health and for the worst of a stack. */
const ranks: readonly Status['kind'][] = [
  'unhealthy',
  'restarting',
  'failed',
  'dead',
  'starting',
  'paused',
  'removing',
  'created',
  'stopped',
  'unknown',
  'running',
  'healthy',
  'ended',
  'done',
];
const rankByKind = new Map(ranks.map((kind, rank) => [kind, rank]));
export const rankOf = (status: Status): number => {
  const failed = status.kind === 'created' && status.error !== '';
  return rankByKind.get(failed ? 'failed' : status.kind) ?? ranks.length;
};

/** Whether its processes exist, so that figures about them mean something. */
export const isLive = (container: Container): boolean => container.state === 'running' || container.state === 'paused';

/** Whether it counts among the running ones. */
export const isUp = (container: Container): boolean => isLive(container) || container.state === 'restarting';
