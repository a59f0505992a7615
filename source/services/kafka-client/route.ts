import type {Engine} from '../../engine/client.js';
import type {Endpoint} from '../../engine/endpoint.js';
import type {Container} from '../../model/container.js';
import {type Address, ownAddresses, publishedAddresses} from '../addresses.js';
import {type Listener, listenersOf} from './listeners.js';

/** How to reach a cluster through one container's broker. */
export interface BrokerRoute {
  /** The likeliest first. */
  readonly addresses: readonly Address[];
  /** Why there are none, in one line; null when there are. */
  readonly problem: string | null;
  /** Where another broker of the cluster may answer, by what it advertises. */
  resolve(host: string, port: number): readonly Address[];
}

const isLoopback = (host: string): boolean => host === '::1' || host === 'localhost' || host.startsWith('127.');
/** Whether what is near the engine is near us. */
const isHere = (endpoint: Endpoint): boolean =>
  endpoint.kind === 'unix' || (endpoint.kind === 'tcp' && isLoopback(endpoint.host));

/** An engine, as far as the way to its containers goes. */
export type Near = Pick<Engine, 'endpoint' | 'demo'>;

const once = (addresses: readonly Address[]): Address[] => [
  ...new Map(addresses.map(address => [`${address.host}:${address.port}`, address])).values(),
];

/** Its own first: they refuse at once while a broker starts, where a published port takes the connection and breaks it. */
const addressesOf = (container: Container, port: number, {endpoint, demo}: Near): Address[] =>
  once([
    ...ownAddresses(container, endpoint, port),
    // What answers on this host's own ports is not the demo's, and would be taken for it.
    ...(demo ? [] : publishedAddresses(container, endpoint, port)),
  ]);

const shown = ({name, port, security}: Listener): string =>
  name.toUpperCase() === security ? `${name}:${port}` : `${name}:${port} (${security})`;

const isCalled = ({name, service, inspection}: Container, host: string): boolean =>
  host === name ||
  host === service ||
  host === inspection?.hostname ||
  (inspection?.networks ?? []).some(({ip, aliases}) => host === ip || aliases.includes(host));

/** By name; by a port of the engine's host that is published; else the advertised address itself. */
const resolver =
  (neighbours: readonly Container[], engine: Near) =>
  (host: string, port: number): Address[] => {
    const named = neighbours.filter(each => isCalled(each, host)).flatMap(each => addressesOf(each, port, engine));
    if (named.length > 0) return once(named);
    const isHost =
      isLoopback(host) || host === 'host.docker.internal' || (engine.endpoint.kind === 'tcp' && host === engine.endpoint.host);
    const behind = (isHost ? neighbours : []).flatMap(each =>
      each.ports
        .filter(({publicPort, protocol}) => publicPort === port && protocol === 'tcp')
        .flatMap(({privatePort}) => addressesOf(each, privatePort, engine)),
    );
    if (behind.length > 0) return once(behind);
    // A loopback or a container's name would be another machine from here.
    return isHere(engine.endpoint) && !engine.demo ? [{host, port}] : [];
  };

/** Why there is no way to a broker that listens on these ports. */
const problemOf = (ports: readonly number[], endpoint: Endpoint): string => {
  const wanted = `port ${ports.join(' or ')}`;
  if (endpoint.kind === 'ssh') return `its ${wanted} cannot be reached through ssh: run stacktop on ${endpoint.host}`;
  if (isHere(endpoint)) return `it has no address yet and publishes no ${wanted}`;
  return `it publishes no ${wanted} on ${endpoint.kind === 'tcp' ? endpoint.host : 'the host'}, and nothing else can be reached from here`;
};

/**
 * Where the broker in a container can be reached from here without a password, whatever it advertises. `neighbours` are the containers of
 * its stack, for the other brokers of its cluster.
 */
export const brokerRoute = (container: Container, neighbours: readonly Container[], engine: Near): BrokerRoute => {
  const resolve = resolver(neighbours, engine);
  const none = (problem: string): BrokerRoute => ({addresses: [], problem, resolve});
  const listeners = listenersOf(container);
  const plain = listeners.filter(({security}) => security === 'PLAINTEXT');
  if (plain.length === 0) {
    return none(`its listeners want TLS or a password: ${listeners.map(shown).join(', ')}. A PLAINTEXT one is needed`);
  }
  // One that is bound to the container's own loopback answers nobody outside.
  const open = plain.filter(({host}) => container.networkMode === 'host' || !isLoopback(host));
  if (open.length === 0) return none(`it listens on its own loopback only: ${plain.map(shown).join(', ')}`);
  const ports = open.map(({port}) => port);
  // Every own address before every published one.
  const addresses = once([
    ...ports.flatMap(port => ownAddresses(container, engine.endpoint, port)),
    ...ports.flatMap(port => addressesOf(container, port, engine)),
  ]);
  return addresses.length > 0 ? {addresses, problem: null, resolve} : none(problemOf(ports, engine.endpoint));
};
