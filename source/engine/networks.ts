import type {Endpoint, Network} from '../model/network.js';
import {call, type Line} from './call.js';
import {EngineError} from './errors.js';
import {readEventLines} from './event-lines.js';
import {flag, list, record, stringRecord, text} from './read.js';

/** All networks of the engine, without who is on them. One request. Throws EngineError. */
export async function listNetworks(engine: Line, signal: AbortSignal): Promise<Network[]> {
  const raw = await call(engine, {method: 'GET', path: '/networks'}, signal);
  if (!Array.isArray(raw)) throw new EngineError('engine', `${engine.endpoint.url} sent a list of networks that is not a list`);
  return raw.map(networkFrom).filter(({name}) => name !== '');
}

/** One network with who is on it; `id` may be a name. Null when there is none. Throws EngineError. */
export async function inspectNetwork(engine: Line, id: string, signal: AbortSignal): Promise<Network | null> {
  try {
    return networkFrom(await call(engine, {method: 'GET', path: `/networks/${encodeURIComponent(id)}`}, signal));
  } catch (error) {
    if (error instanceof EngineError && error.code === 'not-found') return null;
    throw error;
  }
}

/** A network as the engine's list and its inspection tell it. Any field may be missing or null. */
export function networkFrom(raw: unknown): Network {
  const entry = record(raw);
  return {
    id: text(entry.Id),
    name: text(entry.Name),
    driver: text(entry.Driver),
    scope: text(entry.Scope),
    internal: flag(entry.Internal),
    subnets: list(record(entry.IPAM).Config)
      .map(record)
      .map(config => ({range: text(config.Subnet), gateway: text(config.Gateway)}))
      .filter(({range}) => range !== ''),
    labels: stringRecord(entry.Labels),
    endpoints: Object.entries(record(entry.Containers)).map(endpointFrom),
  };
}

function endpointFrom([containerId, raw]: [string, unknown]): Endpoint {
  const endpoint = record(raw);
  const address = text(endpoint.IPv4Address) || text(endpoint.IPv6Address);
  return {containerId, name: text(endpoint.Name), ip: address.split('/', 1).join('')};
}

/** Podman has words of its own for the same. */
const WANTED = ['create', 'connect', 'disconnect', 'destroy', 'remove'];

export interface WatchNetworksOptions {
  readonly signal: AbortSignal;
  /** A network was made or removed, or somebody joined or left one. */
  onChange(): void;
}

/**
 * Listens for changes of networks until the engine ends the stream. Throws EngineError when it refuses or the connection breaks, the
 * signal's reason when aborted.
 */
export async function watchNetworks(engine: Line, {signal, onChange}: WatchNetworksOptions): Promise<void> {
  const query = {filters: {type: ['network'], event: WANTED}};
  const onLine = (line: string): void => {
    if (line.trim() !== '') onChange();
  };
  await readEventLines(engine, {query, signal, onLine});
}
