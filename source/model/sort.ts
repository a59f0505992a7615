import {rankOfMissing} from './missing.js';
import {compareNames} from './name-order.js';
import type {Member, Stack} from './stack.js';
import {isLive, rankOf} from './status.js';
import type {Totals} from './totals.js';
import type {Usage} from './usage.js';

/** What rows are sorted by. `order` is the order of dependency within a stack, stacks by name. */
export const sortFields = ['order', 'name', 'health', 'cpu', 'memory', 'network', 'restarts', 'uptime'] as const;
export type SortField = (typeof sortFields)[number];

export interface Sort {
  readonly field: SortField;
  readonly inverted: boolean;
}

export interface Figures {
  usageOf(id: string): Usage | undefined;
  totalsOf(stack: Stack): Totals;
}

const rate = (rx: number | null | undefined, tx: number | null | undefined): number | null =>
  rx === null || rx === undefined ? (tx ?? null) : rx + (tx ?? 0);

const memberFigure = (field: SortField, member: Member, figures: Figures): number | null => {
  const {container} = member;
  // The last figures of one that has stopped are kept for its graph; they are no longer its figures.
  const live = isLive(container);
  const usage = live ? figures.usageOf(container.id) : undefined;
  switch (field) {
    case 'health':
      return -rankOf(member.status);
    case 'cpu':
      return usage?.cpuPercent ?? null;
    case 'memory':
      return usage?.memory ?? null;
    case 'network':
      return rate(usage?.rxRate, usage?.txRate);
    case 'restarts':
      return container.inspection?.restarts ?? null;
    case 'uptime':
      return live && container.inspection?.startedAt ? -container.inspection.startedAt : null;
    default:
      return null;
  }
};

const stackFigure = (field: SortField, stack: Stack, figures: Figures): number | null => {
  const totals = figures.totalsOf(stack);
  switch (field) {
    case 'health':
      return -Math.min(
        ...(stack.worst ? [rankOf(stack.worst.status)] : []),
        ...stack.missing.map(missing => rankOfMissing(missing, stack)),
      );
    case 'cpu':
      return totals.cpuPercent;
    case 'memory':
      return totals.memory;
    case 'network':
      return rate(totals.rxRate, totals.txRate);
    case 'restarts':
      return totals.restarts;
    case 'uptime':
      return totals.startedAt === null ? null : -totals.startedAt;
    default:
      return null;
  }
};

/** Largest first, as in htop; unknown last whichever way round. Equal ones keep the order they came in. */
const byFigure = <T>(items: readonly T[], figure: (item: T) => number | null, inverted: boolean): T[] => {
  const keyed = items.map(item => ({item, value: figure(item)}));
  const sign = inverted ? 1 : -1;
  keyed.sort((a, b) =>
    a.value === null || b.value === null ? Number(a.value === null) - Number(b.value === null) : sign * (a.value - b.value),
  );
  return keyed.map(({item}) => item);
};

const byName = <T>(items: readonly T[], name: (item: T) => string, inverted: boolean): T[] =>
  [...items].sort((a, b) => (inverted ? -1 : 1) * compareNames(name(a), name(b)));

/** Members of a stack, sorted. */
export const sortMembers = (members: readonly Member[], sort: Sort, figures: Figures): readonly Member[] => {
  if (sort.field === 'order') return sort.inverted ? [...members].reverse() : members;
  if (sort.field === 'name') return byName(members, member => member.label, sort.inverted);
  return byFigure(members, member => memberFigure(sort.field, member, figures), sort.inverted);
};

/** Stacks, sorted by their totals. The stack of those that belong to none stays last when names decide. */
export const sortStacks = (stacks: readonly Stack[], sort: Sort, figures: Figures): readonly Stack[] => {
  if (sort.field === 'order' || sort.field === 'name') {
    if (!sort.inverted) return stacks;
    const named = stacks.filter(stack => stack.project !== null);
    return [...named.reverse(), ...stacks.filter(stack => stack.project === null)];
  }
  return byFigure(stacks, stack => stackFigure(sort.field, stack, figures), sort.inverted);
};
