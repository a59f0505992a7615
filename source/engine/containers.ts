import type {Container} from '../model/container.js';
import {isThrowAway, throwAwayFilter} from '../model/throw-away.js';
import {call, type Line, send} from './call.js';
import {EngineError} from './errors.js';
import {containerFromInspect} from './inspect.js';
import {list, record, strings} from './read.js';
import {containerFromSummary} from './summary.js';

export {containerFromInspect} from './inspect.js';
export {containerFromSummary} from './summary.js';

export interface Processes {
  readonly titles: string[];
  readonly rows: string[][];
}

/** All containers, running or not, without inspection; less those of stacktop's own. One request. Throws EngineError. */
export async function listContainers(engine: Line, signal: AbortSignal): Promise<Container[]> {
  const {body} = await send(engine, {method: 'GET', path: '/containers/json', query: {all: 1}}, signal);
  return containersIn(engine, body).filter(({labels}) => !isThrowAway(labels));
}

/** A container that some stacktop has made for one program and not removed yet. */
export interface ThrowAway {
  readonly id: string;
  /** ms since it was made, by the engine's own clock. */
  readonly ageMs: number;
}

/** All of them on this engine. Throws EngineError. */
export async function listThrowAways(engine: Line, signal: AbortSignal): Promise<ThrowAway[]> {
  const query = {all: 1, filters: {label: [throwAwayFilter]}};
  const {body, headers} = await send(engine, {method: 'GET', path: '/containers/json', query}, signal);
  const told = Date.parse(headers.date ?? '');
  const now = Number.isNaN(told) ? Date.now() : told;
  return containersIn(engine, body).map(({id, createdAt}) => ({id, ageMs: now - createdAt}));
}

function containersIn(engine: Line, raw: unknown): Container[] {
  if (!Array.isArray(raw)) throw new EngineError('engine', `${engine.endpoint.url} sent a container list that is not a list`);
  const now = Date.now();
  return raw.map(entry => containerFromSummary(entry, now)).filter(container => container.id !== '');
}

/** One container with its inspection; `id` may be a name. Throws EngineError `not-found` when it is gone. */
export async function inspectContainer(engine: Line, id: string, signal: AbortSignal): Promise<Container> {
  const container = containerFromInspect(await inspectRaw(engine, id, signal));
  if (container.id === '') throw new EngineError('engine', `${engine.endpoint.url} sent an inspection without an id`);
  return container;
}

/** The engine's own JSON, for the inspect tab. */
export async function inspectRaw(engine: Line, id: string, signal: AbortSignal): Promise<unknown> {
  return call(engine, {method: 'GET', path: `/containers/${encodeURIComponent(id)}/json`}, signal);
}

/** What `ps` sees in the container, as the engine tells it; empty rows when there is none. A stopped container: EngineError `conflict`. */
export async function listProcesses(engine: Line, id: string, signal: AbortSignal): Promise<Processes> {
  const raw = record(await call(engine, {method: 'GET', path: `/containers/${encodeURIComponent(id)}/top`}, signal));
  return {titles: [...strings(raw.Titles)], rows: list(raw.Processes).map(row => [...strings(row)])};
}
