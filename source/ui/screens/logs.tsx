import type {LogItem} from '../../model/log-entry.js';
import {budgetForFrame, patternOf} from '../../state/log-find.js';
import {hasStrip, logHeight} from '../../state/log-layout.js';
import {type Slice, sliceOf} from '../../state/log-moves.js';
import type {LogView} from '../../state/logs.js';
import type {State} from '../../state/state.js';
import {Lines} from '../components/line.js';
import {logColumns} from '../format/log-columns.js';
import {emptyLogLines} from '../format/log-empty.js';
import {logPage} from '../format/log-page.js';
import {logRows} from '../format/log-row.js';
import {logStripLine} from '../format/log-strip.js';
import {logTitleLine} from '../format/log-title.js';
import type {Look} from '../format/look.js';
import type {ScreenProps} from './screen-props.js';

/** The lines on screen: of the slice, cut above when it ends at the bottom, else below. */
const bodyLines = (slice: Slice, state: State, view: LogView, width: number, rows: number, look: Look): string[] => {
  const columns = logColumns(state, view, width);
  const pattern = patternOf(view);
  const draw = (item: LogItem): string[] =>
    logRows(
      item,
      columns,
      {
        chosen: view.place?.cursor === item.seq,
        marked: view.marked.has(item.seq),
        unfolded: view.unfolded.has(item.seq),
        pattern,
      },
      look,
    );
  const lines = slice.items.flatMap(draw);
  return slice.bottom ? lines.slice(-rows) : lines.slice(0, rows);
};

/** The log of a container, or of a stack's containers. */
export const Logs = ({state, look, width, height}: ScreenProps) => {
  const view = state.logs;
  if (!view) return <Lines texts={[look.paint.dim(' opening the log')]} />;
  const rows = logHeight(height);
  const slice = sliceOf(view, logPage(state, view, width, height), budgetForFrame());
  const body = slice.items.length === 0 ? emptyLogLines(view, width, look) : bodyLines(slice, state, view, width, rows, look);
  const strip = hasStrip(height) ? [logStripLine(view, width, look)] : [];
  return <Lines texts={[logTitleLine(view, width, look), ...strip, ...body]} />;
};
