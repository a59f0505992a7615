import {calendarText, dayText, isSameDay} from '../../model/calendar.js';
import {nearest, spokenDuration} from '../../model/duration.js';
import {parseLogFilter} from '../../model/log-filter.js';
import {isOpenEnded, rangeInWords} from '../../model/log-range.js';
import {lineCount} from '../../state/log-count.js';
import {type LogSpan, logSpan} from '../../state/log-errors.js';
import {isWaitingForOlder} from '../../state/log-older.js';
import {firstTime} from '../../state/log-ring.js';
import {type LogSource, type LogView, logZone, type SourceState} from '../../state/logs.js';
import type {State} from '../../state/state.js';
import {plainText} from '../../terminal/sanitise.js';
import type {Paint} from '../../terminal/theme.js';
import {cutSpans, paintSpans, type Span, spansWidth} from './log-spans.js';
import type {Look} from './look.js';
import {bytes} from './numbers.js';

/** 12,345 */
export const grouped = (count: number): string => String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');

const counted = (count: number, one: string, many = `${one}s`): string => `${grouped(count)} ${count === 1 ? one : many}`;

/** `kafka`, `kafka and 2 more` */
const labelsOf = ([first, ...more]: readonly LogSource[]): string =>
  more.length === 0 ? (first?.label ?? '') : `${first?.label} and ${more.length} more`;

/** Why nothing may come, of the sources that are not simply open: what is worst. */
export const sourceTrouble = (sources: readonly LogSource[]): string | null => {
  const isOne = sources.length === 1;
  const as = (kind: SourceState['kind']): readonly LogSource[] => sources.filter(({state}) => state.kind === kind);
  const failed = as('failed');
  const [{state} = {state: null}] = failed;
  if (state?.kind === 'failed') return isOne ? state.message : `no log of ${labelsOf(failed)}: ${state.message}`;
  if (as('away').length > 0) return 'the engine does not answer';
  const [gone, waiting] = [as('gone'), as('waiting')];
  const [first] = waiting;
  const never = first?.state.kind === 'waiting' && first.state.never;
  if (isOne && gone.length > 0) return 'removed; waiting for a new one';
  if (isOne && first) return never ? 'never started; waiting for that' : 'stopped; waiting for it to run again';
  const parts = [
    ...(gone.length > 0 ? [`${labelsOf(gone)} removed`] : []),
    ...(first
      ? [waiting.length > 1 ? `${waiting.length} stopped` : `${first.label} ${never ? 'never started' : 'stopped'}`]
      : []),
  ];
  return parts.length > 0 ? parts.join(', ') : null;
};

/** A fact of the title. Where there is no room, those with the highest rank are left out first. */
interface Fact {
  readonly text: string;
  readonly paint: Paint;
  readonly rank: number;
}

/** The day of what is on screen, where it is not today. */
const dayOnScreen = (state: State, seen: LogSpan | null): string | null => {
  if (!seen) return null;
  const zone = logZone(state.logLook);
  if (isSameDay(seen.from, state.now, zone)) return null;
  const first = dayText(seen.from, state.now, zone);
  return isSameDay(seen.from, seen.to, zone) ? first : `${first} to ${dayText(seen.to, state.now, zone)}`;
};

const stateOf = (view: LogView, paint: Look['paint']): Pick<Fact, 'text' | 'paint'> => {
  const isOpen = isOpenEnded(view.range);
  if (view.held)
    return {text: isOpen ? 'paused, full: reading waits' : 'full: reading waits for you to go down', paint: paint.warn};
  if (view.sources.length > 0 && view.sources.every(({state}) => state.kind === 'failed'))
    return {text: 'unreadable', paint: paint.warn};
  if (!isOpen) return {text: 'does not follow', paint: paint.dim};
  return view.place ? {text: 'paused', paint: paint.warn} : {text: 'following', paint: paint.good};
};

const factsOf = (state: State, view: LogView, seen: LogSpan | null, {paint}: Look): Fact[] => {
  const facts: Fact[] = [];
  const add = (rank: number, text: string | null, role: Paint): void => {
    if (text !== null && text !== '') facts.push({text, paint: role, rank});
  };
  const {ring, sources, unread, older} = view;
  if (unread > 0) add(6, `${sources.length} of ${sources.length + unread} containers`, paint.warn);
  else if (sources.length > 1) add(10, counted(sources.length, 'container'), paint.dim);
  const {text, paint: role} = stateOf(view, paint);
  add(1, text, role);
  // What was asked for beforehand is nobody's concern.
  if (older.kind === 'wanted' && isWaitingForOlder(view))
    add(2, `loading older lines${older.read > 0 ? `, ${grouped(older.read)} so far` : ''}`, paint.accent);
  const trouble = sourceTrouble(sources);
  add(3, trouble && plainText(trouble), paint.warn);
  add(5, rangeInWords(view.range, state.now, logZone(state.logLook)), paint.dim);
  if (view.skipped > 0) add(2, `some ${grouped(view.skipped)} skipped`, paint.warn);
  add(7, dayOnScreen(state, seen), paint.text);
  if (view.rate > 0) add(9, `${counted(view.rate, 'line')}/s`, paint.dim);
  if (ring.errors > 0) {
    const span = logSpan(ring, isOpenEnded(view.range) ? state.now : null);
    add(4, counted(ring.errors, 'error'), paint.bad);
    if (span) facts.push({text: ` in ${spokenDuration(nearest(span.to - span.from))}`, paint: paint.dim, rank: 8});
  }
  add(12, counted(lineCount(ring), 'line'), paint.dim);
  if (ring.letGo > 0) add(11, `${grouped(ring.letGo)} older let go`, paint.dim);
  return facts;
};

/** First line of the log: whose, how it stands, what it holds. `seen` is the time on screen. */
export const logTitleLine = (state: State, view: LogView, seen: LogSpan | null, width: number, look: Look): string => {
  const {paint, glyphs} = look;
  const head: Span[] = [
    {text: ' logs ', paint: paint.pill},
    {text: ` ${plainText(view.title)}`, paint: paint.stack},
  ];
  // What goes on the fact before it has a space of its own.
  const spansOf = (facts: readonly Fact[]): Span[] => [
    ...head,
    ...facts.flatMap(({text, paint: role}, index): Span[] =>
      text.startsWith(' ')
        ? [{text, paint: role}]
        : [
            {text: index === 0 ? '  ' : ` ${glyphs.separator} `, paint: paint.faint},
            {text, paint: role},
          ],
    ),
  ];
  let facts = factsOf(state, view, seen, look);
  while (facts.length > 1 && spansWidth(spansOf(facts)) > width) {
    const rank = Math.max(...facts.map(fact => fact.rank));
    facts = facts.filter(fact => fact.rank !== rank);
  }
  return paintSpans(cutSpans(spansOf(facts), 0, width, {text: glyphs.cut, paint: paint.faint}));
};

/** Above the keys: what is searched and filtered, and since when lines are held. */
export const logStatusLine = (
  state: State,
  view: LogView,
  hits: {readonly total: number; readonly upTo: number; readonly complete: boolean} | null,
  width: number,
  look: Look,
): string => {
  const {paint, glyphs} = look;
  const spans: Span[] = [{text: ' ', paint: paint.text}];
  const add = (...parts: readonly Span[]): void => {
    if (spans.length > 1) spans.push({text: '   ', paint: paint.text});
    spans.push(...parts);
  };
  if (hits) {
    const total = `${grouped(hits.total)}${hits.complete ? '' : '+'}`;
    const count = hits.total === 0 ? (hits.complete ? 'not found' : 'searching') : `${grouped(hits.upTo)} of ${total}`;
    add(
      {text: `/${plainText(view.search)}`, paint: paint.accent},
      {text: `  ${count}`, paint: hits.total === 0 ? paint.warn : paint.dim},
    );
  }
  if (view.filter !== '') {
    const labels = view.sources.map(source => source.label);
    const trouble = state.view.prompt === null ? (parseLogFilter(view.filter, labels)?.trouble ?? null) : null;
    const said = trouble === null ? [] : [{text: ` (${plainText(trouble)})`, paint: paint.bad}];
    add({text: 'filter ', paint: paint.dim}, {text: plainText(view.filter), paint: paint.warn}, ...said);
  }
  if (view.errorsOnly) add({text: 'errors only', paint: paint.warn});
  if (view.marked.size > 0) add({text: `${view.marked.size} marked`, paint: paint.accent});
  const first = firstTime(view.ring);
  if (view.ring.count > 0) {
    const since = first === null ? '' : `, since ${calendarText(first, state.now, logZone(state.logLook))}`;
    add({text: `${bytes(view.ring.bytes)} held${since}`, paint: paint.faint});
  }
  if (view.sideways > 0) add({text: `${view.sideways} cells to the right`, paint: paint.faint});
  return spansWidth(spans) <= 1 ? '' : paintSpans(cutSpans(spans, 0, width, {text: glyphs.cut, paint: paint.faint}));
};
