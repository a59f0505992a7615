import type {HostUsage} from '../model/host-usage.js';
import type {Usage} from '../model/usage.js';
import {remember} from './histories.js';
import type {State} from './state.js';
import {withTrends} from './trends.js';

/** One sweep of samples. Containers that were not in it keep their last figures, which the rows show as old by their age. */
export const sampled = (state: State, batch: ReadonlyMap<string, Usage>, now: number): State => {
  if (batch.size === 0) return state;
  const {containers, histories} = state;
  const usage = state.usage.with(
    batch,
    id => containers.get(id)?.project,
    (id, figures) => remember(histories, id, figures),
  );
  return withTrends({...state, usage, now}, now);
};

export const hostSampled = (state: State, host: HostUsage | null): State => ({...state, host});

/** The clock went on: notices and finished activities whose time is over go away. */
export const ticked = (state: State, now: number): State => {
  const notice = state.notice && state.notice.until <= now ? null : state.notice;
  const over = [...state.activities].filter(([, activity]) => activity.endedAt !== null && now - activity.endedAt > 5000);
  let activities = state.activities;
  if (over.length > 0) {
    const left = new Map(state.activities);
    for (const [key] of over) left.delete(key);
    activities = left;
  }
  return {...state, notice, activities, now};
};
