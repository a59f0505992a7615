import type {LogItem} from '../../model/log-entry.js';
import {withoutColours} from '../../model/log-text.js';
import {shownIn} from '../../state/log-find.js';
import {chosenIn} from '../../state/log-moves.js';
import {itemsOf} from '../../state/log-ring.js';
import {linesOfRow} from '../../state/log-rows.js';
import type {LogView} from '../../state/logs.js';
import {plainText} from '../../terminal/sanitise.js';

/** A line for a file: the engine's time, whose it is where there are several, and the line without colours. */
const fileLine = (view: LogView, item: LogItem): string => {
  const time = item.time === null ? '' : `${new Date(item.time).toISOString()} `;
  if (item.kind === 'mark') return `${time}-- ${plainText(item.text)}`;
  const source = view.sources.length > 1 ? `${plainText(view.sources[item.source]?.label ?? '')} ` : '';
  return `${time}${source}${plainText(withoutColours(item.text))}`;
};

/** All lines that pass the filter, for a file. */
export const shownText = (view: LogView): string => {
  const budget = {left: Number.POSITIVE_INFINITY};
  const parts: string[] = [];
  for (const block of view.ring.blocks)
    for (const place of shownIn(view, block, budget) ?? []) {
      const item = itemsOf(block)[place];
      if (item) parts.push(fileLine(view, item), '\n');
    }
  return parts.join('');
};

/** What is copied: the marked lines, else the chosen one, as they were written; all lines of a folded group. null when there is none. */
export const chosenText = (view: LogView): {readonly what: string; readonly text: string} | null => {
  const written = (item: LogItem): string => plainText(withoutColours(item.text));
  const marked = [...new Map([...view.marked].flatMap(seq => linesOfRow(view, seq)).map(item => [item.seq, item])).values()];
  const lines = marked.length > 0 ? marked.sort((a, b) => a.seq - b.seq) : linesOfRow(view, chosenIn(view)?.seq ?? -1);
  if (lines.length === 0) return null;
  const kind = marked.length > 0 ? 'marked line' : 'line';
  const what = lines.length === 1 ? `the ${kind}` : `${lines.length} ${kind}s`;
  return {what, text: lines.map(written).join('\n')};
};
