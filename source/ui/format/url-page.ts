import type {Stack} from '../../model/stack.js';
import {memberIn} from '../../state/selectors.js';
import type {State} from '../../state/state.js';
import {chosenIn, chosenIndex, urlHead, urlItemsIn, urlLines, urlListHeight, urlTop} from '../../state/url-items.js';
import type {LastRequests, UrlItem, UrlsView} from '../../state/urls.js';
import {plainText} from '../../terminal/sanitise.js';
import {cellWidth, toWidth, truncate} from '../../terminal/widths.js';
import {position} from './detail-title.js';
import {cutSpans, paintSpans, type Span} from './log-spans.js';
import type {Look} from './look.js';
import {headingLine, requestRow, urlColumns, urlRow} from './url-rows.js';

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** Whose URLs these are, and of which kinds. */
const titleLine = (state: State, view: UrlsView, items: readonly UrlItem[], width: number, look: Look): string => {
  const {paint, glyphs} = look;
  const found = memberIn(state, view.key);
  const stack: Stack | undefined = found?.stack ?? state.stacks.find(({key}) => key === view.key);
  const name =
    found && stack?.project !== null ? `${stack?.name}/${found.member.label}` : (found?.member.label ?? stack?.name ?? '');
  const count = (...kinds: readonly string[]): number =>
    items.filter(item => item.kind === 'url' && kinds.includes(item.entry.kind)).length;
  const spans: Span[] = [
    {text: ` ${plainText(name)}`, paint: paint.stack},
    {text: '  URLs', paint: paint.strong},
  ];
  const said = [
    ...(count('public') > 0 ? [counted(count('public'), 'public URL')] : []),
    ...(count('port') > 0 ? [counted(count('port'), 'port')] : []),
    ...(count('link', 'webhook') > 0 ? [counted(count('link', 'webhook'), 'link')] : []),
  ];
  for (const text of said) spans.push({text: ` ${glyphs.separator} `, paint: paint.faint}, {text, paint: paint.dim});
  return paintSpans(cutSpans(spans, 0, width, {text: glyphs.cut, paint: paint.faint}));
};

const saidOf = (requests: LastRequests, readOnly: boolean): string => {
  if (requests.kind === 'asking') return 'asking the agent';
  if (requests.kind === 'silent') return 'not known: the API of the ngrok agent (port 4040) cannot be reached';
  if (requests.kind === 'told' && requests.list.length === 0) return 'none yet';
  return readOnly ? '' : 'R replays the chosen one';
};

/** At length where there is room; what one can do about it is never what is cut. */
const emptyLine = (width: number, look: Look): string => {
  const label = 'The label stacktop.link.NAME=URL adds one.';
  const whole = `No URL here: no port is published, no tunnel is open. ${label}`;
  const text = cellWidth(whole) <= width - 2 ? whole : `No published port, no tunnel. ${label}`;
  return ` ${look.paint.dim(truncate(cellWidth(text) <= width - 2 ? text : label, width - 2, look.glyphs.cut))}`;
};

/** All lines below the title, as `urlLines` of the state counts them. */
const listLines = (state: State, view: UrlsView, items: readonly UrlItem[], width: number, look: Look): string[] => {
  const chosen = chosenIndex(view, items);
  const entries = items.flatMap(item => (item.kind === 'url' ? [item.entry] : []));
  const columns = urlColumns(entries, width, memberIn(state, view.key) === null);
  const urls = entries.map((entry, place) => urlRow(entry, columns, width, place === chosen, look));
  const requests = items.flatMap((item, place) =>
    item.kind === 'request' ? [requestRow(item.request, width, place === chosen, state.now, look)] : [],
  );
  const lines = urls.length > 0 ? urls : [emptyLine(width, look)];
  if (view.requests.kind === 'none') return lines;
  return [...lines, '', headingLine('Last requests', saidOf(view.requests, state.readOnly), width, look), ...requests];
};

/** The screen of URLs, line by line. */
export const urlPage = (state: State, view: UrlsView, width: number, look: Look): string[] => {
  const items = urlItemsIn(state);
  const lines = listLines(state, view, items, width, look);
  const height = urlListHeight(state);
  const top = urlTop(state, view);
  const title = titleLine(state, view, items, width, look);
  const head = urlHead(state) > 1 ? ['', title, ''] : [title];
  return [...head, ...lines.slice(top, top + height)];
};

/** Above the keys: what is chosen, at length, and where in the list it is. */
export const urlStatusLine = (state: State, width: number, look: Look): string => {
  const item = chosenIn(state);
  const {urls} = state;
  if (!item || !urls) return '';
  const {paint, glyphs} = look;
  const text =
    item.kind === 'url'
      ? item.entry.note || item.entry.url
      : `${item.request.method} ${item.request.path}${item.request.status === null ? ' is not answered yet' : ''}`;
  const where = position(urlTop(state, urls), urlListHeight(state), urlLines(state, urlItemsIn(state)).total);
  const room = width - 2 - (where === '' ? 0 : where.length + 2);
  return ` ${paint.dim(toWidth(plainText(text), room, 'left', glyphs.cut))}${where === '' ? '' : `  ${paint.faint(where)}`}`;
};
