import type {LogItem} from '../../model/log-entry.js';
import {withoutColours} from '../../model/log-text.js';
import {shownIn} from '../../state/log-find.js';
import {chosenIn} from '../../state/log-moves.js';
import {itemAt, itemsOf} from '../../state/log-ring.js';
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

/** What is copied: the marked lines, else the chosen one, as they were written. null when there is none. */
export const chosenText = (view: LogView): {readonly what: string; readonly text: string} | null => {
  const written = (item: LogItem): string => plainText(withoutColours(item.text));
  const marked = [...view.marked]
    .sort((a, b) => a - b)
    .map(seq => itemAt(view.ring, seq))
    .filter(item => item !== undefined);
  if (marked.length > 0) {
    const what = marked.length === 1 ? 'the marked line' : `${marked.length} marked lines`;
    return {what, text: marked.map(written).join('\n')};
  }
  const item = chosenIn(view);
  return item ? {what: 'the line', text: written(item)} : null;
};
