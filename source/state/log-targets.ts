import type {Container} from '../model/container.js';
import type {Member, Stack} from '../model/stack.js';
import {memberIn} from './selectors.js';
import type {State} from './state.js';

/** Whether a container runs, or never has, and since when: ms since 1970. */
export interface LogLife {
  readonly running: boolean;
  readonly never: boolean;
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
  /** '' while it is not known. */
  readonly logDriver: string;
}

const lifeOf = ({state, inspection}: Container): LogLife => ({
  running: state === 'running' || state === 'paused',
  never: state === 'created',
  startedAt: inspection?.startedAt ?? null,
});

/** The life of a container as it is now; undefined when it is gone. */
export const logLife = (state: State, id: string): LogLife | undefined => {
  const container = state.containers.get(id);
  return container && lifeOf(container);
};

interface Found {
  readonly stack: Stack;
  readonly member: Member;
}

const membersOf = (state: State, key: string): readonly Found[] => {
  const stack = state.stacks.find(candidate => candidate.key === key);
  if (stack) return stack.members.map(member => ({stack, member}));
  const found = memberIn(state, key);
  return found ? [found] : [];
};

/** The containers behind the keys of rows: of a container one, of a stack all; each once. Of several stacks, the names tell which. */
export const logTargets = (state: State, keys: readonly string[]): LogTarget[] => {
  const found = new Map(keys.flatMap(key => membersOf(state, key)).map(each => [each.member.key, each] as const));
  const stacks = new Set([...found.values()].map(({stack}) => stack.key));
  return [...found.values()].map(({stack, member: {key, container, label}}) => ({
    key,
    id: container.id,
    label: stacks.size > 1 && stack.project !== null ? `${stack.name}/${label}` : label,
    tty: container.inspection?.tty ?? false,
    logDriver: container.inspection?.logDriver ?? '',
    ...lifeOf(container),
  }));
};

/** What the log of some rows is called: `auren/kafka`, `auren`, `auren/kafka and 2 more`. */
export const logTitle = (state: State, keys: readonly string[]): string => {
  const [first = '', ...more] = keys;
  return more.length === 0 ? titleOf(state, first) : `${titleOf(state, first)} and ${more.length} more`;
};

const titleOf = (state: State, key: string): string => {
  const stack = state.stacks.find(candidate => candidate.key === key);
  if (stack) return stack.name;
  const found = memberIn(state, key);
  if (!found) return key;
  return found.stack.project === null ? found.member.label : `${found.stack.name}/${found.member.label}`;
};
