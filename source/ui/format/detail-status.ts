import {spokenDuration} from '../../model/duration.js';
import {exitCodeInWords} from '../../model/exit-code.js';
import type {HttpHealth} from '../../model/http-health.js';
import type {Past} from '../../model/past.js';
import type {Member} from '../../model/stack.js';

const since = (time: number | null, now: number): string => (time === null ? '' : ` for ${spokenDuration(now - time)}`);
const ago = (time: number | null, now: number): string => (time === null ? '' : `, ${spokenDuration(now - time)} ago`);

const answerOf = ({status, asked}: HttpHealth): string =>
  status === null ? `does not answer at ${asked}` : `answers ${status} at ${asked}`;

/** How a container is, in a sentence. */
export const statusSentence = (member: Member, past: Past, now: number): string => {
  const {status, container} = member;
  const {inspection} = container;
  const up = inspection?.startedAt ? `, up ${spokenDuration(now - inspection.startedAt)}` : '';
  switch (status.kind) {
    case 'healthy':
      return status.http
        ? `running, answers ${status.http.status ?? ''} at ${status.http.asked}${up}`
        : `running and healthy${up}`;
    case 'running':
      return `running${up}; it has no health check`;
    case 'starting':
      return status.http
        ? `running, an answer at ${status.http.asked} is awaited${since(status.since, now)}`
        : `running, its first health checks are awaited${since(status.since, now)}`;
    case 'unhealthy': {
      if (status.http) return `running but ${answerOf(status.http)}${since(status.since, now)}`;
      const streak = inspection?.failingStreak ?? 0;
      const failures = streak > 1 ? `, ${streak} checks failed in a row` : '';
      return `running but unhealthy${since(past.unhealthySince ?? status.since, now)}${failures}`;
    }
    case 'restarting': {
      const exit = status.exitCode === null ? '' : `, last exit ${exitCodeInWords(status.exitCode, status.oomKilled)}`;
      return `ended, and the engine is about to start it again${exit}`;
    }
    case 'failed': {
      const exit = status.exitCode === null ? 'an error' : exitCodeInWords(status.exitCode, status.oomKilled);
      return `ended with ${exit}${ago(status.since, now)}`;
    }
    case 'stopped':
      return `stopped${ago(status.since, now)}`;
    case 'done':
      return `done: it ended with 0${ago(inspection?.finishedAt ?? null, now)}`;
    case 'created':
      return status.error === '' ? 'created, never started' : 'could not be started';
    case 'paused':
      return `paused: its processes are frozen${up}`;
    case 'dead':
      return 'dead: the engine could not remove it';
    case 'removing':
      return 'being removed';
    default:
      return 'the engine does not tell';
  }
};
