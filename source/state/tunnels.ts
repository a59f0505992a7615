import type {Stack} from '../model/stack.js';
import type {OpenTunnel} from '../model/tunnel.js';
import type {State} from './state.js';
import {notify} from './view-updates.js';

type Tunnels = State['tunnels'];

const isSame = (before: readonly OpenTunnel[], after: readonly OpenTunnel[]): boolean =>
  before.length === after.length &&
  before.every((one, place) => {
    const other = after[place];
    return one.url === other?.url && one.upstream === other.upstream && one.leadsTo === other.leadsTo && isSameAgent(one, other);
  });

const isSameAgent = ({agent}: OpenTunnel, {agent: other}: OpenTunnel): boolean =>
  agent.kind === 'container'
    ? other.kind === 'container' && agent.id === other.id
    : other.kind === 'host' && agent.api === other.api;

/** What a stack's tunnels are now; the same state when they are what they were. */
export const tunnelsFound = (state: State, found: Tunnels): State => {
  const same =
    state.tunnels.size === found.size && [...found].every(([key, tunnels]) => isSame(state.tunnels.get(key) ?? [], tunnels));
  return same ? state : {...state, tunnels: found};
};

/** How long a changed URL is told: it has to be copied to where it is needed. */
const toldMs = 20_000;

/** Says that a stack has another public URL than before: as much as there is room for, the URL first. */
export const tellChanged = (state: State, stack: Pick<Stack, 'name'>, now: string, before: string): State => {
  const start = `${stack.name}: public URL is now ${now}`;
  const ways = [`${start} (was ${before}): u Enter copies it`, `${start}: u Enter copies it`, start];
  const text = ways.find(way => way.length <= state.view.size.columns - 2) ?? `public URL is now ${now}`;
  return notify(state, text, 'warn', toldMs);
};
