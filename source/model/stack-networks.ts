import type {Container} from './container.js';
import {compareNames} from './name-order.js';
import type {Network} from './network.js';
import type {Profile} from './profile.js';
import type {Member, Stack} from './stack.js';
import {isUp} from './status.js';

/** Somebody on a network. */
export interface NetworkUser {
  /** Key of the member where it is one of the stack that is looked at; null for all others. */
  readonly member: string | null;
  /** `web` of the stack itself, `other/web` of another one, else the container's name. */
  readonly label: string;
  /** '' when it does not run. */
  readonly ip: string;
  readonly aliases: readonly string[];
}

/** A network that members of a stack are on, or should be. */
export interface StackNetwork {
  readonly name: string;
  /** Null: it is named, and not there. */
  readonly network: Network | null;
  /** What names it where it is missing: labels of services, or `the profile`. */
  readonly namedBy: readonly string[];
  /** Members first, in the stack's order. */
  readonly users: readonly NetworkUser[];
  /** Labels of members that refer to a network of this name which is gone: another one was made in its place. */
  readonly outdated: readonly string[];
}

/** A member without a network of its own, and what it uses instead. */
export interface Networkless {
  readonly label: string;
  /** `host`, `none`, or the label of the container whose network it shares. */
  readonly uses: string;
}

const ownedBy = (network: Network, project: string | null): boolean =>
  project !== null &&
  (network.labels['com.docker.compose.project'] === project || network.labels['com.docker.stack.namespace'] === project);

/** Modes that are no network which others could be on. */
const isPlain = (name: string): boolean => name !== 'host' && name !== 'none';

const attachmentOf = ({inspection}: Container, name: string) => inspection?.networks.find(one => one.name === name);

/** The id that a member has for a network, where that is another one's than the network's of this name. */
const isOutdated = (container: Container, network: Network): boolean => {
  const id = attachmentOf(container, network.name)?.networkId ?? '';
  return id !== '' && network.id !== '' && id !== network.id;
};

/** What a profile calls a network may be its name, or its key in the compose file, which Compose puts the project's name before. */
const isCalled = ({name, labels}: Network, called: string, project: string | null): boolean =>
  name === called ||
  (project !== null &&
    (name === `${project}_${called}` ||
      (labels['com.docker.compose.network'] === called && labels['com.docker.compose.project'] === project)));

/** The names of all networks that a stack has to do with; `undefined` networks are those that are missing. */
const namesFor = (stack: Stack, networks: readonly Network[], profile: Profile | null): string[] => {
  const {project, members} = stack;
  const names = new Set(members.flatMap(({container}) => container.networks.filter(isPlain)));
  for (const network of networks) if (ownedBy(network, project)) names.add(network.name);
  const called = profile?.network ?? null;
  const known =
    called === null || networks.some(network => isCalled(network, called, project)) || names.has(`${project}_${called}`);
  if (called !== null && !known) names.add(called);
  return [...names].sort(compareNames);
};

/** The engine's networks that a stack has to do with: those that are worth an inspection. */
export const concerning = (stack: Stack, networks: readonly Network[], profile: Profile | null): Network[] => {
  const names = new Set(namesFor(stack, networks, profile));
  return networks.filter(({name}) => names.has(name));
};

/** How containers are called from inside of a stack. */
const namer = (stack: Stack, stacks: readonly Stack[]) => {
  const labels = new Map<string, string>();
  for (const other of stacks)
    for (const {container, label} of other.members)
      labels.set(container.id, other.key === stack.key || other.project === null ? label : `${other.name}/${label}`);
  return (id: string): string | undefined => labels.get(id);
};

const usersOf = (network: Network, members: readonly Member[], labelOf: (id: string) => string | undefined): NetworkUser[] => {
  const own = members
    .filter(({container}) => container.networks.includes(network.name))
    .map(({key, label, container}): NetworkUser => {
      const attachment = attachmentOf(container, network.name);
      const told = network.endpoints.find(({containerId}) => containerId === container.id)?.ip ?? '';
      return {
        member: key,
        label,
        ip: isUp(container) ? told || (attachment?.ip ?? '') : '',
        // Engines add the start of its id, which tells nobody anything.
        aliases: (attachment?.aliases ?? []).filter(alias => !container.id.startsWith(alias)),
      };
    });
  const ids = new Set(members.map(({container}) => container.id));
  const others = network.endpoints
    .filter(({containerId}) => !ids.has(containerId))
    .map(({containerId, name, ip}): NetworkUser => ({member: null, label: labelOf(containerId) ?? name, ip, aliases: []}))
    .sort((a, b) => compareNames(a.label, b.label));
  return [...own, ...others];
};

/**
 * The networks of a stack by name: those its members are on, those of its project that nobody is on, and those that its members or its
 * profile name and that are missing. `networks` are all of the engine's; of those without endpoints only the members are known.
 */
export const networksOf = (
  stack: Stack,
  stacks: readonly Stack[],
  networks: readonly Network[],
  profile: Profile | null,
): StackNetwork[] => {
  const labelOf = namer(stack, stacks);
  return namesFor(stack, networks, profile).map(name => {
    const network = networks.find(one => one.name === name) ?? null;
    const on = stack.members.filter(({container}) => container.networks.includes(name));
    return {
      name,
      network,
      namedBy: on.length > 0 ? on.map(({label}) => label) : ['the profile'],
      users: network ? usersOf(network, stack.members, labelOf) : [],
      outdated: network ? on.filter(({container}) => isOutdated(container, network)).map(({label}) => label) : [],
    };
  });
};

/** Members without a network of their own. */
export const networklessIn = (stack: Stack, stacks: readonly Stack[]): Networkless[] => {
  const labelOf = namer(stack, stacks);
  return stack.members.flatMap(({label, container: {networkMode}}): Networkless[] => {
    if (networkMode === 'host' || networkMode === 'none') return [{label, uses: networkMode}];
    const other = /^container:(.+)$/.exec(networkMode)?.[1];
    return other === undefined ? [] : [{label, uses: labelOf(other) ?? other.slice(0, 12)}];
  });
};

/** Why a container did not start, where that was for a network: the engine's own words; '' otherwise. */
export const networkFault = ({state, inspection}: Container): string => {
  const error = state === 'running' ? '' : (inspection?.error ?? '');
  return /network/i.test(error) && /not found|could not|no such|cannot/i.test(error) ? error : '';
};
