import type {Member, Stack} from '../../model/stack.js';
import {isLive} from '../../model/status.js';
import {slotMs} from '../../state/histories.js';
import type {Role} from '../../terminal/theme.js';
import {sparkline, tellsShades} from './bar.js';
import type {Look} from './look.js';
import type {RowContext} from './row.js';

const spanMs = 120_000;

const cellsOf = (id: string, width: number, context: RowContext): number[] =>
  context.histories.get(id)?.memory.cells(width, Math.max(1, Math.round(spanMs / slotMs / width)), context.now) ?? [];

/** Without a limit the highest value of the span sits at half height: a wall of full bars says nothing, and growth needs room. */
const scale = (values: readonly number[], limit: number | null): number =>
  limit ?? Math.max(1, ...values.filter(value => !Number.isNaN(value))) * 2;

/** The time before anything was seen: a faint line, where something runs that will be. */
const notYet = (cells: number, look: Look): string => {
  // Without colour it would look like values near nothing.
  const line = tellsShades(look) ? (look.glyphs.sparks[0] ?? ' ') : look.glyphs.none;
  return look.paint.track(line.repeat(cells));
};

/** Values over time, after a line for the time before the first. */
const drawn = (values: readonly number[], limit: number | null, runs: boolean, role: Role, look: Look): string => {
  const first = values.findIndex(value => !Number.isNaN(value));
  const before = first === -1 ? values.length : first;
  const line = sparkline(values.slice(before), scale(values, limit), look);
  return (runs ? notYet(before, look) : ' '.repeat(before)) + (line === '' ? '' : look.paint[role](line));
};

/** Memory of a container over the last two minutes, against its limit. */
export const memberSpark = (
  member: Member,
  {limit, role}: {readonly limit: number | null; readonly role: Role},
  width: number,
  context: RowContext,
  look: Look,
): string => {
  const values = cellsOf(member.container.id, width, context);
  const spread = values.length === 0 ? new Array<number>(width).fill(Number.NaN) : values;
  return drawn(spread, limit, isLive(member.container), role, look);
};

/** The same, summed over a stack. */
export const stackSpark = (
  stack: Stack,
  amounts: {limit: number | null},
  width: number,
  context: RowContext,
  look: Look,
): string => {
  const sums: number[] = new Array<number>(width).fill(Number.NaN);
  for (const {container} of stack.members) {
    cellsOf(container.id, width, context).forEach((value, cell) => {
      const sum = sums[cell] ?? Number.NaN;
      if (!Number.isNaN(value)) sums[cell] = Number.isNaN(sum) ? value : sum + value;
    });
  }
  return drawn(
    sums,
    amounts.limit,
    stack.members.some(({container}) => isLive(container)),
    'link',
    look,
  );
};
