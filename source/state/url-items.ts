import {type UrlEntry, urlsOf} from '../model/url.js';
import {lastOnly} from './last-only.js';
import {bodyHeight, isAiry, scrolled} from './layout.js';
import {memberIn} from './selectors.js';
import type {State} from './state.js';
import type {CameThrough, LastRequests, UrlItem, UrlsView} from './urls.js';

/** What the screen of URLs lists, worked out again when one of these changed. */
const itemsOf = lastOnly(
  (
    stacks: State['stacks'],
    services: State['services'],
    tunnels: State['tunnels'],
    viewpoint: State['viewpoint'],
    key: string,
    requests: LastRequests,
  ): readonly UrlItem[] => {
    const found = memberIn({stacks}, key);
    const stack = found?.stack ?? stacks.find(candidate => candidate.key === key);
    if (!stack) return [];
    const factsOf = (of: string) => services.byKey.get(of);
    const sources = {stack, tunnels: tunnels.get(stack.key) ?? [], factsOf, viewpoint};
    const entries = urlsOf(sources, found ? key : null);
    const came = requests.kind === 'told' ? requests.list : [];
    return [...numbered(entries), ...came.map(request => ({kind: 'request' as const, id: `request ${request.id}`, request}))];
  },
);

/** A tunnel has another URL with each start: what is chosen is the tunnel. */
const numbered = (entries: readonly UrlEntry[]): UrlItem[] => {
  const seen = new Map<string, number>();
  return entries.map(entry => {
    const name = `${entry.kind} ${entry.service} ${entry.name}`;
    const number = (seen.get(name) ?? 0) + 1;
    seen.set(name, number);
    return {kind: 'url', id: `${name} ${number}`, entry};
  });
};

export const urlItemsIn = ({stacks, services, tunnels, viewpoint, urls}: State): readonly UrlItem[] =>
  urls ? itemsOf(stacks, services, tunnels, viewpoint, urls.key, urls.requests) : [];

/** Place of the chosen line; -1 when there is none at all. */
export const chosenIndex = ({chosen, index}: UrlsView, items: readonly UrlItem[]): number => {
  const found = chosen === null ? 0 : items.findIndex(({id}) => id === chosen);
  return found === -1 ? Math.min(index, items.length - 1) : Math.min(found, items.length - 1);
};

/** The chosen line; null when there is none. */
export const chosenIn = (state: State): UrlItem | null => {
  const items = urlItemsIn(state);
  return (state.urls && items[chosenIndex(state.urls, items)]) ?? null;
};

/** The chosen URL; null when something else is chosen. */
export const chosenUrl = (state: State): UrlEntry | null => {
  const item = chosenIn(state);
  return item?.kind === 'url' ? item.entry : null;
};

/** The chosen request; null when something else is chosen. */
export const chosenRequest = (state: State): CameThrough | null => {
  const item = chosenIn(state);
  return item?.kind === 'request' ? item.request : null;
};

/** Lines between the last URL and the first request: an empty one and a heading. */
export const betweenLists = 2;

/** Where the lines of the screen stand: URLs (or one that says that there are none), and the requests where there is an agent. */
export const urlLines = ({urls}: State, items: readonly UrlItem[]) => {
  const count = items.filter(({kind}) => kind === 'url').length;
  const first = Math.max(1, count) + betweenLists;
  const requests = items.length - count;
  const hasRequests = urls !== null && urls.requests.kind !== 'none';
  return {
    lineOf: (index: number): number => (index < count ? index : first + index - count),
    total: hasRequests ? first + Math.max(1, requests) : Math.max(1, count),
  };
};

/** Lines above the list: the title, with room around it where there is some. */
export const urlHead = (state: State): number => (isAiry(state) ? 3 : 1);

export const urlListHeight = (state: State): number => Math.max(1, bodyHeight(state) - urlHead(state));

/** First line on screen, with the chosen one among those that are. */
export const urlTop = (state: State, view: UrlsView): number => {
  const items = urlItemsIn(state);
  const {lineOf, total} = urlLines(state, items);
  const line = lineOf(Math.max(0, chosenIndex(view, items)));
  // The heading comes with the first line below it.
  const above = line > 0 && lineOf(Math.max(0, chosenIndex(view, items) - 1)) < line - 1 ? line - 1 : line;
  const height = urlListHeight(state);
  return scrolled(scrolled(view.top, line, height, total), above, height, total);
};

/** Moves the cursor to the line at a place, kept within the list. */
export const chooseUrl = (state: State, index: number): State => {
  const {urls} = state;
  const items = urlItemsIn(state);
  const at = Math.max(0, Math.min(items.length - 1, index));
  const item = items[at];
  if (!urls || !item) return state;
  const moved = {...urls, chosen: item.id, index: at};
  return {...state, urls: {...moved, top: urlTop(state, moved)}};
};

export const moveUrl = (state: State, by: number): State =>
  state.urls ? chooseUrl(state, chosenIndex(state.urls, urlItemsIn(state)) + by) : state;

/** To the first request from among the URLs, and back. */
export const otherList = (state: State): State => {
  const items = urlItemsIn(state);
  const first = items.findIndex(({kind}) => kind === 'request');
  return chooseUrl(state, first > 0 && chosenRequest(state) === null ? first : 0);
};
