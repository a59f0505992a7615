import type {Container} from '../model/container.js';
import type {ContainerEvent, EngineInfo} from '../model/engine-info.js';
import type {HttpHealth} from '../model/http-health.js';
import {containerKey} from '../model/identity.js';
import {compareNames} from '../model/name-order.js';
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

type Project = string | null;

const byProject = (containers: Iterable<Container>): Map<Project, Container[]> => {
  const found = new Map<Project, Container[]>();
  for (const container of containers) {
    const members = found.get(container.project);
    if (members) members.push(container);
    else found.set(container.project, [container]);
  }
  return found;
};

/** Stacks with those of some projects as they are now: the others stay the very objects they were, in their places. */
const regroup = (
  stacks: readonly Stack[],
  projects: ReadonlyMap<Project, readonly Container[]>,
  answers: HttpHealths,
): readonly Stack[] => {
  const left = new Map(projects);
  const next: Stack[] = [];
  for (const stack of stacks) {
    const members = left.get(stack.project);
    left.delete(stack.project);
    if (members === undefined) next.push(stack);
    else if (members.length > 0) next.push(stackOf(stack.project, members, answers));
  }
  const more = [...left].filter(([, members]) => members.length > 0);
  if (more.length === 0) return next;
  for (const [project, members] of more) next.push(stackOf(project, members, answers));
  return next.sort((a, b) => Number(a.project === null) - Number(b.project === null) || compareNames(a.name, b.name));
};

/** The state with other containers, those of the named projects: only their stacks are made again, from whom they had and `found`. */
const withContainers = (
  state: State,
  containers: ReadonlyMap<string, Container>,
  projects: ReadonlySet<Project>,
  found: readonly Container[],
  now: number,
): State => {
  const members = new Map<Project, Container[]>([...projects].map(project => [project, []]));
  const taken = new Set<string>();
  const take = (id: string): void => {
    const container = containers.get(id);
    if (!container || taken.has(id)) return;
    taken.add(id);
    members.get(container.project)?.push(container);
  };
  for (const stack of state.stacks) if (projects.has(stack.project)) for (const {container} of stack.members) take(container.id);
  for (const {id} of found) take(id);
  return {...state, containers, stacks: regroup(state.stacks, members, state.answers), now};
};

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
  const members = byProject(containers.values());
  for (const {project} of state.stacks) if (!members.has(project)) members.set(project, []);
  const next = {...state, listed: true, containers, stacks: regroup(state.stacks, members, state.answers), now};
  return withoutGone(next);
};

/** Engines whose list tells no health say `none` there: then what the inspection said holds. */
const betterHealth = (known: Container, listing: Container): Container['health'] =>
  listing.health === 'none' ? known.health : listing.health;

/** Lets go of the figures and answers of containers that are no more. */
const withoutGone = (state: State): State => {
  const {containers, histories, usage, answers} = state;
  for (const id of histories.keys()) if (!containers.has(id)) histories.delete(id);
  for (const id of usage.keys()) if (!containers.has(id)) usage.forget(id);
  const kept = [...answers].filter(([id]) => containers.has(id));
  return kept.length === answers.size ? state : {...state, answers: new Map(kept)};
};

const statusText = (container: Container): string => `${container.state} ${container.health}`;

/** Containers as inspections found them. */
export const changed = (state: State, found: readonly Container[], now: number): State => {
  const containers = new Map(state.containers);
  const projects = new Set<Project>();
  const news: string[] = [];
  for (const container of found) {
    const before = containers.get(container.id);
    if (before && before.project !== container.project) projects.add(before.project);
    if (before?.inspection && statusText(before) !== statusText(container)) news.push(containerKey(container));
    containers.set(container.id, container);
    projects.add(container.project);
  }
  const next = withContainers(state, containers, projects, found, now);
  return news.length === 0 ? next : {...next, changes: withNews(state.changes, news, now)};
};

/** What containers answered over HTTP, by id; null where nothing is asked of it any more. */
export const answered = (state: State, found: ReadonlyMap<string, HttpHealth | null>, now: number): State => {
  const answers = new Map(state.answers);
  const projects = new Set<Project>();
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
  const next = withContainers({...state, answers}, state.containers, projects, [], now);
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
  state.histories.delete(id);
  state.usage.forget(id);
  const answers = new Map(state.answers);
  const answered = answers.delete(id) ? {answers} : {};
  const next = withContainers({...state, ...answered}, containers, new Set([gone.project]), [], now);
  return {...next, pasts: withoutPastOf(state.pasts, gone)};
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
