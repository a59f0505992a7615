import type {Voice} from '../logs/voice.js';
import type {Behaviour, CheckSpec, MountSpec} from '../world/spec.js';

/** How one service of a system lives in the demo, beyond what its profile says. */
export interface Character {
  readonly voice?: Voice;
  /** CPUs; 0.02 is 2 % of one. */
  readonly cpu?: number;
  /** MiB it holds on average. */
  readonly memory?: number;
  /** kB a second. */
  readonly net?: readonly [rx: number, tx: number];
  readonly disk?: readonly [read: number, write: number];
  readonly behaviour?: Partial<Behaviour>;
  readonly container?: string;
  readonly command?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly env?: readonly string[];
  readonly workingDir?: string;
  readonly tty?: boolean;
  /** Besides the volumes that its profile names. */
  readonly mounts?: readonly MountSpec[];
  /** Networks that are nobody's (`external` in a compose file). */
  readonly external?: readonly string[];
  /** Hours ago at which the name of its image was given to another one. */
  readonly imageMoved?: number;
  /** A check that the real system's compose file does not have; says in its story why. */
  readonly check?: CheckSpec;
  readonly past?: Past;
}

/** What happened to a container before the demo began. Times are minutes ago. */
export interface Past {
  readonly created?: number;
  readonly started?: number;
  /** Restarts by its policy. */
  readonly restarts?: number;
  /** It ended, with this code. */
  readonly exited?: {readonly code: number; readonly ago: number};
  /** Ends it came back from, oldest first. */
  readonly deaths?: readonly {readonly ago: number; readonly code: number; readonly outOfMemory: boolean}[];
  /** Its check fails since then, until somebody restarts it. */
  readonly sick?: {readonly since: number; readonly output: string};
}

export interface Story {
  /** Name of the profile it is built from. */
  readonly profile: string;
  /** Compose project. */
  readonly project: string;
  readonly services: Readonly<Record<string, Character>>;
  /** Published on other ports of the host: profile's port → this one's; null is not published. */
  readonly ports?: Readonly<Record<number, number | null>>;
}
