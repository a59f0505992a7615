import {Box} from 'ink';
import {useMemo} from 'react';
import {bodyHeight, isAiry, listHeight, visibleRowsIn} from '../../state/layout.js';
import {figuresOf, rowsIn, selectedIndexIn} from '../../state/selectors.js';
import type {State} from '../../state/state.js';
import {cellWidth} from '../../terminal/widths.js';
import {Lines} from '../components/line.js';
import {useShownSince} from '../components/use-shown-since.js';
import {formatColumnHeader} from '../format/column-header.js';
import {columnsFor} from '../format/columns.js';
import {emptyLines} from '../format/empty.js';
import type {Look} from '../format/look.js';
import {portsOf, publicUrlOf, stackPortsOf} from '../format/ports.js';
import {formatRow, type RowContext} from '../format/row.js';
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
  let waiting = 0;
  let limited = 0;
  let name = 0;
  let ports = 0;
  let image = 0;
  for (const stack of stacks) {
    name = Math.max(name, cellWidth(stack.name) + 2);
    const shown = publicUrlOf(tunnels.get(stack.key));
    ports = Math.max(ports, shown ? shown.url.length + shown.more.length : Math.min(stackPortsCells, stackPortsOf(stack).length));
    for (const missing of stack.missing) name = Math.max(name, cellWidth(missing.name) + 3);
    for (const member of stack.members) {
      name = Math.max(name, cellWidth(member.label) + 3);
      ports = Math.max(ports, portsOf(member.container).length);
      image = Math.max(image, member.container.image.length);
      if (!member.container.inspection) waiting += 1;
      if (member.container.inspection?.memoryLimit) limited += 1;
    }
  }
  return {name, ports, image, limits: limited > 0 || waiting > 0, urls: tunnels.size > 0};
};

/** The list of stacks, `width` cells wide: one painted string a line. */
export const Stacks = ({state, look, width}: {readonly state: State; readonly look: Look; readonly width: number}) => {
  const {stacks, tunnels} = state;
  const wish = useMemo(() => wishes(stacks, tunnels), [stacks, tunnels]);
  const columns = useMemo(() => columnsFor(width, wish.name, wish.ports, wish.image, wish.limits, wish.urls), [width, wish]);
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
    figures: figuresOf(state.usage, state.stacks),
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
  const lines = rows.map((row, index) => formatRow(row, context, index === selected));
  const body = rowsIn(state).length === 0 ? emptyLines(state, look, width, height) : lines;
  const header = formatColumnHeader(columns, state.view.sort, look);
  return (
    <Box flexDirection="column" width={width} height={bodyHeight(state)} overflow="hidden" flexShrink={0}>
      <Lines texts={[...(isAiry(state) ? [''] : []), header, ...body]} />
    </Box>
  );
};
