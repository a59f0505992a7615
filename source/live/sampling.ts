import type {Engine} from '../engine/client.js';
import {visibleRowsIn} from '../state/layout.js';
import {memberIn, screenIn} from '../state/selectors.js';
import type {State} from '../state/state.js';
import type {Store} from '../state/store.js';
import {sampled} from '../state/usage-updates.js';
import {type Sampler, type SampleTarget, startSampler} from '../usage/sampler.js';
import type {Publisher} from './publisher.js';

/** Containers whose figures are on screen: their own row, their stack's totals, or their detail. The others are sampled seldom. */
export const visibleIds = (state: State): ReadonlySet<string> => {
  const ids = new Set<string>();
  const screen = screenIn(state);
  // A log hides all of the list, and may take all there is of the machine by itself.
  if (screen.kind === 'logs') return ids;
  for (const row of visibleRowsIn(state).rows) {
    if (row.kind === 'container') ids.add(row.member.container.id);
    else if (row.kind === 'stack') for (const member of row.stack.members) ids.add(member.container.id);
  }
  if (screen.kind === 'detail')
    for (const stack of state.stacks)
      for (const member of stack.members) if (member.key === screen.key || stack.key === screen.key) ids.add(member.container.id);
  return ids;
};

/** The key of the container whose overview is open. */
const closelyKey = (state: State): string | null => {
  const screen = screenIn(state);
  return screen.kind === 'detail' && screen.tab === 'overview' ? screen.key : null;
};

const targetsIn = (state: State): SampleTarget[] => {
  const visible = visibleIds(state);
  const key = closelyKey(state);
  const close = key === null ? undefined : memberIn(state, key)?.member.container.id;
  const targets: SampleTarget[] = [];
  for (const container of state.containers.values()) {
    if (container.state !== 'running' && container.state !== 'paused') continue;
    targets.push({
      id: container.id,
      pid: container.inspection?.pid ?? null,
      visible: visible.has(container.id),
      hostNetwork: container.networkMode === 'host',
      closely: container.id === close,
    });
  }
  return targets;
};

/** What decides about targets: when none of it changed, they did not either. */
const same = (a: State, b: State): boolean =>
  a.stacks === b.stacks &&
  a.view.top === b.view.top &&
  a.view.size === b.view.size &&
  a.view.folded === b.view.folded &&
  a.view.filter === b.view.filter &&
  a.view.all === b.view.all &&
  a.view.sort === b.view.sort &&
  a.view.screens === b.view.screens;

/** Samples the containers that the state shows, into the state. Ends with the signal. */
export const sampleIntoState = (
  engine: Engine,
  store: Store<State>,
  {publish}: Publisher,
  intervalMs: number | undefined,
  signal: AbortSignal,
): Pick<Sampler, 'refresh'> => {
  let sampler: Sampler | null = null;
  let starting: NodeJS.Immediate | null = null;
  let last: State | null = null;
  const start = (): void => {
    sampler = startSampler(engine, {
      ...(intervalMs === undefined ? {} : {intervalMs}),
      signal,
      onUsage: batch => publish(state => sampled(state, batch, Date.now())),
      onSource: usageSource => publish(state => ({...state, usageSource})),
    });
    retarget();
  };
  const retarget = (): void => {
    const state = store.get();
    // Names first: finding the kernel's files takes ten milliseconds, in which the first frame can be on the screen.
    if (state.listed) starting ??= setImmediate(start);
    if (!sampler) return;
    if (state.connection.kind === 'lost') {
      if (last !== null) sampler.setTargets([]); // nobody there to ask
      last = null;
      return;
    }
    if (last !== null && same(last, state)) return;
    last = state;
    sampler.setTargets(targetsIn(state));
  };
  const unsubscribe = store.subscribe(retarget);
  const stop = (): void => {
    unsubscribe();
    if (starting) clearImmediate(starting);
  };
  signal.addEventListener('abort', stop, {once: true});
  return {refresh: () => sampler?.refresh()};
};
