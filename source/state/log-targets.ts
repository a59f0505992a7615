import type {Container} from '../model/container.js';
import {memberIn} from './selectors.js';
import type {State} from './state.js';

/** Whether a container runs, and since when: ms since 1970. */
export interface LogLife {
  readonly running: boolean;
  readonly startedAt: number | null;
}

/** A container whose log is read. */
export interface LogTarget extends LogLife {
  /** Its identity: the same when it is recreated. */
  readonly key: string;
  readonly id: string;
  /** Its name on screen. */
  readonly label: string;
  readonly tty: boolean;
}

const lifeOf = ({state, inspection}: Container): LogLife => ({
  running: state === 'running' || state === 'paused',
  startedAt: inspection?.startedAt ?? null,
});

/** The life of a container as it is now; undefined when it is gone. */
export const logLife = (state: State, id: string): LogLife | undefined => {
  const container = state.containers.get(id);
  return container && lifeOf(container);
};

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
    ...lifeOf(container),
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
