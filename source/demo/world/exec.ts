import type {DemoContainer} from './container.js';

/** What a client asked for when it made the exec (moby:api/types/container ExecOptions). */
export interface ExecConfig {
  readonly argv: readonly string[];
  readonly env: readonly string[];
  readonly user: string;
  readonly workingDir: string;
  readonly tty: boolean;
  readonly stdin: boolean;
  readonly stdout: boolean;
  readonly stderr: boolean;
  readonly detachKeys: string;
  readonly privileged: boolean;
}

/** One program started in a container. */
export interface DemoExec {
  readonly id: string;
  readonly container: DemoContainer;
  readonly config: ExecConfig;
  started: boolean;
  running: boolean;
  exitCode: number | null;
  pid: number;
  /** Its number inside the container. */
  readonly innerPid: number;
  rows: number;
  columns: number;
  /** Set while it runs: a new size of its terminal. */
  resized: () => void;
  /** Ends the program if it runs. */
  end: (exitCode?: number) => void;
}
