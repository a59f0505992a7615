import type {Container} from '../model/container.js';
import type {ContainerEvent, EngineInfo} from '../model/engine-info.js';
import type {HttpHealth} from '../model/http-health.js';
import {containerKey} from '../model/identity.js';
import {compareNames} from '../model/order.js';
import {noPast, type Past, withEvent} from '../model/past.js';
import {type HttpHealths, type Stack, stackOf} from '../model/stack.js';
import type {State} from './state.js';

/** Updates by what the engine says. Each takes a state and returns the next; `now` is ms since 1970. */

export const connected = (state: State, engine: EngineInfo, now: number): State => ({
  ...state,
  engine,
  connection: {kind: 'connected'},
  now,
});

export interface Loss {
  readonly message: string;
  readonly hint: string;
  readonly retryAt: number;
  readonly attempt: number;
}

export const lost = (state: State, loss: Loss, now: number): State => ({
  ...state,
  connection: {kind: 'lost', since: state.connection.kind === 'lost' ? state.connection.since : now, ...loss},
  now,
});

/** Stacks again, but only those of the named projects: the others stay the very objects they were. */
const regroup = (
  stacks: readonly Stack[],
  containers: ReadonlyMap<string, Container>,
  projects: ReadonlySet<string | null>,
  answers: HttpHealths,
): Stack[] => {
  const members = new Map<string | null, Container[]>();
  for (const container of containers.values()) {
    if (!projects.has(container.project)) continue;
    const found = members.get(container.project);
    if (found) found.push(container);
    else members.set(container.project, [container]);
  }
  const kept = stacks.filter(stack => !projects.has(stack.project));
  const made = [...members].map(([project, of]) => stackOf(project, of, answers));
  return [...kept, ...made].sort(
    (a, b) => Number(a.project === null) - Number(b.project === null) || compareNames(a.name, b.name),
  );
};

const withContainers = (
  state: State,
  containers: ReadonlyMap<string, Container>,
  projects: ReadonlySet<string | null>,
  now: number,
): State => ({
  ...state,
  containers,
  stacks: regroup(state.stacks, containers, projects, state.answers),
  now,
});

/** A full list. What inspections told of containers that did not change state is kept until the next inspection. */
export const listed = (state: State, list: readonly Container[], now: number): State => {
  const containers = new Map<string, Container>();
  for (const container of list) {
    const known = state.containers.get(container.id);
    const keeps = known?.inspection && !container.inspection && known.state === container.state;
    containers.set(
      container.id,
      keeps
        ? {
            ...container,
            health: betterHealth(known, container),
            inspection: known.inspection,
          }
        : container,
    );
  }
  const projects = new Set<string | null>();
  for (const container of state.containers.values()) projects.add(container.project);
  for (const container of list) projects.add(container.project);
  const next = withContainers({...state, listed: true}, containers, projects, now);
  return {...next, ...withoutGone(next)};
};

/** Engines whose list tells no health say `none` there: then what the inspection said holds. */
const betterHealth = (known: Container, listing: Container): Container['health'] =>
  listing.health === 'none' ? known.health : listing.health;

/** Lets go of the figures and answers of containers that are no more. */
const withoutGone = (state: State): Pick<State, 'usage' | 'answers'> => {
  for (const id of state.histories.keys()) if (!state.containers.has(id)) state.histories.delete(id);
  const kept = <T>(map: ReadonlyMap<string, T>): Map<string, T> => new Map([...map].filter(([id]) => state.containers.has(id)));
  return {usage: kept(state.usage), answers: kept(state.answers)};
};

const statusText = (container: Container): string => `${container.state} ${container.health}`;

/** Containers as inspections found them. */
export const changed = (state: State, found: readonly Container[], now: number): State => {
  const containers = new Map(state.containers);
  const projects = new Set<string | null>();
  const news: string[] = [];
  for (const container of found) {
    const before = containers.get(container.id);
    if (before && before.project !== container.project) projects.add(before.project);
    if (before?.inspection && statusText(before) !== statusText(container)) news.push(containerKey(container));
    containers.set(container.id, container);
    projects.add(container.project);
  }
  const next = withContainers(state, containers, projects, now);
  return news.length === 0 ? next : {...next, changes: withNews(state.changes, news, now)};
};

/** What containers answered over HTTP, by id; null where nothing is asked of it any more. */
export const answered = (state: State, found: ReadonlyMap<string, HttpHealth | null>, now: number): State => {
  const answers = new Map(state.answers);
  const projects = new Set<string | null>();
  const news: string[] = [];
  for (const [id, answer] of found) {
    const before = answers.get(id);
    const container = state.containers.get(id);
    if (answer && container) answers.set(id, answer);
    else answers.delete(id);
    // The moment it was asked is no news: then the rows stay as they are.
    const same = before?.health === answer?.health && before?.status === answer?.status && before?.said === answer?.said;
    if (same || !container) continue;
    projects.add(container.project);
    if (before && answer && before.health !== answer.health) news.push(containerKey(container));
  }
  if (projects.size === 0) return {...state, answers};
  const next = withContainers({...state, answers}, state.containers, projects, now);
  return news.length === 0 ? next : {...next, changes: withNews(state.changes, news, now)};
};

/** How long a change is of interest. */
const newsMs = 5000;

const withNews = (changes: State['changes'], keys: readonly string[], now: number): State['changes'] => {
  const next = new Map([...changes].filter(([, time]) => now - time < newsMs));
  for (const key of keys) next.set(key, now);
  return next;
};

/** A container that is no more. */
export const removed = (state: State, id: string, now: number): State => {
  const gone = state.containers.get(id);
  if (!gone) return state;
  const containers = new Map(state.containers);
  containers.delete(id);
  const next = withContainers(state, containers, new Set([gone.project]), now);
  return {...next, ...withoutGone(next), pasts: withoutPastOf(state.pasts, gone)};
};

/** A service's past is that of its next container too; a one-off run, or a container known by its name alone, never comes again. */
const withoutPastOf = (pasts: State['pasts'], gone: Container): State['pasts'] => {
  const key = containerKey(gone);
  const isService = gone.project !== null && gone.service !== null && !gone.oneOff;
  if (isService || !pasts.has(key)) return pasts;
  return new Map([...pasts].filter(([other]) => other !== key));
};

/** Also of services whose names change for ever. */
const mostPasts = 2000;

/** The pasts with a new one, and without those that have not changed for the longest time. */
const withPast = (pasts: State['pasts'], key: string, past: Past): State['pasts'] => {
  const next = new Map(pasts);
  next.delete(key);
  next.set(key, past);
  for (const oldest of next.keys()) {
    if (next.size <= mostPasts) break;
    next.delete(oldest);
  }
  return next;
};

/** An event, for what an inspection forgets: exits, and since when a check fails. */
export const happened = (state: State, event: ContainerEvent, now: number): State => {
  const container = state.containers.get(event.id);
  if (!container) return state;
  const key = containerKey(container);
  const before = state.pasts.get(key) ?? noPast;
  const after = withEvent(before, event);
  return after === before ? state : {...state, pasts: withPast(state.pasts, key, after), now};
};
