import {parseFilter} from '../model/filter.js';
import {type Row, rowsOf} from '../model/rows.js';
import type {Figures} from '../model/sort.js';
import type {Member, Stack} from '../model/stack.js';
import {type Totals, totalsOf} from '../model/totals.js';
import {lastOnly} from './last-only.js';
import type {State} from './state.js';
import type {Screen} from './view.js';

/** Totals of the stacks at this sample, each computed when it is first asked for. */
export const figuresOf = lastOnly((usage: State['usage'], stacks: State['stacks']): Figures => {
  const totals = new Map<Stack, Totals>();
  const usageOf = (id: string) => usage.get(id);
  void stacks;
  return {
    usageOf,
    totalsOf(stack) {
      let found = totals.get(stack);
      if (!found) {
        found = totalsOf(stack, usageOf);
        totals.set(stack, found);
      }
      return found;
    },
  };
});

const filterOf = lastOnly((typed: string) => parseFilter(typed));

/** The order by dependency or name does not depend on figures: then a sample leaves the rows as they are. */
const figureless = new Set<string>(['order', 'name']);
const noFigures: Figures = {
  usageOf: () => undefined,
  totalsOf: stack => totalsOf(stack, () => undefined),
};

const rowsFor = lastOnly(
  (
    stacks: State['stacks'],
    filter: string,
    sort: State['view']['sort'],
    all: boolean,
    folded: ReadonlySet<string>,
    figures: Figures,
  ) => rowsOf(stacks, {filter: filterOf(filter), sort, all, isFolded: key => folded.has(key)}, figures),
);

/** What is on screen: the state, with the list as it was when it was frozen. The engine's absence shows all the same. */
export const drawnIn = (state: State): State => (state.kept === null ? state : {...state, ...state.kept, now: state.now});

/** The lines of the list, top to bottom, as they are on screen: keys hit what is seen. */
export const rowsIn = (state: State): readonly Row[] => {
  const {filter, sort, all, folded} = state.view;
  const {stacks, usage} = state.kept ?? state;
  const figures = figureless.has(sort.field) ? noFigures : figuresOf(usage, stacks);
  return rowsFor(stacks, filter, sort, all, folded, figures);
};

/** Index of the selected row: by identity, else where it was. -1 when there are no rows. */
export const selectedIndexIn = (state: State): number => {
  const rows = rowsIn(state);
  const index = rows.findIndex(row => row.key === state.view.selected);
  return index !== -1 ? index : Math.min(state.view.selectedIndex, rows.length - 1);
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
