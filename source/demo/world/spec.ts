import type {ServiceKind} from '../../model/profile.js';
import type {Voice} from '../logs/voice.js';

export interface PortSpec {
  readonly container: number;
  /** null: exposed, not published. */
  readonly host: number | null;
}

export interface MountSpec {
  readonly type: 'volume' | 'bind' | 'tmpfs';
  /** Volume name, or host path of a bind. */
  readonly source: string;
  readonly destination: string;
  readonly writable: boolean;
}

/** Times in ms. */
export interface CheckSpec {
  readonly test: readonly string[];
  readonly interval: number;
  readonly timeout: number;
  readonly retries: number;
  readonly startPeriod: number;
}

/** How a container behaves over time. Sizes are bytes, times ms, rates per second. */
export interface Behaviour {
  readonly kind: ServiceKind;
  /** CPUs it uses on average: 0.02 is 2 % of one. */
  readonly cpu: number;
  readonly memory: number;
  /** Share of the memory it swings by. */
  readonly memorySwing: number;
  /** File cache on top of the memory. */
  readonly cache: number;
  /** Bytes a second that are never given back; it is killed at its limit. */
  readonly leak: number;
  readonly rx: number;
  readonly tx: number;
  readonly read: number;
  readonly write: number;
  readonly processes: number;
  /** From the start until it serves. */
  readonly readyAfter: number;
  /** How long it takes to end after a stop is asked. */
  readonly stopAfter: number;
  /** The check fails for `bad` of every `good + bad` ms. */
  readonly flapping: {readonly good: number; readonly bad: number} | null;
  /** What a probe of the check says. */
  readonly wellOutput: string;
  readonly illOutput: string;
  readonly voice: Voice;
}

/** What a container is made from. Never changes; a recreated container is a new one. */
export interface ContainerSpec {
  readonly name: string;
  /** Compose project; null for a container of none. */
  readonly project: string | null;
  readonly service: string;
  readonly number: number;
  readonly oneOff: boolean;
  readonly image: string;
  /** Hours before the demo began at which the image's name was given to another image; left out, it still is the one. */
  readonly imageMoved?: number;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly env: readonly string[];
  readonly workingDir: string;
  readonly user: string;
  readonly tty: boolean;
  /** Left out, `json-file`; of `none` there is no log. */
  readonly logDriver?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly ports: readonly PortSpec[];
  /** Those of them that nobody listens on. */
  readonly deafPorts?: readonly number[];
  readonly mounts: readonly MountSpec[];
  readonly networks: readonly string[];
  /** Those of them that do not belong to its project. */
  readonly external?: readonly string[];
  /** Left out, the first of its networks. */
  readonly networkMode?: string;
  /** Bytes; 0 is none. */
  readonly memoryLimit: number;
  /** 1e9 is one CPU; 0 is no limit. */
  readonly nanoCpus: number;
  readonly restartPolicy: 'no' | 'always' | 'unless-stopped' | 'on-failure';
  readonly stopSignal: string;
  readonly check: CheckSpec | null;
  /** `sh`, `bash`, `ash`; none at all in a distroless image. Left out, what its image usually has. */
  readonly shells?: readonly string[];
  readonly behaviour: Behaviour;
}
