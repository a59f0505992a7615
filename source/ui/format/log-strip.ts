import {spokenDuration} from '../../model/duration.js';
import {errorStrip} from '../../state/log-errors.js';
import type {LogView} from '../../state/logs.js';
import type {Look} from './look.js';

/** Errors over time, one line: a low rule where there were none. */
export const logStripLine = (view: LogView, width: number, look: Look): string => {
  const {paint, glyphs} = look;
  const label = ' errors ';
  const room = width - label.length - 16;
  const strip = errorStrip(view.ring, room);
  if (!strip) return paint.faint(label);
  const most = Math.max(...strip.counts);
  const cells = strip.counts.map(count => {
    if (count === 0) return paint.track(glyphs.rule);
    const level = Math.min(glyphs.sparks.length - 1, Math.ceil((count / most) * glyphs.sparks.length) - 1);
    return paint[count > most / 2 ? 'bad' : 'dim'](glyphs.sparks[level] ?? '');
  });
  return `${paint.faint(label)}${cells.join('')}${paint.faint(`  in ${spokenDuration(strip.spanMs)}`)}`;
};
