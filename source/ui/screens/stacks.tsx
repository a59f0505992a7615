import {Box} from 'ink';
import {useMemo, useState} from 'react';
import type {Stack} from '../../model/stack.js';
import {bodyHeight, isAiry, listHeight, visibleRowsIn} from '../../state/layout.js';
import {rowsIn, selectedIndexIn} from '../../state/selectors.js';
import type {State} from '../../state/state.js';
import {cellWidth} from '../../terminal/widths.js';
import {Lines} from '../components/line.js';
import {useShownSince} from '../components/use-shown-since.js';
import {formatColumnHeader} from '../format/column-header.js';
import {columnsFor} from '../format/columns.js';
import {emptyLines} from '../format/empty.js';
import type {Look} from '../format/look.js';
import {portsOf, publicUrlOf, stackPortsOf} from '../format/ports.js';
import type {RowContext} from '../format/row.js';
import {keptRowLines} from '../format/row-lines.js';
import {staleAfter} from '../format/stale.js';

/** A stack's ports are all of its members': they get what is left, but do not push other columns out. */
const stackPortsCells = 24;

interface Wishes {
  readonly name: number;
  readonly ports: number;
  readonly image: number;
  readonly limits: boolean;
  readonly urls: boolean;
}

/** Cells the names and ports of all containers would like, and whether one of them has a memory limit; taken for granted until all were inspected, so that columns do not jump. */
const wishes = (stacks: State['stacks'], tunnels: State['tunnels']): Wishes => {
  let [name, ports, image, limits] = [0, 0, 0, false];
  for (const stack of stacks) {
    const own = ownWishes(stack);
    const shown = publicUrlOf(tunnels.get(stack.key));
    name = Math.max(name, own.name);
    ports = Math.max(ports, own.ports, shown ? shown.url.length + shown.more.length : own.stackPorts);
    image = Math.max(image, own.image);
    limits ||= own.limits;
  }
  return {name, ports, image, limits, urls: tunnels.size > 0};
};

type OwnWishes = Omit<Wishes, 'urls'> & {readonly stackPorts: number};
/** Of the stacks that did not change they are known. */
const keptWishes = new WeakMap<Stack, OwnWishes>();
const ownWishes = (stack: Stack): OwnWishes => {
  const known = keptWishes.get(stack);
  if (known) return known;
  let [name, ports, image, limits] = [cellWidth(stack.name) + 2, 0, 0, false];
  for (const missing of stack.missing) name = Math.max(name, cellWidth(missing.name) + 3);
  for (const {label, container} of stack.members) {
    name = Math.max(name, cellWidth(label) + 3);
    ports = Math.max(ports, portsOf(container).length);
    image = Math.max(image, container.image.length);
    limits ||= !container.inspection || !!container.inspection.memoryLimit;
  }
  const own = {name, ports, image, limits, stackPorts: Math.min(stackPortsCells, stackPortsOf(stack).length)};
  keptWishes.set(stack, own);
  return own;
};

/** The list of stacks, `width` cells wide: one painted string a line. */
export const Stacks = ({state, look, width}: {readonly state: State; readonly look: Look; readonly width: number}) => {
  const {stacks, tunnels} = state;
  const wish = useMemo(() => wishes(stacks, tunnels), [stacks, tunnels]);
  const columns = useMemo(() => columnsFor(width, wish.name, wish.ports, wish.image, wish.limits, wish.urls), [width, wish]);
  const [linesOf] = useState(keptRowLines);
  const height = listHeight(state);
  const {top, rows} = visibleRowsIn(state);
  const selected = selectedIndexIn(state) - top;
  const now = state.kept?.now ?? state.now;
  const shownSince = useShownSince(
    rows.map(({key}) => key),
    now,
  );
  const context: RowContext = {
    look,
    columns,
    figures: state.usage,
    tunnels,
    histories: state.histories,
    services: state.services,
    trends: state.trends.byId,
    drifts: state.drifts,
    activities: state.activities,
    changes: state.changes,
    pasts: state.pasts,
    tagged: state.view.tagged,
    now,
    staleMs: (key, source) => staleAfter(source, state.intervalMs, now - (shownSince.get(key) ?? now), state.engine?.product),
    stale: state.connection.kind === 'lost',
  };
  const lines = linesOf(rows, context, [state.intervalMs, state.engine?.product], selected);
  const body = rowsIn(state).length === 0 ? emptyLines(state, look, width, height) : lines;
  const header = formatColumnHeader(columns, state.view.sort, look);
  return (
    <Box flexDirection="column" width={width} height={bodyHeight(state)} overflow="hidden" flexShrink={0}>
      <Lines texts={[...(isAiry(state) ? [''] : []), header, ...body]} />
    </Box>
  );
};
