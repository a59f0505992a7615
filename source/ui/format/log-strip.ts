import {calendarText} from '../../model/calendar.js';
import {nearest, shortDuration} from '../../model/duration.js';
import {isOpenEnded} from '../../model/log-range.js';
import {type LogSpan, logSpan, partOf, troubleStrip} from '../../state/log-errors.js';
import {type LogView, logZone} from '../../state/logs.js';
import type {State} from '../../state/state.js';
import type {Look} from './look.js';

/** Where the strip begins and ends: `-15m … now`; of a time that is not followed by the clock. */
const ends = (state: State, view: LogView, span: LogSpan, ascii: boolean): string => {
  const to = ascii ? '..' : '…';
  if (isOpenEnded(view.range)) return `-${shortDuration(nearest(span.to - span.from))} ${to} now`;
  const zone = logZone(state.logLook);
  return `${calendarText(span.from, state.now, zone)} ${to} ${calendarText(span.to, span.from, zone)}`;
};

const label = ' errors ';

/**
 * Errors over time, one line: a low rule where there were none, a faint one where there were warnings alone. `seen` is the time on screen:
 * that part is brighter and heavier, unless it is all.
 */
export const logStripLine = (state: State, view: LogView, seen: LogSpan | null, width: number, look: Look): string => {
  const {paint, glyphs, selection} = look;
  const now = isOpenEnded(view.range) ? state.now : null;
  const span = logSpan(view.ring, now);
  if (!span) return paint.faint(label);
  const told = `  ${ends(state, view, span, look.theme.ascii)} `;
  const room = width - label.length - told.length;
  const strip = troubleStrip(view.ring, room, now);
  if (!strip) return paint.faint(label);
  const most = Math.max(1, ...strip.errors);
  const first = seen ? partOf(span, room, seen.from) : 0;
  const last = seen && (view.place || now === null) ? partOf(span, room, seen.to) : room - 1;
  const isAll = first === 0 && last === room - 1;
  const low = glyphs.sparks[0] ?? '';
  const cells = strip.errors.map((count, part) => {
    const isSeen = !isAll && part >= first && part <= last;
    if (count === 0) {
      if ((strip.warns[part] ?? 0) > 0) return isSeen ? selection(paint.dim(low)) : paint.line(low);
      return isSeen ? paint.accent(glyphs.heavyRule) : paint.track(glyphs.rule);
    }
    const level = Math.min(glyphs.sparks.length - 1, Math.ceil((count / most) * glyphs.sparks.length) - 1);
    const cell = paint[count > most / 2 ? 'bad' : 'dim'](glyphs.sparks[level] ?? '');
    return isSeen ? selection(cell) : cell;
  });
  return `${paint.faint(label)}${cells.join('')}${paint.faint(told)}`;
};
