import {type Filter, passes} from './filter.js';
import {type Figures, type Sort, sortMembers, sortStacks} from './sort.js';
import type {Member, Stack} from './stack.js';
import {severityOf} from './status.js';

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

/** What is left out when only running ones are asked for. Those in trouble stay: that they do not run is what one has to know. */
const isHidden = ({container, status}: Member): boolean =>
  (container.state === 'exited' || container.state === 'created') && severityOf(status) === 'quiet';

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
