import type {Mount} from './container.js';
import {compareNames} from './name-order.js';
import type {Stack} from './stack.js';
import type {Volume} from './volume.js';

/** A container that mounts something. */
export interface MountUser {
  /** `web` of the stack itself, `other/web` of another one. */
  readonly label: string;
  /** Of the stack that is looked at. */
  readonly own: boolean;
  readonly writable: boolean;
  /** Where it is in the container. */
  readonly destination: string;
}

export interface StackVolume {
  readonly name: string;
  /** Null: it is mounted, and the engine's list does not have it. */
  readonly volume: Volume | null;
  /** Made without a name: it goes with its container, when that is removed with its volumes. */
  readonly anonymous: boolean;
  readonly users: readonly MountUser[];
}

/** A folder or a file of the host. */
export interface StackBind {
  readonly source: string;
  readonly users: readonly MountUser[];
}

/** What a stack keeps outside of its containers. */
export interface StackPlaces {
  /** By name; those without one come last. */
  readonly volumes: readonly StackVolume[];
  readonly binds: readonly StackBind[];
  /** In memory only (`tmpfs`). */
  readonly inMemory: readonly MountUser[];
}

/** 64 hexadecimal digits, as the engine itself names volumes. */
export const isAnonymous = (name: string): boolean => /^[0-9a-f]{64}$/.test(name);

interface Use {
  readonly mount: Mount;
  readonly user: MountUser;
}

const usesIn = (stack: Stack, stacks: readonly Stack[]): Use[] =>
  stacks.flatMap(other =>
    other.members.flatMap(({label, container}) =>
      (container.inspection?.mounts ?? []).map(mount => {
        const own = other.key === stack.key;
        const called = own || other.project === null ? label : `${other.name}/${label}`;
        return {mount, user: {label: called, own, writable: mount.writable, destination: mount.destination}};
      }),
    ),
  );

const byOwner = (a: MountUser, b: MountUser): number => Number(b.own) - Number(a.own) || compareNames(a.label, b.label);

/**
 * The volumes of a stack: those its members mount, and those of its project that nobody does; and what else they mount. Users of other
 * stacks are told too. `volumes` are all of the engine's, null while they are not known.
 */
export const placesOf = (stack: Stack, stacks: readonly Stack[], volumes: readonly Volume[] | null): StackPlaces => {
  const uses = usesIn(stack, stacks);
  const own = uses.filter(({user}) => user.own);
  const usersOf = (isIt: (mount: Mount) => boolean): MountUser[] =>
    uses
      .filter(({mount}) => isIt(mount))
      .map(({user}) => user)
      .sort(byOwner);
  const names = new Set(own.flatMap(({mount}) => (mount.type === 'volume' && mount.name !== '' ? [mount.name] : [])));
  for (const {name, labels} of volumes ?? [])
    if (stack.project !== null && labels['com.docker.compose.project'] === stack.project) names.add(name);
  const sources = new Set(own.flatMap(({mount}) => (mount.type === 'bind' ? [mount.source] : [])));
  return {
    volumes: [...names]
      .sort((a, b) => Number(isAnonymous(a)) - Number(isAnonymous(b)) || compareNames(a, b))
      .map(name => ({
        name,
        volume: volumes?.find(one => one.name === name) ?? null,
        anonymous: isAnonymous(name),
        users: usersOf(mount => mount.type === 'volume' && mount.name === name),
      })),
    binds: [...sources]
      .sort(compareNames)
      .map(source => ({source, users: usersOf(mount => mount.type === 'bind' && mount.source === source)})),
    inMemory: own.filter(({mount}) => mount.type === 'tmpfs').map(({user}) => user),
  };
};
