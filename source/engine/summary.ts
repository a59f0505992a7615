import type {CheckHealth, Container, ContainerState, Port} from '../model/container.js';
import {compareNames} from '../model/name-order.js';
import {membershipOf} from './labels.js';
import {list, numeric, positive, record, stringRecord, strings, text} from './read.js';

/** Docker's states, and Podman's own words where its compatible API lets them through. */
const STATES: Readonly<Record<string, ContainerState>> = {
  created: 'created',
  configured: 'created',
  initialized: 'created',
  running: 'running',
  stopping: 'running',
  paused: 'paused',
  restarting: 'restarting',
  removing: 'removing',
  exited: 'exited',
  stopped: 'exited',
  dead: 'dead',
};

/**
 * A container as `GET /containers/json` tells it. Any field may be missing or null; `id` is '' only when the entry has none.
 * `now` (ms) stands in for a missing creation time. Health is `none` where the list does not tell it (Podman): inspect then.
 */
export function containerFromSummary(raw: unknown, now: number): Container {
  const entry = record(raw);
  const id = text(entry.Id);
  const status = text(entry.Status);
  const labels = stringRecord(entry.Labels);
  const state = stateOf(entry.State) ?? stateFromStatus(status);
  const created = positive(entry.Created);
  return {
    id,
    name: nameOf(strings(entry.Names), id),
    image: text(entry.Image),
    imageId: text(entry.ImageID),
    ...membershipOf(labels),
    state,
    health: healthOf(record(entry.Health).Status) ?? healthFromStatus(status),
    createdAt: created === null ? now : created * 1000,
    labels,
    ports: sortPorts(list(entry.Ports).flatMap(portFromSummary)),
    networks: Object.keys(record(record(entry.NetworkSettings).Networks)).sort(),
    networkMode: networkModeOf(record(entry.HostConfig).NetworkMode),
    statusExitCode: state === 'running' || state === 'paused' ? null : exitCodeFromStatus(status),
    inspection: null,
  };
}

export function stateOf(value: unknown): ContainerState | null {
  const word = text(value).toLowerCase();
  return word === '' ? null : (STATES[word] ?? 'unknown');
}

/** `none` where the engine says none in any of its ways; null when it says nothing. */
export function healthOf(value: unknown): CheckHealth | null {
  switch (value) {
    case 'healthy':
    case 'unhealthy':
    case 'starting':
    case 'none':
      return value;
    case '':
      return 'none';
    default:
      return null;
  }
}

/** Before API 1.52 the list tells health only inside the words of `Status`: "Up 3 hours (healthy)". */
export function healthFromStatus(status: string): CheckHealth {
  switch (/\((healthy|unhealthy|health: starting)\)/.exec(status)?.[1]) {
    case 'healthy':
      return 'healthy';
    case 'unhealthy':
      return 'unhealthy';
    case 'health: starting':
      return 'starting';
    default:
      return 'none';
  }
}

/** The code in "Exited (137) 2 minutes ago" or "Restarting (1) 5 seconds ago"; null when there is none. */
export function exitCodeFromStatus(status: string): number | null {
  return numeric(/^(?:Exited|Restarting|Dead) \((-?\d+)\)/.exec(status)?.[1]);
}

/** 20.10 says `default` for what later engines call `bridge`. */
export function networkModeOf(value: unknown): string {
  const mode = text(value);
  return mode === 'default' ? 'bridge' : mode;
}

/** By private port, so that a list that comes in another order looks the same. */
export function sortPorts(ports: readonly Port[]): readonly Port[] {
  return [...ports].sort(
    (a, b) =>
      a.privatePort - b.privatePort ||
      (a.publicPort ?? 0) - (b.publicPort ?? 0) ||
      compareNames(a.protocol, b.protocol) ||
      compareNames(a.ip ?? '', b.ip ?? ''),
  );
}

export function protocolOf(value: unknown): Port['protocol'] {
  return value === 'udp' || value === 'sctp' ? value : 'tcp';
}

/** Names of legacy links hold a second slash (`/web/db`): the own name has one. */
function nameOf(names: readonly string[], id: string): string {
  const own = names.find(name => name.lastIndexOf('/') <= 0) ?? names[0];
  return own?.replace(/^\//, '') || id.slice(0, 12);
}

function stateFromStatus(status: string): ContainerState {
  if (/^Up .*\(Paused\)/.test(status)) return 'paused';
  if (status.startsWith('Up')) return 'running';
  return STATES[status.split(' ', 1).join('').toLowerCase()] ?? 'unknown';
}

function portFromSummary(raw: unknown): Port[] {
  const port = record(raw);
  const privatePort = positive(port.PrivatePort);
  if (privatePort === null) return [];
  const publicPort = positive(port.PublicPort);
  // Podman publishes on all addresses without saying so.
  const ip = publicPort === null ? null : text(port.IP) || '0.0.0.0';
  return [{ip, privatePort, publicPort, protocol: protocolOf(port.Type)}];
}
