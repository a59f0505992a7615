import type {Member, Stack} from '../../model/stack.js';
import {slotMs} from '../../state/histories.js';
import {sparkline} from './bar.js';
import type {Look} from './look.js';
import type {RowContext} from './row.js';
import {memoryRole} from './status.js';

const spanMs = 120_000;

const cellsOf = (id: string, width: number, context: RowContext): number[] =>
  context.histories.get(id)?.memory.cells(width, Math.max(1, Math.round(spanMs / slotMs / width)), context.now) ?? [];

/** Without a limit the highest value of the span sits at half height: a wall of full bars says nothing, and growth needs room. */
const scale = (values: readonly number[], limit: number | null): number =>
  limit ?? Math.max(1, ...values.filter(value => !Number.isNaN(value))) * 2;

/** Memory of a container over the last two minutes, against its limit. */
export const memberSpark = (
  member: Member,
  amounts: {memory: number | null; limit: number | null},
  width: number,
  context: RowContext,
  look: Look,
): string => {
  const values = cellsOf(member.container.id, width, context);
  if (values.length === 0) return ' '.repeat(width);
  const role = amounts.limit !== null && amounts.memory !== null ? memoryRole(amounts.memory / amounts.limit) : 'faint';
  return look.paint[role](sparkline(values, scale(values, amounts.limit), look));
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
  return look.paint.link(sparkline(sums, scale(sums, amounts.limit), look));
};
