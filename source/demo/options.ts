import type {Profile} from '../model/profile.js';
import type {Clock} from './clock.js';
import type {DemoWorld} from './control.js';
import type {Fault, Faults} from './faults.js';
import type {ApiVersion} from './version.js';

export interface DemoOptions {
  /** The newest version it speaks; older ones it answers too, as engines do. Left out: 1.45, an Engine 26. */
  readonly apiVersion?: ApiVersion;
  /** Its time; left out, real time. */
  readonly clock?: Clock;
  /** The same seed makes the same demo. */
  readonly seed?: string;
  /** Projects to show; left out, the five systems. `ichrisbirch-test` is there only when asked for. */
  readonly systems?: readonly string[];
  /** Faults that are on from the start. */
  readonly faults?: readonly Fault[];
  /** Extra containers, ten to a project `load-NNN`. */
  readonly scale?: number;
  /** How far the logs go back. Left out: an hour. */
  readonly historySeconds?: number;
  /** Left out, the profiles that ship with the package. */
  readonly profiles?: readonly Profile[];
}

/** A running embedded engine. Whoever started it closes it. */
export interface DemoEngine {
  /** `unix://…`, or `tcp://127.0.0.1:port` where there are no unix sockets. */
  readonly host: string;
  /** What tests do to it. */
  readonly world: DemoWorld;
  readonly faults: Faults;
  /** From now on connections are refused; those that are open are cut. */
  stopListening(): Promise<void>;
  /** Takes connections again, at the same place. */
  listenAgain(): Promise<void>;
  /** Ends it and leaves nothing behind. May be called more than once. */
  close(): Promise<void>;
}
