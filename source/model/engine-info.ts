/** The engine behind the screen. */
export interface EngineInfo {
  /** `Docker` or `Podman`. */
  readonly product: string;
  readonly version: string;
  readonly apiVersion: string;
  /** The host's own name. */
  readonly hostName: string;
  readonly cpus: number | null;
  /** Bytes of RAM of the host. */
  readonly memoryTotal: number | null;
  readonly operatingSystem: string;
  readonly cgroupVersion: '1' | '2' | null;
  readonly cgroupDriver: string;
  readonly rootless: boolean;
  /** The embedded engine: for looking around, never mistaken for a host. */
  readonly demo: boolean;
}

/** One event of a container, as far as the screens use it. */
export interface ContainerEvent {
  /** `start`, `die`, `health_status: healthy` … in Docker's words. */
  readonly action: string;
  readonly id: string;
  readonly name: string;
  /** ms since 1970, with fraction. */
  readonly time: number;
  readonly exitCode: number | null;
  readonly attributes: Readonly<Record<string, string>>;
}
