import {screenIn} from './selectors.js';
import type {State} from './state.js';
import {type DetailTab, detailTabs, type Screen} from './view.js';
import {replaceTop} from './view-updates.js';

/** Something that is asked of the engine while a tab is open. Times are ms since 1970. */
export type Fetched<T> =
  | {readonly kind: 'loading'}
  | {readonly kind: 'loaded'; readonly value: T; readonly readAt: number}
  | {readonly kind: 'failed'; readonly message: string; readonly hint: string};

/** What `ps` sees in a container: names of the columns, and one list of cells a process. */
export interface ProcessTable {
  readonly titles: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What the open detail shows beyond what the list knows. */
export interface DetailData {
  /** Key of the container it is about. */
  readonly key: string;
  readonly processes: Fetched<ProcessTable>;
  /** The engine's own JSON, as it came: secrets are masked when it is drawn. */
  readonly inspect: Fetched<unknown>;
}

export type DetailScreen = Extract<Screen, {kind: 'detail'}>;

const nothingYet = (key: string): DetailData => ({key, processes: {kind: 'loading'}, inspect: {kind: 'loading'}});

/** The detail that is asked for, empty when another container's was open. */
export const detailOf = (state: State, key: string): DetailData => (state.detail?.key === key ? state.detail : nothingYet(key));

/** A part has arrived, or could not be had. */
export const detailFetched = (state: State, key: string, part: Partial<Omit<DetailData, 'key'>>): State => ({
  ...state,
  detail: {...detailOf(state, key), ...part},
});

export const detailScreen = (key: string, tab: DetailTab): DetailScreen => ({
  kind: 'detail',
  key,
  tab,
  scroll: 0,
  cursor: 0,
  revealed: null,
});

/** The open detail; null when another screen is on top. */
export const detailIn = (state: State): DetailScreen | null => {
  const screen = screenIn(state);
  return screen.kind === 'detail' ? screen : null;
};

/** Changes the open detail; nothing when another screen is on top. */
export const withDetail = (state: State, change: Partial<Omit<DetailScreen, 'kind' | 'key'>>): State => {
  const screen = detailIn(state);
  return screen ? replaceTop(state, {...screen, ...change}) : state;
};

/** The tab `by` places on, round at the ends. */
export const tabBeside = (tab: DetailTab, by: 1 | -1): DetailTab =>
  detailTabs[(detailTabs.indexOf(tab) + by + detailTabs.length) % detailTabs.length] ?? tab;

/** Shows another tab from its start; what was revealed is hidden again. */
export const showTab = (state: State, tab: DetailTab): State => withDetail(state, {tab, scroll: 0, cursor: 0, revealed: null});
