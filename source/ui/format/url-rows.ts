import type {UrlEntry} from '../../model/url.js';
import type {CameThrough} from '../../state/urls.js';
import {plainText} from '../../terminal/sanitise.js';
import type {Role} from '../../terminal/theme.js';
import {cellWidth, toWidth, truncate} from '../../terminal/widths.js';
import {formatTime} from './log-time.js';
import type {Look} from './look.js';

/** Cells of the columns of a list of URLs; 0: the column is left out. */
export interface UrlColumns {
  readonly service: number;
  readonly name: number;
  readonly url: number;
  readonly note: number;
}

const gap = 2;
const least = {service: 6, name: 8, note: 14} as const;
const most = {service: 18, name: 22} as const;

/** URLs come first: they are shown whole as long as there is room, then names, then what else is to be known of them. */
export const urlColumns = (entries: readonly UrlEntry[], width: number, isStack: boolean): UrlColumns => {
  const widest = (of: (entry: UrlEntry) => string): number =>
    entries.reduce((cells, entry) => Math.max(cells, cellWidth(plainText(of(entry)))), 0);
  const wish = {
    service: isStack
      ? Math.min(
          most.service,
          widest(({service}) => service),
        )
      : 0,
    name: Math.min(
      most.name,
      widest(({name}) => name),
    ),
    url: widest(({url}) => url),
  };
  let room = width - 2 - gap - (wish.service > 0 ? gap : 0);
  const url = Math.max(0, Math.min(wish.url, room - Math.min(wish.name, least.name) - Math.min(wish.service, least.service)));
  room -= url;
  const name = Math.min(wish.name, room - Math.min(wish.service, least.service));
  const service = Math.min(wish.service, room - name);
  room -= name + service;
  const note = Math.min(
    widest(entry => entry.note),
    room - gap,
  );
  return {
    service,
    name,
    url,
    note:
      note <
      Math.min(
        least.note,
        widest(entry => entry.note),
      )
        ? 0
        : note,
  };
};

const roles: Readonly<Record<UrlEntry['kind'], Role>> = {public: 'link', webhook: 'link', port: 'text', link: 'text'};

/** One URL, exactly as wide as the screen. */
export const urlRow = (entry: UrlEntry, columns: UrlColumns, width: number, chosen: boolean, look: Look): string => {
  const {paint, glyphs} = look;
  const cell = (text: string, cells: number): string => toWidth(plainText(text), cells, 'left', glyphs.cut);
  const space = ' '.repeat(gap);
  const parts = [
    ...(columns.service > 0 ? [paint.dim(cell(entry.service, columns.service))] : []),
    paint[entry.kind === 'public' ? 'strong' : 'text'](cell(entry.name, columns.name)),
    paint[roles[entry.kind]](cell(entry.url, columns.url)),
    ...(columns.note > 0 ? [paint.dim(cell(entry.note, columns.note))] : []),
  ];
  const used = columns.service + columns.name + columns.url + columns.note + gap * (parts.length - 1) + 1;
  const line = ` ${parts.join(space)}${' '.repeat(Math.max(0, width - used))}`;
  return chosen ? look.selection(line) : line;
};

const statusRole = (status: number | null): Role =>
  status === null ? 'dim' : status < 400 ? 'good' : status < 500 ? 'warn' : 'bad';

const duration = (ms: number | null): string =>
  ms === null ? '' : ms < 9.95 ? `${ms.toFixed(1)} ms` : ms < 9_999.5 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;

/** One request: when, what it got, how long it took, and what was asked for. */
export const requestRow = (request: CameThrough, width: number, chosen: boolean, now: number, look: Look): string => {
  const {paint, glyphs} = look;
  const time = formatTime(request.startedAt, 'local', true, now);
  const method = toWidth(plainText(request.method), 7, 'left', glyphs.cut);
  const status = (request.status === null ? glyphs.unknown : String(request.status)).padStart(3).slice(0, 3);
  const took = toWidth(duration(request.durationMs), 8, 'right', glyphs.cut);
  const path = toWidth(plainText(request.path), Math.max(0, width - 1 - 8 - 2 - 3 - 1 - 8 - 2 - 7 - 1), 'left', glyphs.cut);
  const line = ` ${paint.faint(time)}  ${paint[statusRole(request.status)](status)} ${paint.dim(took)}  ${paint.dim(method)}${paint.text(path)} `;
  return chosen ? look.selection(line) : line;
};

/** A heading among the lines, with what is to be said of what stands below. */
export const headingLine = (heading: string, said: string, width: number, look: Look): string => {
  const {paint, glyphs} = look;
  const rest = truncate(said, Math.max(0, width - cellWidth(heading) - 4), glyphs.cut);
  return ` ${paint.strong(heading)}${rest === '' ? '' : `  ${paint.dim(rest)}`}`;
};
