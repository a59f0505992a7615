import {nothingKnown} from '../model/service.js';
import {viewpointOf} from '../model/viewpoint.js';
import {noFindings} from '../model/why/findings.js';
import {firstLogLook, usualLogBytes} from './logs.js';
import type {State} from './state.js';
import {noTrends} from './trends.js';
import {UsageTable} from './usage-table.js';
import {initialView} from './view.js';

export interface Beginning {
  readonly endpoint: string;
  readonly local: boolean;
  /** SSH_CONNECTION: by which address of this host the person came. */
  readonly ssh?: string | undefined;
  readonly filter: string;
  readonly intervalMs: number | null;
  readonly readOnly: boolean;
  /** Bytes of one log on the screen; left out: 32 MB. */
  readonly logBytes?: number | undefined;
  readonly now: number;
}

/** The state before the engine has said anything. */
export const initialState = (beginning: Beginning): State => ({
  connection: {kind: 'connecting', since: beginning.now},
  endpoint: beginning.endpoint,
  local: beginning.local,
  engine: null,
  listed: false,
  containers: new Map(),
  stacks: [],
  services: nothingKnown,
  answers: new Map(),
  tunnels: new Map(),
  viewpoint: viewpointOf(beginning.endpoint, beginning.ssh),
  usage: UsageTable.of(),
  usageSource: '',
  intervalMs: beginning.intervalMs,
  histories: new Map(),
  trends: noTrends,
  drifts: new Map(),
  brokenFiles: new Map(),
  host: null,
  pasts: new Map(),
  findings: noFindings,
  changes: new Map(),
  activities: new Map(),
  plans: [],
  detail: null,
  connections: [],
  notice: null,
  readOnly: beginning.readOnly,
  now: beginning.now,
  logs: null,
  logSave: null,
  logBytes: beginning.logBytes ?? usualLogBytes,
  logLook: firstLogLook,
  commands: null,
  topics: null,
  urls: null,
  compose: null,
  vitals: null,
  view: initialView(beginning.filter),
  kept: null,
});
