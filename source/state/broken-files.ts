import type {State} from './state.js';

/** Notes what is wrong with the compose files of a stack, in a line; null when that is mended, or the stack is gone. */
export const withBroken = (state: State, stackKey: string, problem: string | null): State => {
  if ((state.brokenFiles.get(stackKey) ?? null) === problem) return state;
  const brokenFiles = new Map(state.brokenFiles);
  if (problem === null) brokenFiles.delete(stackKey);
  else brokenFiles.set(stackKey, problem);
  return {...state, brokenFiles};
};
