/** What stacktop knows about a stack beyond what the engine tells. Plain readonly data; sizes are bytes, times are seconds; unknown is null. */

import type {DependencyCondition} from './container.js';

/** What a service is, as far as consoles, commands and vital signs differ. `other` is everything without a room of its own. */
export const serviceKinds = [
  'postgres',
  'redis',
  'kafka',
  'ngrok',
  'mysql',
  'mongo',
  'rabbitmq',
  'zookeeper',
  'nginx',
  'traefik',
  'http',
  'job',
  'other',
] as const;
export type ServiceKind = (typeof serviceKinds)[number];

export interface ProfilePort {
  readonly container: number;
  /** Port of the host it is usually published on; null when it is not. */
  readonly host: number | null;
}

export interface ProfileDependency {
  readonly service: string;
  readonly condition: DependencyCondition;
}

/** The container's own health check, as its compose file has it. */
export interface ProfileCheck {
  /** As Docker keeps it: `['CMD', …]` or `['CMD-SHELL', line]`. */
  readonly test: readonly string[];
  readonly interval: number | null;
  readonly timeout: number | null;
  readonly retries: number | null;
  readonly startPeriod: number | null;
}

/** A question stacktop itself can ask over HTTP, for services whose container has no check. */
export interface ProfileProbe {
  readonly port: number;
  readonly path: string;
}

export interface ProfileLink {
  readonly name: string;
  /** A whole URL, or null when it is `port` and `path` of the service. */
  readonly url: string | null;
  /** Container port; the published one is looked up. */
  readonly port: number | null;
  readonly path: string;
}

export interface ProfileCommand {
  readonly name: string;
  /** Run in the container, no shell between. */
  readonly argv: readonly string[];
  /** Loses data or interrupts people: its target's name has to be typed first. */
  readonly danger: boolean;
  /** Wants a terminal, and stays until it is left. */
  readonly interactive: boolean;
}

/** A path that an outside party calls; appended to the public URL. */
export interface ProfileWebhook {
  readonly name: string;
  readonly path: string;
}

/** Which service a tunnel leads to. */
export interface ProfileTunnel {
  readonly service: string;
  readonly port: number;
}

export interface ServiceProfile {
  readonly name: string;
  readonly kind: ServiceKind;
  /** Image name with tag; null when it is built from the stack's own files. */
  readonly image: string | null;
  /** What the built image starts from, when that is known. */
  readonly base: string | null;
  /** `container_name`, when the compose file sets one. */
  readonly container: string | null;
  readonly role: string;
  readonly ports: readonly ProfilePort[];
  readonly dependsOn: readonly ProfileDependency[];
  readonly check: ProfileCheck | null;
  readonly probe: ProfileProbe | null;
  readonly usualMemory: number | null;
  readonly memoryLimit: number | null;
  /** Ends by itself; exit code 0 is its normal state. */
  readonly job: boolean;
  /** A restart takes this many seconds before it serves, when that is longer than one expects; else null. */
  readonly slowStart: number | null;
  readonly user: string | null;
  readonly database: string | null;
  readonly volumes: readonly {readonly name: string; readonly path: string}[];
  readonly topics: readonly string[];
  readonly tables: readonly string[];
  readonly keys: readonly string[];
  readonly commands: readonly ProfileCommand[];
  readonly links: readonly ProfileLink[];
  readonly webhooks: readonly ProfileWebhook[];
  readonly tunnel: ProfileTunnel | null;
}

/** An agent API on the host itself (not in a container) that knows a public URL of this stack. */
export interface HostTunnel {
  /** Base of the agent's API, as `http://127.0.0.1:4040`. */
  readonly api: string;
  readonly service: string;
  readonly port: number;
}

export interface Profile {
  /** Also the file's name without `.yml`. */
  readonly name: string;
  readonly title: string;
  /** File it was read from, for messages. */
  readonly file: string;
  /** Compose project names that are this stack. */
  readonly projects: readonly string[];
  /** Compose files its people use. */
  readonly composeFiles: readonly string[];
  readonly network: string | null;
  readonly hostTunnel: HostTunnel | null;
  /** In start-up order as far as the file tells. */
  readonly services: readonly ServiceProfile[];
}

/** The profile's service of that name, or null. */
export const serviceOf = (profile: Profile | null, service: string | null): ServiceProfile | null =>
  profile?.services.find(one => one.name === service) ?? null;
