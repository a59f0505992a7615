import {parseLogFilter} from '../../model/log-filter.js';
import {rangeInWords} from '../../model/log-range.js';
import {firstTime} from '../../state/log-ring.js';
import type {LogSource, LogView} from '../../state/logs.js';
import type {State} from '../../state/state.js';
import {plainText} from '../../terminal/sanitise.js';
import type {Paint} from '../../terminal/theme.js';
import {cutSpans, paintSpans, type Span, spansWidth} from './log-spans.js';
import {formatTime} from './log-time.js';
import type {Look} from './look.js';
import {bytes} from './numbers.js';

/** 12,345 */
export const grouped = (count: number): string => String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');

const counted = (count: number, one: string, many = `${one}s`): string => `${grouped(count)} ${count === 1 ? one : many}`;

/** Why nothing may come, of the sources that are not simply open. */
export const sourceTrouble = (sources: readonly LogSource[]): string | null => {
  const failed = sources.find(source => source.state.kind === 'failed');
  if (failed?.state.kind === 'failed')
    return sources.length > 1 ? `${failed.label}: ${failed.state.message}` : failed.state.message;
  const away = sources.filter(source => source.state.kind === 'waiting' || source.state.kind === 'gone');
  const [first] = away;
  if (!first) return null;
  if (sources.length === 1)
    return first.state.kind === 'gone' ? 'removed; waiting for a new one' : 'stopped; waiting for it to run again';
  return away.length === 1 ? `${first.label} ${first.state.kind === 'gone' ? 'removed' : 'stopped'}` : `${away.length} stopped`;
};

/** First line of the log: whose, how it stands, what it holds. */
export const logTitleLine = (view: LogView, width: number, look: Look): string => {
  const {paint, glyphs} = look;
  const spans: Span[] = [{text: ` ${plainText(view.title)}`, paint: paint.stack}];
  const add = (text: string, role: Paint): void => {
    spans.push({text: spans.length === 1 ? '  ' : ` ${glyphs.separator} `, paint: paint.faint}, {text, paint: role});
  };
  if (view.place) add(view.held ? 'paused, full: reading waits' : 'paused', paint.warn);
  else add('following', paint.good);
  if (view.unread > 0) add(`${view.sources.length} of ${view.sources.length + view.unread} containers`, paint.warn);
  else if (view.sources.length > 1) add(counted(view.sources.length, 'container'), paint.dim);
  const trouble = sourceTrouble(view.sources);
  if (trouble !== null) add(plainText(trouble), paint.warn);
  const range = rangeInWords(view.range);
  if (range !== '') add(range, paint.dim);
  if (view.rate > 0) add(`${grouped(view.rate)} lines/s`, paint.dim);
  add(counted(view.ring.count, 'line'), paint.dim);
  if (view.ring.errors > 0) add(counted(view.ring.errors, 'error'), paint.bad);
  if (view.ring.letGo > 0) add(`${grouped(view.ring.letGo)} older let go`, paint.dim);
  return paintSpans(cutSpans(spans, 0, width, {text: glyphs.cut, paint: paint.faint}));
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
    const since =
      first === null ? '' : `, since ${formatTime(first, state.logLook.times === 'utc' ? 'utc' : 'local', true, state.now)}`;
    add({text: `${bytes(view.ring.bytes)} held${since}`, paint: paint.faint});
  }
  if (view.sideways > 0) add({text: `${view.sideways} cells to the right`, paint: paint.faint});
  return spansWidth(spans) <= 1 ? '' : paintSpans(cutSpans(spans, 0, width, {text: glyphs.cut, paint: paint.faint}));
};
