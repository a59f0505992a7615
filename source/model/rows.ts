import {type Filter, passes, passesMissing} from './filter.js';
import {rankOfMissing, severityOfMissing} from './missing.js';
import {compareNames} from './name-order.js';
import {type Figures, type Sort, sortMembers, sortStacks} from './sort.js';
import type {Member, MissingService, Stack} from './stack.js';
import {rankOf, severityOf} from './status.js';

/** A line of the list. */
export type Row =
  | {readonly kind: 'stack'; readonly key: string; readonly stack: Stack; readonly folded: boolean}
  | {readonly kind: 'container'; readonly key: string; readonly stack: Stack; readonly member: Member; readonly last: boolean}
  /** A service that is meant to be there; its key is that of the container to come. */
  | {
      readonly kind: 'missing';
      readonly key: string;
      readonly stack: Stack;
      readonly missing: MissingService;
      readonly last: boolean;
    };

/** What a row is called within what is above it. */
export const rowName = (row: Row): string =>
  row.kind === 'stack' ? row.stack.name : row.kind === 'container' ? row.member.label : row.missing.name;

export interface RowOptions {
  readonly filter: Filter;
  readonly sort: Sort;
  /** Stopped containers too. */
  readonly all: boolean;
  isFolded(stackKey: string): boolean;
}

/** What is left out when only running ones are asked for. Those in trouble stay: that they do not run is what one has to know. */
const isHidden = ({container, status}: Member): boolean =>
  (container.state === 'exited' || container.state === 'created') && severityOf(status) === 'quiet';

/** What is below a stack: its containers, and the services that have none. */
type Part = {readonly kind: 'container'; readonly member: Member} | {readonly kind: 'missing'; readonly missing: MissingService};

const nameOf = (part: Part): string => (part.kind === 'container' ? part.member.label : part.missing.name);

/** By dependency, name and health what is missing stands where it belongs; figures it has none, so it comes last. */
const partsOf = (stack: Stack, sort: Sort, figures: Figures): Part[] => {
  const member = (one: Member): Part => ({kind: 'container', member: one});
  const missing = stack.missing.map((one): Part => ({kind: 'missing', missing: one}));
  const parts = sortMembers(stack.members, sort, figures).map(member);
  if (missing.length === 0) return parts;
  if (sort.field === 'name') {
    return [...parts, ...missing].sort((a, b) => (sort.inverted ? -1 : 1) * compareNames(nameOf(a), nameOf(b)));
  }
  if (sort.field === 'health') {
    const rank = (part: Part): number =>
      part.kind === 'container' ? rankOf(part.member.status) : rankOfMissing(part.missing, stack);
    return [...parts, ...missing].sort((a, b) => (sort.inverted ? -1 : 1) * (rank(a) - rank(b)));
  }
  if (sort.field !== 'order') return [...parts, ...missing];
  const inOrder: Part[] = [];
  for (let place = 0; place <= stack.members.length; place++) {
    for (const one of stack.missing) if (one.before === place) inOrder.push({kind: 'missing', missing: one});
    const next = stack.members[place];
    if (next) inOrder.push(member(next));
  }
  return sort.inverted ? inOrder.reverse() : inOrder;
};

/** The lines of one stack; none where it is left out. A filter unfolds what it finds. */
export const rowsOfStack = (stack: Stack, options: RowOptions, figures: Figures): readonly Row[] => {
  const filtered = options.filter.length > 0;
  const shown = partsOf(stack, options.sort, figures).filter(part =>
    part.kind === 'container'
      ? (options.all || !isHidden(part.member)) && (!filtered || passes(options.filter, part.member, stack))
      : (options.all || severityOfMissing(part.missing, stack) === 'bad') &&
        (!filtered || passesMissing(options.filter, part.missing, stack)),
  );
  if (shown.length === 0 && (filtered || !options.all)) return [];
  const folded = !filtered && options.isFolded(stack.key);
  const rows: Row[] = [{kind: 'stack', key: stack.key, stack, folded}];
  if (folded) return rows;
  shown.forEach((part, index) => {
    const last = index === shown.length - 1;
    if (part.kind === 'container') rows.push({...part, key: part.member.key, stack, last});
    else rows.push({...part, key: part.missing.key, stack, last});
  });
  return rows;
};

/** The lines to show, top to bottom. `ofStack` may know those of a stack from before. */
export const rowsOf = (stacks: readonly Stack[], options: RowOptions, figures: Figures, ofStack = rowsOfStack): Row[] => {
  const rows: Row[] = [];
  for (const stack of sortStacks(stacks, options.sort, figures))
    for (const row of ofStack(stack, options, figures)) rows.push(row);
  return rows;
};
