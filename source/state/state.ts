import type {Container} from '../model/container.js';
import type {Drift} from '../model/drift.js';
import type {EngineInfo} from '../model/engine-info.js';
import type {HostUsage} from '../model/host-usage.js';
import type {Past} from '../model/past.js';
import type {KnownServices} from '../model/service.js';
import type {HttpHealths, Stack} from '../model/stack.js';
import type {OpenTunnel} from '../model/tunnel.js';
import type {Viewpoint} from '../model/viewpoint.js';
import type {Findings} from '../model/why.js';
import type {Activity} from './activity.js';
import type {CommandsView} from './commands.js';
import type {ComposeView} from './compose.js';
import type {ConnectionTest} from './connections.js';
import type {DetailData} from './detail.js';
import type {Histories} from './histories.js';
import type {LogSave} from './log-save.js';
import type {LogLook, LogView} from './logs.js';
import type {PlanRun} from './plan.js';
import type {TopicsView} from './topics.js';
import type {Trends} from './trends.js';
import type {UrlsView} from './urls.js';
import type {UsageTable} from './usage-table.js';
import type {ViewState} from './view.js';
import type {VitalsView} from './vitals.js';

/** How things stand with the engine. Times are ms since 1970. */
export type Connection =
  | {readonly kind: 'connecting'; readonly since: number}
  | {readonly kind: 'connected'}
  | {
      readonly kind: 'lost';
      readonly since: number;
      readonly message: string;
      readonly hint: string;
      readonly retryAt: number;
      readonly attempt: number;
    };

/** A line in the footer that goes away by itself. */
export interface Notice {
  readonly text: string;
  readonly kind: 'info' | 'warn' | 'bad';
  readonly until: number;
}

/** What the list is drawn from while it is frozen. */
export type Kept = Pick<State, 'containers' | 'stacks' | 'usage' | 'host' | 'pasts' | 'changes' | 'now'>;

/** All that the screens show. */
export interface State {
  readonly connection: Connection;
  /** Where the engine is, in words: `/var/run/docker.sock`, `context prod`. */
  readonly endpoint: string;
  /** Whether the engine's host is this one. */
  readonly local: boolean;
  readonly engine: EngineInfo | null;
  /** Whether the list has arrived. */
  readonly listed: boolean;
  readonly containers: ReadonlyMap<string, Container>;
  /** The containers, grouped; rebuilt when they change and not when figures do. */
  readonly stacks: readonly Stack[];
  /** What the containers are, and what is known of their stacks. */
  readonly services: KnownServices;
  /** What containers without a check answer over HTTP, by id. */
  readonly answers: HttpHealths;
  /** Public URLs of the stacks, by the stack's key; a stack without one is not in it. */
  readonly tunnels: ReadonlyMap<string, readonly OpenTunnel[]>;
  /** How published ports are called from where the person sits. */
  readonly viewpoint: Viewpoint;
  readonly usage: UsageTable;
  /** Where the figures come from: `cgroup`, `one-shot`, `stream`. */
  readonly usageSource: string;
  /** ms between two samples, as the person asked for it; null leaves it to the source. */
  readonly intervalMs: number | null;
  readonly histories: Histories;
  readonly trends: Trends;
  /** How containers differ from what their files and images are now, by id; one that does not is not in it. */
  readonly drifts: ReadonlyMap<string, Drift>;
  /** What is wrong with the compose files of stacks, in a line, by the stack's key; one whose files can be read is not in it. */
  readonly brokenFiles: ReadonlyMap<string, string>;
  readonly host: HostUsage | null;
  readonly pasts: ReadonlyMap<string, Past>;
  /** Answers to what the rules of why ask of the engine and of this host. */
  readonly findings: Findings;
  /** When a container's health or state changed while we watched (ms), by key: those rows are bold for two seconds. */
  readonly changes: ReadonlyMap<string, number>;
  readonly activities: ReadonlyMap<string, Activity>;
  /** Plans that are carried out, and those whose frame is open still. */
  readonly plans: readonly PlanRun[];
  /** What was asked of the engine for the detail; null until one was open. */
  readonly detail: DetailData | null;
  /** Connections that were tried between containers, newest first. */
  readonly connections: readonly ConnectionTest[];
  readonly notice: Notice | null;
  readonly readOnly: boolean;
  /** The time of the last change, ms since 1970: durations on screen are counted to it. */
  readonly now: number;
  /** The log that is open; null when none is. */
  readonly logs: LogView | null;
  /** A log that is being saved; it goes on when its screen is closed. */
  readonly logSave: LogSave | null;
  readonly logLook: LogLook;
  /** Bytes that a log may hold. */
  readonly logBytes: number;
  /** The screen of commands, of topics, of URLs, of compose; null when it is not open. */
  readonly commands: CommandsView | null;
  readonly topics: TopicsView | null;
  readonly urls: UrlsView | null;
  readonly compose: ComposeView | null;
  /** Of the service that is looked at; null until one was asked. */
  readonly vitals: VitalsView | null;
  readonly view: ViewState;
  /** The list as it was when it was frozen; null when it is not. */
  readonly kept: Kept | null;
}
