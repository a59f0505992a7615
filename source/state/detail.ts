import type {Network} from '../model/network.js';
import type {Volume, VolumeSizes} from '../model/volume.js';
import {screenIn} from './selectors.js';
import type {State} from './state.js';
import {containerTabs, type DetailTab, type Screen, stackTabs} from './view.js';
import {replaceTop} from './view-updates.js';

/** Something that is asked of the engine while a tab is open. Times are ms since 1970. */
export type Fetched<T> =
  /** `since` where it may take long. */
  | {readonly kind: 'loading'; readonly since?: number}
  | {readonly kind: 'loaded'; readonly value: T; readonly readAt: number}
  | {readonly kind: 'failed'; readonly message: string; readonly hint: string};

/** What `ps` sees in a container: names of the columns, and one list of cells a process. */
export interface ProcessTable {
  readonly titles: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What the open detail shows beyond what the list knows. */
export interface DetailData {
  /** Key of the container, or of the stack, it is about. */
  readonly key: string;
  readonly processes: Fetched<ProcessTable>;
  /** The engine's own JSON, as it came: secrets are masked when it is drawn. */
  readonly inspect: Fetched<unknown>;
  /** All of the engine's; who is on them is known of those that it is about. */
  readonly networks: Fetched<readonly Network[]>;
  /** All of the engine's. */
  readonly volumes: Fetched<readonly Volume[]>;
  readonly sizes: Fetched<VolumeSizes>;
}

export type DetailScreen = Extract<Screen, {kind: 'detail'}>;

const loading = {kind: 'loading'} as const;

export const nothingYet = (key: string): DetailData => ({
  key,
  processes: loading,
  inspect: loading,
  networks: loading,
  volumes: loading,
  sizes: loading,
});

/** The detail that is asked for, empty when another container's was open. */
export const detailOf = (state: State, key: string): DetailData => (state.detail?.key === key ? state.detail : nothingYet(key));

/** A part has arrived, or could not be had. */
export const detailFetched = (state: State, key: string, part: Partial<Omit<DetailData, 'key'>>): State => ({
  ...state,
  detail: {...detailOf(state, key), ...part},
});

export const detailScreen = (key: string, tab: DetailTab, of: DetailScreen['of'] = 'container'): DetailScreen => ({
  kind: 'detail',
  of,
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
export const withDetail = (state: State, change: Partial<Omit<DetailScreen, 'kind' | 'of' | 'key'>>): State => {
  const screen = detailIn(state);
  return screen ? replaceTop(state, {...screen, ...change}) : state;
};

/** The tabs of a container's detail, or of a stack's. */
export const tabsOf = ({of}: Pick<DetailScreen, 'of'>): readonly DetailTab[] => (of === 'stack' ? stackTabs : containerTabs);

/** The tab `by` places on, round at the ends. */
export const tabBeside = (screen: Pick<DetailScreen, 'of' | 'tab'>, by: 1 | -1): DetailTab => {
  const tabs = tabsOf(screen);
  return tabs[(tabs.indexOf(screen.tab) + by + tabs.length) % tabs.length] ?? screen.tab;
};

/** Shows another tab from its start; what was revealed is hidden again. */
export const showTab = (state: State, tab: DetailTab): State => withDetail(state, {tab, scroll: 0, cursor: 0, revealed: null});
