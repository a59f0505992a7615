import {type Budget, shownIn} from './log-find.js';
import {linksOf, type Places} from './log-groups.js';
import {chosenIn, type Page, pauseView, showItem} from './log-moves.js';
import {blockIndexOf, type LogBlock} from './log-ring.js';
import {headSeq, isAbove, rowSeq} from './log-rows.js';
import type {LogView} from './logs.js';

/** `seq` of the first and of the last selected row, both within. */
export interface SelectedRange {
  readonly first: number;
  readonly last: number;
}

/** From where the selection began to the chosen row; null where nothing is selected. */
export const selectedRange = (view: LogView): SelectedRange | null => {
  const {selection, place} = view;
  if (selection === null || !place) return null;
  const [begun, chosen] = [rowSeq(view, selection), rowSeq(view, place.cursor)];
  return isAbove(view, chosen, begun) ? {first: chosen, last: begun} : {first: begun, last: chosen};
};

/** Whether a line is in a selected row: in its own, or in that of the folded group that it belongs to. */
export const isSelected = (view: LogView, {first, last}: SelectedRange, seq: number): boolean => {
  const row = rowSeq(view, seq);
  return !isAbove(view, row, first) && !isAbove(view, last, row);
};

/** Begins a selection at the chosen line; the view stands still. Where one has begun it is dropped. */
export const toggleSelection = (view: LogView, page: Page): LogView => {
  if (selectedRange(view)) return {...view, selection: null};
  const paused = pauseView(view, page);
  return {...paused, selection: paused.place?.cursor ?? null};
};

/** The newest line that is shown becomes the chosen one; the view does not follow. */
export const toNewest = (view: LogView, page: Page): LogView => {
  const paused = pauseView(view, page);
  const newest = chosenIn({...paused, place: null});
  return newest ? showItem(paused, newest.seq, page) : paused;
};

/** A block and the places of its lines that are taken. */
export interface Taken {
  readonly block: LogBlock;
  readonly places: Places;
}

/**
 * The lines of the selected rows, with all those of folded groups, block by block; without a range all that are shown. As far as the budget
 * reaches.
 */
export function* takenIn(view: LogView, range: SelectedRange | null, budget: Budget): Generator<Taken, void, void> {
  const {blocks} = view.ring;
  if (!range) {
    for (const block of blocks) {
      const places = shownIn(view, block, budget);
      if (!places) return;
      yield {block, places};
    }
    return;
  }
  // Lines of a row stand behind its head, those of an open group above rows that are older.
  const oldest = blockIndexOf(view.ring, headSeq(view, range.first));
  const begins = blockIndexOf(view.ring, range.first);
  const ends = blockIndexOf(view.ring, headSeq(view, range.last));
  for (let index = Math.max(0, oldest); index < blocks.length; index += 1) {
    const block = blocks[index];
    const shown = block && shownIn(view, block, budget);
    if (!block || !shown) return;
    const {size} = linksOf(blocks[index - 1], block);
    // Behind the last row's head are only lines that go on with what was selected.
    if (index > ends && index > begins && size === 0) return;
    const whole = index > begins && index < ends && size === 0;
    yield {block, places: whole ? shown : shown.filter(place => isSelected(view, range, block.first + place))};
  }
}

/** How many lines are taken. */
export const countTaken = (view: LogView, range: SelectedRange, budget: Budget): number => {
  let count = 0;
  for (const {places} of takenIn(view, range, budget)) count += places.length;
  return count;
};
