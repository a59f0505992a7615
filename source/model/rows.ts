import {type Filter, passes} from './filter.js';
import {type Figures, type Sort, sortMembers, sortStacks} from './sort.js';
import type {Member, Stack} from './stack.js';

/** A line of the list. */
export type Row =
  | {readonly kind: 'stack'; readonly key: string; readonly stack: Stack; readonly folded: boolean}
  | {readonly kind: 'container'; readonly key: string; readonly stack: Stack; readonly member: Member; readonly last: boolean};

export interface RowOptions {
  readonly filter: Filter;
  readonly sort: Sort;
  /** Stopped containers too. */
  readonly all: boolean;
  isFolded(stackKey: string): boolean;
}

/** Stopped ones that are of interest even when only running ones are asked for: those in trouble, and those that are being worked on. */
const isHidden = (member: Member): boolean =>
  member.status.kind === 'stopped' ||
  member.status.kind === 'done' ||
  member.status.kind === 'created' ||
  member.status.kind === 'failed';

/** The lines to show, top to bottom. A filter unfolds what it finds. */
export const rowsOf = (stacks: readonly Stack[], options: RowOptions, figures: Figures): Row[] => {
  const rows: Row[] = [];
  const filtered = options.filter.length > 0;
  for (const stack of sortStacks(stacks, options.sort, figures)) {
    const shown = sortMembers(stack.members, options.sort, figures).filter(
      member => (options.all || !isHidden(member)) && (!filtered || passes(options.filter, member, stack)),
    );
    if (shown.length === 0 && (filtered || !options.all)) continue;
    const folded = !filtered && options.isFolded(stack.key);
    rows.push({kind: 'stack', key: stack.key, stack, folded});
    if (folded) continue;
    shown.forEach((member, index) => {
      rows.push({kind: 'container', key: member.key, stack, member, last: index === shown.length - 1});
    });
  }
  return rows;
};
