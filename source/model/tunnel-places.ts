import type {Container, Port} from './container.js';
import type {Member, Stack} from './stack.js';
import {type AgentAnswer, type OpenTunnel, type Tunnel, upstreamOf} from './tunnel.js';

/** How containers call the host that they run on. */
const hostNames = new Set(['host.docker.internal', 'gateway.docker.internal', 'host.containers.internal']);

const answersAt = ({ip, publicPort}: Port, port: number): boolean =>
  publicPort === port && (ip === null || ip === '' || isHere(ip));
const isHere = (ip: string): boolean => ip === '0.0.0.0' || ip === '::' || ip === '::1' || ip.startsWith('127.');

/** Whether a port of the host leads to the container: it is published there, or the container has the host's own network. */
const holdsPort = ({ports, networkMode, inspection, state}: Container, port: number): boolean =>
  ports.some(one => answersAt(one, port)) ||
  (networkMode === 'host' && state === 'running' && (inspection?.exposedPorts ?? []).includes(`${port}/tcp`));

/** Whether a container is known by that name on the networks of its stack. */
const isCalled = ({service, name, id, inspection}: Container, host: string): boolean =>
  [service, name, id.slice(0, 12), ...(inspection?.networks ?? []).flatMap(({aliases}) => aliases)].some(
    word => word?.toLowerCase() === host,
  );
const hasAddress = ({inspection}: Container, host: string): boolean => (inspection?.networks ?? []).some(({ip}) => ip === host);

/** Of one service several replicas may answer: the first that runs. */
const best = (stacks: readonly Stack[], fits: (container: Container) => boolean): Member | null => {
  const found = stacks.flatMap(({members}) => members).filter(({container}) => fits(container));
  return found.find(({container}) => container.state === 'running') ?? found[0] ?? null;
};

/** The container that holds a port of the host. */
const holderOf = (stacks: readonly Stack[], port: number | null): Member | null =>
  port === null ? null : best(stacks, container => holdsPort(container, port));

/** Where a tunnel of a container's agent leads; null when that is none of the engine's containers. */
const fromContainer = ({upstream}: Tunnel, agent: Member, home: Stack, stacks: readonly Stack[]): Member | null => {
  const to = upstreamOf(upstream);
  if (!to) return null;
  const {networkMode} = agent.container;
  if (hostNames.has(to.host) || (to.host === '' && networkMode === 'host')) return holderOf(stacks, to.port);
  if (to.host !== '')
    return (
      best([home], container => isCalled(container, to.host)) ??
      best(stacks, container => container.name.toLowerCase() === to.host || hasAddress(container, to.host))
    );
  // It may sit in another container's network, and lead to what listens there.
  const [, joined] = /^container:(.+)$/.exec(networkMode) ?? [];
  return joined === undefined ? agent : best(stacks, ({id, name}) => id === joined || name === joined);
};

const fromHost = ({upstream}: Tunnel, stacks: readonly Stack[]): Member | null => {
  const to = upstreamOf(upstream);
  if (!to) return null;
  return to.host === '' ? holderOf(stacks, to.port) : best(stacks, container => hasAddress(container, to.host));
};

/** What a stack's profile says of an agent on the host. */
interface Expected {
  readonly service: string;
  readonly port: number;
}

/**
 * The tunnels of each stack, by its key. A tunnel belongs to the stack of the container that it leads to, and to that of its agent.
 * An agent of a container may answer at the host's address too: what both tell is the container's.
 * @param expected what the stack's profile says of an agent on the host: it counts where no container is seen to hold the port
 */
export const placeTunnels = (
  answers: readonly AgentAnswer[],
  stacks: readonly Stack[],
  expected: (stack: Stack) => Expected | null = () => null,
): ReadonlyMap<string, readonly OpenTunnel[]> => {
  const places = new Map<string, OpenTunnel[]>();
  const told = new Set<string>();
  const homes = new Map(stacks.flatMap(stack => stack.members.map(member => [member.key, {stack, member}] as const)));
  const add = (stackKey: string, tunnel: OpenTunnel): void => {
    const known = places.get(stackKey);
    if (!known) places.set(stackKey, [tunnel]);
    else if (!known.some(({url}) => url === tunnel.url)) known.push(tunnel);
  };
  for (const {agent, tunnels} of answers) {
    const home = agent.kind === 'container' ? homes.get(agent.key) : undefined;
    if (!home || agent.kind === 'host') continue;
    for (const tunnel of tunnels ?? []) {
      const member = fromContainer(tunnel, home.member, home.stack, stacks);
      const open = {...tunnel, agent, leadsTo: member?.key ?? null};
      told.add(tunnel.url);
      add(home.stack.key, open);
      const target = member && homes.get(member.key)?.stack;
      if (target && target !== home.stack) add(target.key, open);
    }
  }
  for (const {agent, tunnels} of answers) {
    if (agent.kind !== 'host') continue;
    for (const tunnel of tunnels ?? []) {
      if (told.has(tunnel.url)) continue;
      const member = fromHost(tunnel, stacks);
      const target = member && homes.get(member.key)?.stack;
      if (target) add(target.key, {...tunnel, agent, leadsTo: member.key});
      else
        for (const stack of stacks) {
          const wanted = expected(stack);
          const to = upstreamOf(tunnel.upstream);
          if (!wanted || to?.host !== '' || to.port !== wanted.port) continue;
          const served = stack.members.find(({container}) => container.service === wanted.service);
          add(stack.key, {...tunnel, agent, leadsTo: served?.key ?? null});
        }
    }
  }
  return places;
};
