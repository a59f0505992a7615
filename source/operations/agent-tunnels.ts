import type {Engine} from '../engine/client.js';
import {EngineError} from '../engine/errors.js';
import {askPage} from '../engine/http-page.js';
import {containerLogs} from '../engine/logs.js';
import type {Container} from '../model/container.js';
import type {Tunnel} from '../model/tunnel.js';
import {endpointsPath, tunnelsFromLog, tunnelsFromReply, tunnelsPath} from '../services/ngrok.js';
import {type AgentPlace, type AgentWay, askInside, basesOf, type Told} from './ngrok-agent.js';

type Tunnels = readonly Tunnel[];
const longestReply = 1 << 20;

const pageOf = ({transport}: Engine, url: string, signal: AbortSignal) =>
  askPage(url, {method: 'GET', longest: longestReply, agent: transport.pages}, signal);

/** Over the network. An agent that knows no tunnels may call them endpoints; null when this is no agent. */
const askBase = async (engine: Engine, base: string, signal: AbortSignal): Promise<Tunnels | null> => {
  const page = await pageOf(engine, base + tunnelsPath, signal);
  if (page === null) return null;
  const tunnels = page.status === 200 ? tunnelsFromReply(page.body) : null;
  if (tunnels ? tunnels.length > 0 : page.status !== 404) return tunnels;
  const newer = await pageOf(engine, base + endpointsPath, signal);
  return (newer?.status === 200 ? tunnelsFromReply(newer.body) : null) ?? tunnels;
};

const readLog = async (engine: Engine, {id, inspection}: Container, signal: AbortSignal): Promise<Tunnels | null> => {
  const lines: string[] = [];
  try {
    await containerLogs(engine, id, {
      tail: 'all',
      since: inspection?.startedAt ?? undefined,
      tty: inspection?.tty ?? false,
      signal,
      onLines: read => {
        lines.push(...read.map(({text}) => text).filter(text => text.includes('started tunnel')));
      },
    });
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof EngineError)) throw error;
    return null; // a log driver that cannot be read
  }
  const tunnels = tunnelsFromLog(lines);
  return tunnels.length > 0 ? tunnels : null;
};

const ask = async (
  engine: Engine,
  place: AgentPlace,
  signal: AbortSignal,
  before: AgentWay | undefined,
): Promise<Told<Tunnels> | null> => {
  if (place.kind === 'container' && place.container.state !== 'running') return null;
  for (const base of basesOf(engine, place, before)) {
    const value = await askBase(engine, base, signal);
    if (value) return {value, way: {kind: 'http', base}};
  }
  if (place.kind === 'host') return null;
  const inside = await askInside(engine, place.container.id, {path: tunnelsPath, read: tunnelsFromReply, signal, before});
  if (inside) return inside;
  const value = await readLog(engine, place.container, signal);
  return value && {value, way: {kind: 'log'}};
};

export interface PatientOptions {
  readonly signal: AbortSignal;
  /** Asking ends after that many ms, as if nobody had answered; without it each way has its own limit. */
  readonly patienceMs?: number;
  readonly before?: AgentWay | undefined;
}

/**
 * The tunnels that an agent has open, asked in the order of what costs least: over the network (published port, then the container's
 * address), by a program inside, else from its log. Null when none of these tells: it does not run, has just started, or keeps its API to
 * itself. Throws the signal's reason.
 */
export const agentTunnels = async (
  engine: Engine,
  place: AgentPlace,
  {signal, patienceMs, before}: PatientOptions,
): Promise<Told<Tunnels> | null> => {
  if (patienceMs === undefined) return ask(engine, place, signal, before);
  const limit = AbortSignal.timeout(patienceMs);
  try {
    return await ask(engine, place, AbortSignal.any([signal, limit]), before);
  } catch (error) {
    signal.throwIfAborted();
    if (limit.aborted) return null;
    throw error;
  }
};
