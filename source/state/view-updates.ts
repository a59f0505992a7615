import {sortFields} from '../model/sort.js';
import {listHeight, scrolled} from './layout.js';
import {indexOfKey, rowsIn, selectedIndexIn, selectedRowIn} from './selectors.js';
import type {Notice, State} from './state.js';
import type {Prompt, Screen, ViewState} from './view.js';

/** Updates by keys. Each takes a state and returns the next. */

export const withView = (state: State, view: Partial<ViewState>): State => ({...state, view: {...state.view, ...view}});

/** Selects the row at an index, kept within the list, and scrolls no further than needed. */
export const selectIndex = (state: State, index: number): State => {
  const height = listHeight(state);
  const rows = rowsIn(state);
  if (rows.length === 0) return withView(state, {selected: null, selectedIndex: 0, top: 0});
  const at = Math.max(0, Math.min(rows.length - 1, index));
  return withView(state, {
    selected: rows[at]?.key ?? null,
    selectedIndex: at,
    top: scrolled(state.view.top, at, height, rows.length),
  });
};

export const move = (state: State, by: number): State => selectIndex(state, selectedIndexIn(state) + by);

/** Notes where the selected row is now: should it go, the selection stays at that place. */
export const noted = (state: State): State => {
  const {selected, selectedIndex} = state.view;
  const index = selected === null ? -1 : indexOfKey(state, selected);
  return index === -1 || index === selectedIndex ? state : withView(state, {selectedIndex: index});
};

/** Selects the row with this key; where it is not, the first container there is. */
const selectKey = (state: State, key: string | null): State => {
  const rows = rowsIn(state);
  const index = rows.findIndex(row => row.key === key);
  return selectIndex(
    state,
    index === -1
      ? Math.max(
          0,
          rows.findIndex(row => row.kind === 'container'),
        )
      : index,
  );
};

/**
 * Filters the list. The row with the key `selected` is selected where the filter finds it; a stack of which it finds a part hands the
 * selection on to the first container found.
 */
export const withFilter = (state: State, filter: string, selected: string | null): State => {
  const next = selectKey(withView(state, {filter}), selected);
  const row = selectedRowIn(next);
  if (filter === '' || row?.kind !== 'stack') return next;
  const found = rowsIn(next).filter(other => other.kind !== 'stack' && other.stack === row.stack).length;
  return found < row.stack.members.length + row.stack.missing.length ? move(next, 1) : next;
};

/** Freezes the list, or lets it go on. */
export const toggleFrozen = (state: State): State => {
  const {containers, stacks, host, pasts, changes, now} = state;
  const usage = state.usage.copy();
  const frozen = !state.view.frozen;
  return {...withView(state, {frozen}), kept: frozen ? {containers, stacks, usage, host, pasts, changes, now} : null};
};

/** The terminal has another size. */
export const resized = (state: State, columns: number, rows: number): State => withView(state, {size: {columns, rows}});

/** Folds or unfolds the stack of the selected row; folding from a container's row selects its stack. */
export const fold = (state: State, how: 'fold' | 'unfold' | 'toggle'): State => {
  const row = selectedRowIn(state);
  if (!row) return state;
  const key = row.stack.key;
  const folded = new Set(state.view.folded);
  const close = how === 'fold' || (how === 'toggle' && !folded.has(key));
  if (close) folded.add(key);
  else folded.delete(key);
  return selectKey(withView(state, {folded}), close ? key : row.key);
};

export const foldAll = (state: State, close: boolean): State => {
  const row = selectedRowIn(state);
  const next = withView(state, {folded: new Set(close ? state.stacks.map(stack => stack.key) : [])});
  return row ? selectKey(next, close ? row.stack.key : row.key) : next;
};

/** Sorts by a field; the same field again turns the order round. */
export const sortBy = (state: State, field: ViewState['sort']['field']): State =>
  withView(state, {sort: {field, inverted: state.view.sort.field === field ? !state.view.sort.inverted : false}});

export const sortNext = (state: State, by: 1 | -1): State => {
  const index = sortFields.indexOf(state.view.sort.field);
  const field = sortFields[(index + by + sortFields.length) % sortFields.length] ?? 'order';
  return withView(state, {sort: {field, inverted: false}});
};

export const toggleTag = (state: State): State => {
  const row = selectedRowIn(state);
  if (!row) return state;
  if (row.kind === 'missing') return state;
  const keys = row.kind === 'container' ? [row.key] : row.stack.members.map(member => member.key);
  const tagged = new Set(state.view.tagged);
  const untag = keys.every(key => tagged.has(key));
  for (const key of keys) {
    if (untag) tagged.delete(key);
    else tagged.add(key);
  }
  return withView(state, {tagged});
};

export const push = (state: State, screen: Screen): State => withView(state, {screens: [...state.view.screens, screen]});

/** Opens a log over what is on top. One log is open at a time: the screen of one that lies below, and is closed now, goes. */
export const pushLogs = (state: State, key: string): State =>
  withView(state, {screens: [...state.view.screens.filter(({kind}) => kind !== 'logs'), {kind: 'logs', key}]});

/** Closes what is on top; the list itself stays. */
export const pop = (state: State): State =>
  state.view.screens.length > 1 ? withView(state, {screens: state.view.screens.slice(0, -1)}) : state;

/** Replaces the screen on top. */
export const replaceTop = (state: State, screen: Screen): State =>
  withView(state, {screens: [...state.view.screens.slice(0, -1), screen]});

export const ask = (state: State, prompt: Prompt | null): State => withView(state, {prompt});

/** Says something in the footer for some seconds. */
export const notify = (state: State, text: string, kind: Notice['kind'] = 'info', forMs = 4000): State => ({
  ...state,
  notice: {text, kind, until: Date.now() + forMs},
});
