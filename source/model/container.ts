/** What stacktop knows of a container. Plain readonly data; unknown is null, never 0 or ''. Times are ms since 1970, sizes are bytes. */

export type ContainerState = 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead' | 'unknown';

/** The container's own health check, as the engine reports it; `none` when it has no check. */
export type CheckHealth = 'healthy' | 'unhealthy' | 'starting' | 'none';

export interface Port {
  /** Host address it is published on; null when not published. */
  readonly ip: string | null;
  readonly privatePort: number;
  readonly publicPort: number | null;
  readonly protocol: 'tcp' | 'udp' | 'sctp';
}

export type DependencyCondition = 'service_started' | 'service_healthy' | 'service_completed_successfully';

export interface Dependency {
  readonly service: string;
  readonly condition: DependencyCondition;
}

/** One run of the health check. */
export interface HealthProbe {
  readonly start: number;
  readonly end: number;
  readonly exitCode: number;
  readonly output: string;
}

export interface Mount {
  readonly type: string;
  /** Volume name, or '' for binds. */
  readonly name: string;
  readonly source: string;
  readonly destination: string;
  readonly writable: boolean;
}

export interface NetworkAttachment {
  readonly name: string;
  /** Id of the network; '' where the engine does not tell, as of a container that was never started. */
  readonly networkId: string;
  readonly ip: string;
  readonly gateway: string;
  readonly mac: string;
  readonly aliases: readonly string[];
}

/** What only an inspect tells. */
export interface Inspection {
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  readonly exitCode: number | null;
  readonly oomKilled: boolean;
  /** Restarts by the engine's restart policy. */
  readonly restarts: number;
  /** The engine's own message on a failed start; '' when there is none. */
  readonly error: string;
  readonly pid: number | null;
  /** Memory limit; null when there is none. */
  readonly memoryLimit: number | null;
  /** CPU limit in CPUs (1.5); null when there is none. */
  readonly cpuLimit: number | null;
  readonly tty: boolean;
  readonly env: readonly string[];
  readonly workingDir: string;
  readonly user: string;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly hostname: string;
  readonly restartPolicy: string;
  readonly stopSignal: string;
  /** Seconds the engine waits for a stop; null is the engine's default (10 s). */
  readonly stopTimeout: number | null;
  readonly networkMode: string;
  /** Ports its image or its configuration exposes, as `5432/tcp`, also when it does not run. */
  readonly exposedPorts: readonly string[];
  readonly healthTest: readonly string[];
  /** Seconds between health checks; null when there is no check or it is the engine's default. */
  readonly healthInterval: number | null;
  readonly failingStreak: number;
  readonly probes: readonly HealthProbe[];
  readonly mounts: readonly Mount[];
  readonly networks: readonly NetworkAttachment[];
  readonly logDriver: string;
}

export interface Container {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  readonly imageId: string;
  /** Compose project, else swarm stack; null when it belongs to neither. */
  readonly project: string | null;
  readonly service: string | null;
  /** Replica number of the service. */
  readonly number: number | null;
  /** A one-off job (`compose run`, hooks). */
  readonly oneOff: boolean;
  readonly state: ContainerState;
  readonly health: CheckHealth;
  readonly createdAt: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly ports: readonly Port[];
  readonly dependsOn: readonly Dependency[];
  /** Names of the networks it is on. */
  readonly networks: readonly string[];
  readonly networkMode: string;
  /** Exit code as the list's status text tells it ("Exited (137) 2 minutes ago"); null when running or not told. */
  readonly statusExitCode: number | null;
  /** null until the container was inspected. */
  readonly inspection: Inspection | null;
}
