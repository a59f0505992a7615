import type {DependencyCondition} from '../container.js';
import type {Past} from '../past.js';
import type {Member, Stack} from '../stack.js';
import {type Status, severityOf} from '../status.js';
import {endOf, isOwnEnd} from './end.js';
import {isBrokenCheck} from './health-check.js';
import {apartFrom} from './networks.js';

/** How one container is, as far as it matters to those that need it. */
export type Plight = 'bad' | 'waiting' | 'starting' | 'down' | 'unchecked' | 'fine';

/** @param looping keys of those that end again and again */
export const plightOf = ({key, status}: Member, looping: ReadonlySet<string>): Plight => {
  if (severityOf(status) === 'bad' || looping.has(key)) return 'bad';
  switch (status.kind) {
    case 'created':
      return 'waiting';
    case 'starting':
      return 'starting';
    case 'stopped':
    case 'paused':
    case 'removing':
      return 'down';
    case 'running':
      return 'unchecked';
    default:
      return 'fine';
  }
};

/** Whether a dependency is as the one that waits for it wants it. */
export const isMet = ({status, container}: Member, condition: DependencyCondition): boolean => {
  if (status.kind === 'done' || status.kind === 'ended') return true;
  if (condition === 'service_completed_successfully')
    return status.kind === 'stopped' && (container.inspection?.exitCode ?? container.statusExitCode) === 0;
  if (status.kind === 'healthy') return true;
  const started: readonly Status['kind'][] = ['running', 'starting', 'unhealthy'];
  return condition === 'service_started' && started.includes(status.kind);
};

/** What is wrong with it has its cause in itself: a start that the engine refused, its memory, its command, its check. */
export const isOwnFault = (member: Member, stack: Stack, past: Past, loops: boolean): boolean => {
  const {status, container} = member;
  if (status.kind === 'dead' || container.inspection?.error) return true;
  if (status.kind === 'unhealthy' && !status.http && isBrokenCheck(container)) return true;
  const end = endOf(member, past) ?? (loops ? (past.exits.at(-1) ?? null) : null);
  return (end !== null && isOwnEnd(end)) || apartFrom(member, stack).length > 0;
};
