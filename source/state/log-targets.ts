import {memberIn} from './selectors.js';
import type {State} from './state.js';

/** A container whose log is read. */
export interface LogTarget {
  /** Its identity: the same when it is recreated. */
  readonly key: string;
  readonly id: string;
  /** Its name on screen. */
  readonly label: string;
  readonly tty: boolean;
  readonly running: boolean;
  readonly startedAt: number | null;
}

/** The containers behind a row's key: one, or all of a stack. */
export const logTargets = (state: State, key: string): LogTarget[] => {
  const stack = state.stacks.find(candidate => candidate.key === key);
  const found = memberIn(state, key);
  const members = stack?.members ?? (found ? [found.member] : []);
  return members.map(({key: own, container, label}) => ({
    key: own,
    id: container.id,
    label,
    tty: container.inspection?.tty ?? false,
    running: container.state === 'running' || container.state === 'paused',
    startedAt: container.inspection?.startedAt ?? null,
  }));
};

/** What a log of this row is called: `auren/kafka`, `auren`. */
export const logTitle = (state: State, key: string): string => {
  const stack = state.stacks.find(candidate => candidate.key === key);
  if (stack) return stack.name;
  const found = memberIn(state, key);
  if (!found) return key;
  return found.stack.project === null ? found.member.label : `${found.stack.name}/${found.member.label}`;
};
