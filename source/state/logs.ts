import type {LogItem} from '../model/log-entry.js';
import {beginsAtTop, type LogRange} from '../model/log-range.js';
import type {Zone} from '../model/moment.js';
import {groupsOf} from './log-groups.js';
import {blockIndexOf, emptyRing, type LogRing, withItems, withPieces} from './log-ring.js';
import {headSeq} from './log-rows.js';
import type {Piece} from './packed-lines.js';
import type {State} from './state.js';

/** How things stand with one container's log. */
export type SourceState =
  | {readonly kind: 'opening'}
  | {readonly kind: 'open'}
  /** For the container to run: again, or for the first time. */
  | {readonly kind: 'waiting'; readonly never: boolean}
  /** The engine does not answer. */
  | {readonly kind: 'away'}
  /** It is gone; one with the same identity may come. */
  | {readonly kind: 'gone'}
  /** All of the range that was asked for has been read; it is not followed. */
  | {readonly kind: 'read'}
  | {readonly kind: 'failed'; readonly message: string; readonly hint: string};

export interface LogSource {
  /** Identity of the container. */
  readonly key: string;
  readonly id: string;
  readonly label: string;
  readonly state: SourceState;
}

export type LogTimes = 'local' | 'utc' | 'relative' | 'off';

/** How lines are drawn; kept from one log to the next. */
export interface LogLook {
  readonly times: LogTimes;
  readonly wrap: boolean;
  /** As the program wrote them, not as stacktop reads them: each line by itself. */
  readonly raw: boolean;
  /** Stack traces and repeats show all their lines. */
  readonly unfolded: boolean;
}

export const firstLogLook: LogLook = {times: 'local', wrap: false, raw: false, unfolded: false};

/** Whether lines that belong together are one row, a row with the others below it, or each a row by itself. */
export type Folding = 'folded' | 'unfolded' | 'off';

const foldingOf = ({raw, unfolded}: LogLook): Folding => (raw ? 'off' : unfolded ? 'unfolded' : 'folded');

/** Where a view stands that does not follow: the first row on screen, and the chosen one. By `seq`. */
export interface LogPlace {
  readonly top: number;
  /** Lines of the first row that lie above the screen; absent: none. */
  readonly skip?: number;
  readonly cursor: number;
}

/** The zone in which times are shown, and typed. */
export const logZone = ({times}: Pick<LogLook, 'times'>): Zone => (times === 'utc' ? 'utc' : 'local');

/** Whether there are lines from before the oldest that is held. */
export type OlderLines =
  /** Nobody has looked. */
  | {readonly kind: 'unknown'}
  /**
   * Somebody wants to see them; the session reads them. `by`: lines of the screen to go up once they are there; `from`: the item (by `seq`) that was on
   * top then; `read`: lines that have come so far.
   */
  | {readonly kind: 'wanted'; readonly by: number; readonly from: number; readonly read: number}
  /** The log begins with the oldest line that is held. */
  | {readonly kind: 'none'};

/** An open log. */
export interface LogView {
  /** One view from the next: what comes late for one that was closed is dropped. */
  readonly id: number;
  /** Of the rows whose containers are read: a container, a stack, or those that were tagged. */
  readonly keys: readonly string[];
  readonly title: string;
  readonly sources: readonly LogSource[];
  /** Containers of a large stack whose logs are not read. */
  readonly unread: number;
  readonly ring: LogRing;
  /** Bytes it may hold. */
  readonly limit: number;
  /** null: it follows, the newest line is the last one on screen. */
  readonly place: LogPlace | null;
  /** Cells that lie left of the screen. */
  readonly sideways: number;
  /** What the person wants to see; the session reads from there. */
  readonly range: LogRange;
  readonly older: OlderLines;
  readonly filter: string;
  readonly errorsOnly: boolean;
  readonly search: string;
  readonly folding: Folding;
  /** `seq` of marked lines. */
  readonly marked: ReadonlySet<number>;
  /** `seq` of unfolded lines and heads of groups; where all groups are unfolded, of those that are folded. */
  readonly unfolded: ReadonlySet<number>;
  /** Head of the group that a search has unfolded, until it goes on. */
  readonly peeked: number | null;
  /** `seq` of the line where a selection began; it goes as far as the chosen one. null: nothing is selected. */
  readonly selection: number | null;
  /** Lines a second, over the last seconds; those that were there before the log was opened do not count. */
  readonly rate: number;
  /** What is there already is on its way: nothing of it is shown yet. */
  readonly isOpening: boolean;
  /** Reading has stopped: the view is paused and full. */
  readonly held: boolean;
  /** About so many lines were left out, as they came faster than they can be read. */
  readonly skipped: number;
  /** What was there was cleared away by hand. */
  readonly cleared: boolean;
  /** Events of the engine that have not found their place between the lines yet. */
  readonly events: readonly LogEvent[];
  /** Containers that were started and will be read as soon as they are in the list: a count, which only rises. */
  readonly coming: number;
  /** Changes when a search or filter has got further through the lines. */
  readonly searched: number;
}

export interface LogEvent {
  readonly time: number;
  readonly tone: 'good' | 'warn' | 'bad' | 'info';
  readonly text: string;
}

/** Memory of one view. With it the program stays below 120 MB in a flood. */
export const usualLogBytes = 32 * 1024 * 1024;
/** The share of it for lines that are held, more than a million usual ones as most are deflated; the rest is for those that come, and to look at them. */
const heldShare = 3 / 8;

export type LogBeginning = Pick<LogView, 'id' | 'keys' | 'title' | 'sources'> &
  Partial<Pick<LogView, 'range' | 'limit' | 'unread' | 'isOpening'>>;

/** Opens a log: nothing was read yet. */
export const beginLogs = (state: State, beginning: LogBeginning): State => ({
  ...state,
  logs: {
    unread: 0,
    ring: emptyRing,
    limit: state.logBytes * heldShare,
    place: null,
    sideways: 0,
    range: {kind: 'tail', lines: 1000},
    older: {kind: 'unknown'},
    filter: '',
    errorsOnly: false,
    search: '',
    folding: foldingOf(state.logLook),
    marked: new Set(),
    unfolded: new Set(),
    peeked: null,
    selection: null,
    rate: 0,
    held: false,
    isOpening: false,
    skipped: 0,
    cleared: false,
    events: [],
    coming: 0,
    searched: 0,
    ...beginning,
  },
});

export const withLogs = (state: State, change: Partial<LogView>): State =>
  state.logs ? {...state, logs: {...state.logs, ...change}} : state;

/** Changes how lines are drawn, in the open log and in those to come. Folding all or unfolding all leaves no exceptions. */
export const withLogLook = (state: State, change: Partial<LogLook>): State => {
  const logLook = {...state.logLook, ...change};
  const folding = foldingOf(logLook);
  const anew: Partial<LogView> = change.unfolded === undefined ? {} : {unfolded: new Set(), peeked: null};
  return withLogs({...state, logLook}, {folding, ...anew});
};

/** Changes a view, if it is still the one that is open. */
export const inLogs = (state: State, id: number, change: (view: LogView) => LogView): State => {
  if (state.logs?.id !== id) return state;
  const logs = change(state.logs);
  return logs === state.logs ? state : {...state, logs};
};

export const endLogs = (state: State, id: number): State => (state.logs?.id === id ? {...state, logs: null} : state);

/** New lines at the end. What was let go takes its marks along; a place that was let go moves on to the oldest line. */
export const withLines = (view: LogView, items: readonly LogItem[]): LogView =>
  items.length === 0 ? view : withRing(view, withItems(view.ring, items, view.limit));

/** As `withLines`, of packed lines, the first of which gets the number `seq`. */
export const withBatch = (view: LogView, pieces: readonly Piece[], seq: number): LogView =>
  pieces.length === 0 ? view : withRing(view, withPieces(view.ring, pieces, seq, view.limit));

const withRing = (view: LogView, ring: LogRing): LogView => {
  if (ring.letGo === view.ring.letGo) return {...view, ring};
  const first = ring.blocks[0]?.first ?? 0;
  const still = (seqs: ReadonlySet<number>): ReadonlySet<number> =>
    seqs.size === 0 ? seqs : new Set([...seqs].filter(seq => seq >= first));
  const {place} = view;
  const kept =
    place &&
    (place.top >= first
      ? {...place, cursor: Math.max(first, place.cursor)}
      : {top: first, cursor: Math.max(first, place.cursor)});
  const older: OlderLines = view.older.kind === 'none' ? {kind: 'unknown'} : view.older;
  const selection = view.selection === null ? null : Math.max(first, view.selection);
  return {...view, ring, place: kept, older, selection, marked: still(view.marked), unfolded: still(withHeirs(view, first))};
};

/** A group that was begun by what is let go is headed by its next line then: unfolded as before. */
const withHeirs = (view: LogView, first: number): ReadonlySet<number> => {
  if (view.folding === 'off' || view.unfolded.size === 0) return view.unfolded;
  const block = view.ring.blocks[blockIndexOf(view.ring, first)];
  const orphans = block?.first === first ? (groupsOf(block)?.orphans ?? []) : [];
  const heirs = orphans.map(place => first + place).filter(seq => view.unfolded.has(headSeq(view, seq)));
  return heirs.length === 0 ? view.unfolded : new Set([...view.unfolded, ...heirs]);
};

/** Empties the view; what comes is shown. */
export const clearLogs = (state: State): State =>
  withLogs(state, {
    ring: emptyRing,
    place: null,
    older: {kind: 'unknown'},
    marked: new Set(),
    unfolded: new Set(),
    peeked: null,
    selection: null,
    sideways: 0,
    skipped: 0,
    cleared: true,
  });

/** Changes one source; `index` is what lines know it by. */
export const withSource = (view: LogView, index: number, change: Partial<LogSource>): LogView => ({
  ...view,
  sources: view.sources.map((source, place) => (place === index ? {...source, ...change} : source)),
});

/** Another range: what there was goes, the session reads again. Where one wants to see its beginning, the view stands still there. */
export const withRange = (view: LogView, range: LogRange): LogView => ({
  ...view,
  range,
  ring: emptyRing,
  place: beginsAtTop(range) ? {top: 0, cursor: 0} : null,
  older: range.kind === 'head' ? {kind: 'none'} : {kind: 'unknown'},
  marked: new Set(),
  unfolded: new Set(),
  peeked: null,
  selection: null,
  skipped: 0,
  cleared: false,
});
