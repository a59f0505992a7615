import {parseFilter} from '../model/filter.js';
import {type Row, rowsOf, rowsOfStack} from '../model/rows.js';
import type {Figures} from '../model/sort.js';
import type {Member, Stack} from '../model/stack.js';
import {totalsOf} from '../model/totals.js';
import {lastOnly} from './last-only.js';
import type {State} from './state.js';
import type {UsageTable} from './usage-table.js';
import type {Screen} from './view.js';

const filterOf = lastOnly((typed: string) => parseFilter(typed));

/** These orders do not depend on samples: then one leaves the rows as they are. */
const figureless = new Set<string>(['order', 'name', 'health', 'restarts', 'uptime']);
const noFigures: Figures = {
  usageOf: () => undefined,
  totalsOf: stack => totalsOf(stack, () => undefined),
};

interface KeptRows {
  readonly causes: readonly unknown[];
  readonly rows: readonly Row[];
}
/** Rows of a stack stay the very objects they were while nothing of it changes: an event costs one stack, not all. */
const keptRows = new WeakMap<Stack, KeptRows>();
const keeping =
  (usage: UsageTable | null): typeof rowsOfStack =>
  (stack, options, figures) => {
    const {filter, sort, all} = options;
    const causes = [filter, sort, all, options.isFolded(stack.key), usage?.identity, usage?.versionOf(stack)];
    const known = keptRows.get(stack);
    if (known?.causes.every((cause, at) => cause === causes[at])) return known.rows;
    const rows = rowsOfStack(stack, options, figures);
    keptRows.set(stack, {causes, rows});
    return rows;
  };

/** `usage` is null where the order does not ask for figures. */
const rowsFor = lastOnly(
  (
    stacks: State['stacks'],
    filter: string,
    sort: State['view']['sort'],
    all: boolean,
    folded: ReadonlySet<string>,
    usage: UsageTable | null,
  ) => {
    const options = {filter: filterOf(filter), sort, all, isFolded: (key: string) => folded.has(key)};
    return rowsOf(stacks, options, usage ?? noFigures, keeping(usage));
  },
);

/** What is on screen: the state, with the list as it was when it was frozen. The engine's absence shows all the same. */
export const drawnIn = (state: State): State => (state.kept === null ? state : {...state, ...state.kept, now: state.now});

/** The lines of the list, top to bottom, as they are on screen: keys hit what is seen. */
export const rowsIn = (state: State): readonly Row[] => {
  const {filter, sort, all, folded} = state.view;
  const {stacks, usage} = state.kept ?? state;
  return rowsFor(stacks, filter, sort, all, folded, figureless.has(sort.field) ? null : usage);
};

/** Index of the row with this key, -1 where there is none. It is mostly where it was. */
export const indexOfKey = (state: State, key: string | null): number => {
  const rows = rowsIn(state);
  const {selectedIndex} = state.view;
  return rows[selectedIndex]?.key === key ? selectedIndex : placeOf(rows, key);
};
const placeOf = lastOnly((rows: readonly Row[], key: string | null) => rows.findIndex(row => row.key === key));

/** Index of the selected row: by identity, else where it was. -1 when there are no rows. */
export const selectedIndexIn = (state: State): number => {
  const index = indexOfKey(state, state.view.selected);
  return index !== -1 ? index : Math.min(state.view.selectedIndex, rowsIn(state).length - 1);
};

export const selectedRowIn = (state: State): Row | undefined => rowsIn(state)[selectedIndexIn(state)];

/** The member with this key, and its stack. */
export const memberIn = (state: Pick<State, 'stacks'>, key: string): {readonly stack: Stack; readonly member: Member} | null => {
  for (const stack of state.stacks) {
    const member = stack.members.find(candidate => candidate.key === key);
    if (member) return {stack, member};
  }
  return null;
};

/** The stack with this key. */
export const stackIn = ({stacks}: Pick<State, 'stacks'>, key: string): Stack | undefined =>
  stacks.find(stack => stack.key === key);

/** The tagged containers that there are, stack by stack in order of dependency. */
export const taggedIn = ({view, stacks}: State): {readonly stack: Stack; readonly member: Member}[] =>
  view.tagged.size === 0
    ? []
    : stacks.flatMap(stack => stack.members.filter(({key}) => view.tagged.has(key)).map(member => ({stack, member})));

export const screenIn = (state: State): Screen => state.view.screens.at(-1) ?? {kind: 'stacks'};
