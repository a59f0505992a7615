import {budgetForFrame} from '../../state/log-find.js';
import type {LogSave, SaveHow} from '../../state/log-save.js';
import {countTaken, selectedRange} from '../../state/log-selection.js';
import type {LogView} from '../../state/logs.js';
import type {State} from '../../state/state.js';
import {plainText} from '../../terminal/sanitise.js';
import {truncate} from '../../terminal/widths.js';
import {grouped} from './log-title.js';
import type {Look} from './look.js';
import {bytes} from './numbers.js';

/** How far a log is that is being saved. */
const savingLine = ({title, how, part, lines, startedAt, stopping, ...save}: LogSave, now: number, look: Look): string => {
  const separator = ` ${look.glyphs.separator} `;
  const seconds = Math.max(0, Math.floor((now - startedAt) / 1000));
  const what = `${stopping ? 'stopping to save' : 'saving'} ${plainText(title)}${how === 'raw' ? ', raw' : ''}`;
  const figures = [`${bytes(save.bytes)}`, `${grouped(lines)} lines`, `${seconds} s`];
  return [what, ...(part === '' ? [] : [plainText(part)]), ...figures, 'Esc stops it'].join(separator);
};

/** Above the keys of a log: what is being saved, or how much is selected; null when neither is. */
export const takingLine = (state: State, view: LogView, width: number, look: Look): string | null => {
  const line = (text: string): string => ` ${look.paint.accent(truncate(text, width - 2, look.glyphs.cut))}`;
  if (state.logSave) return line(savingLine(state.logSave, Date.now(), look));
  const range = selectedRange(view);
  if (!range) return null;
  const count = countTaken(view, range, budgetForFrame());
  return line(`${grouped(count)} ${count === 1 ? 'line' : 'lines'} selected`);
};

const shownInWords = (view: LogView): string => {
  if (selectedRange(view)) return 'the selected lines';
  return view.filter !== '' || view.errorsOnly
    ? 'the lines that pass the filter'
    : `all ${grouped(view.ring.count)} lines held here`;
};

/** Above the question where a log is saved: what will be in the file. */
export const saveInWords = (view: LogView, how: SaveHow, why: string | undefined): string => {
  if (why !== undefined) return why;
  const several = view.sources.length > 1;
  if (how === 'shown') return `as shown: ${shownInWords(view)}`;
  return several
    ? `raw: the whole logs of ${view.sources.length} containers, byte for byte, a file each in a new folder`
    : 'raw: the whole log of the container, byte for byte';
};
