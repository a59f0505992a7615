import type {ActionRequest} from './activity.js';
import type {CommandActions} from './commands.js';
import type {ComposeActions} from './compose.js';
import type {ConnectionActions} from './connections.js';
import type {LogLineActions} from './log-save.js';
import type {PlanActions} from './plan.js';
import type {TopicActions} from './topics.js';
import type {UrlActions} from './urls.js';
import type {DetailTab} from './view.js';

/** What the screens can have done: asked for by keys in ui, which does no I/O itself, and done by live. */
export interface Actions {
  /** Does what was asked for and confirmed; the rows show how it goes. */
  run(request: ActionRequest): void;
  readonly plans: PlanActions;
  /** Hands the terminal to a shell in the container; `user` and `command` when the person chose them. */
  openShell(key: string, choice: {readonly user: string; readonly command: readonly string[]} | null): void;
  /** Hands the terminal to the console of a service: psql, redis-cli … */
  openConsole(key: string): void;
  readonly commands: CommandActions;
  readonly topics: TopicActions;
  readonly urls: UrlActions;
  readonly connections: ConnectionActions;
  readonly compose: ComposeActions;
  /** Starts to fetch what a tab of a container's detail, or of a stack's, shows; called again for each tab. */
  openDetail(key: string, tab: DetailTab): void;
  closeDetail(): void;
  /** Starts to follow the log of a container or of a stack's containers, by row key. */
  openLogs(keys: readonly string[]): void;
  closeLogs(): void;
  /** Writes messages, or an answer, into a new file, named after `title`, and says where. `extension` without a dot; `log` when absent. */
  saveLog(title: string, text: string, extension?: string): void;
  readonly logLines: LogLineActions;
  /** Puts text on the clipboard of the person's terminal (OSC 52). */
  copy(what: string, text: string): void;
  /** Asks the engine for everything again. */
  refresh(): void;
  /** Draws the screen again from nothing. */
  redraw(): void;
  /** Gives the terminal back to the shell until `fg`. */
  suspend(): void;
  quit(): void;
}
