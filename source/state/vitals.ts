import type {Vitals} from '../model/vitals.js';
import {memberIn, screenIn, selectedRowIn} from './selectors.js';
import type {State} from './state.js';

/** Vital signs of the service that is looked at. */
export interface VitalsView {
  /** Key and id of the container: the next one of the same name is another server. */
  readonly key: string;
  readonly id: string;
  /** The last answer; null before the first one. */
  readonly vitals: Vitals | null;
  /** Why there was no answer this time, in one line; '' when there was one. */
  readonly failure: string;
  /** Of the last answer, ms since 1970. */
  readonly readAt: number;
}

/** The container that the person looks at: the selected row of the list, or the one whose detail is open. Null where that is none. */
export const watchedIn = (state: State): {readonly key: string; readonly id: string} | null => {
  const screen = screenIn(state);
  const row = screen.kind === 'stacks' ? selectedRowIn(state) : undefined;
  const key = screen.kind === 'detail' ? screen.key : row?.kind === 'container' ? row.key : null;
  const found = key === null ? null : memberIn(state, key);
  return found && found.member.container.state === 'running' ? {key: found.member.key, id: found.member.container.id} : null;
};

/** What is known of a container's vital signs; null when nothing is, or it is old. */
export const vitalsOf = (state: State, key: string, id: string): VitalsView | null =>
  state.vitals?.key === key && state.vitals.id === id ? state.vitals : null;

export const vitalsRead = (state: State, key: string, id: string, vitals: Vitals, now: number): State => ({
  ...state,
  vitals: {key, id, vitals, failure: '', readAt: now},
});

/** No answer: the last one stays, with the moment that it is from. */
export const vitalsFailed = (state: State, key: string, id: string, failure: string): State => ({
  ...state,
  vitals: {...(vitalsOf(state, key, id) ?? {key, id, vitals: null, readAt: 0}), failure},
});
