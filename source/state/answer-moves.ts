import type {Answer, AnswerPlace, Spot} from './answer.js';
import {hitsOf, nextHit} from './answer-find.js';
import {type AnswerText, firstOf, lastOf, lineAt} from './answer-text.js';

/** How lines fill the screen. */
export interface AnswerPage {
  readonly height: number;
  /** Rows that a line takes: more than one where it is wrapped. */
  readonly rowsOf: (line: string) => number;
  /** Rows at the top that a table's headings take when the line of this number is first on screen: what is below them is hidden. */
  readonly headAt: (line: number) => number;
}

const rowsAt = (text: AnswerText, line: number, page: AnswerPage): number => {
  const found = lineAt(text, line);
  return found ? page.rowsOf(found.text) : 1;
};

/** The place some rows on, within what is held. */
const stepRows = (text: AnswerText, from: Spot, by: number, page: AnswerPage): Spot => {
  let {line, row} = from;
  let left = Math.abs(by);
  while (left > 0) {
    if (by > 0) {
      const below = rowsAt(text, line, page) - 1 - row;
      if (left <= below) return {line, row: row + left};
      if (line >= lastOf(text)) return {line, row: row + below};
      left -= below + 1;
      line += 1;
      row = 0;
    } else {
      if (left <= row) return {line, row: row - left};
      if (line <= firstOf(text)) return {line, row: 0};
      left -= row + 1;
      line -= 1;
      row = rowsAt(text, line, page) - 1;
    }
  }
  return {line, row};
};

const isBefore = (a: Spot, b: Spot): boolean => a.line < b.line || (a.line === b.line && a.row < b.row);

/** What is first on screen when the last row is the last one on it. */
export const endTop = (text: AnswerText, page: AnswerPage): Spot => {
  const line = Math.max(0, lastOf(text));
  return stepRows(text, {line, row: rowsAt(text, line, page) - 1}, 1 - page.height, page);
};

/** What is first on screen. */
export const topOf = (answer: Answer, page: AnswerPage): Spot => answer.place?.top ?? endTop(answer.text, page);

/** Rows from one place to a line below it; no more than are asked for are counted. */
const rowsUpTo = (text: AnswerText, from: Spot, line: number, most: number, page: AnswerPage): number => {
  let rows = -from.row;
  for (let at = from.line; at < line && rows <= most; at += 1) rows += rowsAt(text, at, page);
  return rows;
};

/** A place whose cursor is in sight, moving the top no further than needed. */
const placed = (answer: Answer, top: Spot, cursor: number, page: AnswerPage): Answer => {
  const {text} = answer;
  const line = Math.max(firstOf(text), Math.min(lastOf(text), cursor));
  const head = page.headAt(top.line);
  const hidden = stepRows(text, top, head, page);
  if (line < hidden.line) {
    const first = stepRows(text, {line, row: 0}, -head, page);
    return {...answer, place: {top: first, cursor: line}};
  }
  const rows = rowsAt(text, line, page);
  const before = rowsUpTo(text, top, line, 4 * page.height + rows, page);
  const over = before + rows - page.height;
  if (over <= 0) return {...answer, place: {top, cursor: line}};
  const first = before > 4 * page.height ? stepRows(text, {line, row: rows - 1}, 1 - page.height, page) : null;
  // Of a line that is higher than the screen its beginning is shown.
  const next = first ?? stepRows(text, top, Math.min(over, Math.max(0, before)), page);
  return {...answer, place: {top: next, cursor: line}};
};

/** Stands still where it is, the cursor on the newest line. */
export const paused = (answer: Answer, page: AnswerPage): Answer =>
  answer.place ? answer : {...answer, place: {top: endTop(answer.text, page), cursor: Math.max(0, lastOf(answer.text))}};

const standing = (answer: Answer, page: AnswerPage): AnswerPlace =>
  paused(answer, page).place ?? {top: {line: 0, row: 0}, cursor: 0};

/** Follows what comes, or goes to the end of what has. */
export const toEnd = (answer: Answer, page: AnswerPage): Answer =>
  answer.keeps === 'last' && !answer.end
    ? {...answer, place: null}
    : {...answer, place: {top: endTop(answer.text, page), cursor: Math.max(0, lastOf(answer.text))}};

export const toStart = (answer: Answer): Answer => {
  const line = firstOf(answer.text);
  return {...answer, place: {top: {line, row: 0}, cursor: line}};
};

/** The cursor a line on. Rows of a long line that are out of sight come into it first. */
export const moveCursor = (answer: Answer, by: 1 | -1, page: AnswerPage): Answer => {
  const {text} = answer;
  const {top, cursor} = standing(answer, page);
  if (by > 0) {
    const below = rowsUpTo(text, top, cursor, page.height, page) + rowsAt(text, cursor, page) - page.height;
    if (below > 0) return {...answer, place: {top: stepRows(text, top, 1, page), cursor}};
    return placed(answer, top, cursor + 1, page);
  }
  if (top.line === cursor && top.row > 0) return {...answer, place: {top: stepRows(text, top, -1, page), cursor}};
  if (cursor - 1 < top.line && cursor > firstOf(text))
    return {...answer, place: {top: stepRows(text, top, -1, page), cursor: cursor - 1}};
  return placed(answer, top, cursor - 1, page);
};

/** The lines some rows on, and the cursor with them; at either end the cursor moves alone. */
export const scroll = (answer: Answer, by: number, page: AnswerPage): Answer => {
  const {text} = answer;
  const {top, cursor} = standing(answer, page);
  const last = endTop(text, page);
  const wanted = stepRows(text, top, by, page);
  const next = by > 0 && isBefore(last, wanted) ? (isBefore(last, top) ? top : last) : wanted;
  const moved = stepRows(text, {line: cursor, row: 0}, by, page).line;
  // A line that is higher than the screen is read on from where its top now is.
  if (next.line >= moved && next.row > 0) return {...answer, place: {top: next, cursor: next.line}};
  return placed(answer, next, moved, page);
};

/** A line in sight, in the middle of the screen where it was not on it. */
export const showLine = (answer: Answer, line: number, page: AnswerPage): Answer => {
  const {text} = answer;
  const {top} = standing(answer, page);
  const first = top.line + (top.row > 0 ? 1 : 0);
  if (line >= first && rowsUpTo(text, top, line, page.height, page) + rowsAt(text, line, page) <= page.height)
    return placed(answer, top, line, page);
  const above = stepRows(text, {line, row: 0}, -Math.floor(page.height / 2), page);
  const last = endTop(text, page);
  return placed(answer, isBefore(last, above) ? last : above, line, page);
};

/** Goes to the next line that is found, round at the ends; the same answer when there is none. */
export const toHit = (answer: Answer, search: string, direction: 1 | -1, page: AnswerPage): Answer => {
  const {cursor} = standing(answer, page);
  const found = nextHit(answer.text, search, cursor, direction);
  return found === null ? answer : showLine(answer, found, page);
};

/** The nearest line at a place or below it that is found: where a search goes while it is typed. */
export const toNearestHit = (answer: Answer, search: string, from: AnswerPlace | null, page: AnswerPage): Answer => {
  const start = {...answer, place: from};
  const {cursor} = standing(start, page);
  const found = nextHit(answer.text, search, cursor - 1, 1);
  return found === null ? start : showLine(start, found, page);
};

/** How many lines are found, and how many of them up to the chosen one. */
export const countHits = (answer: Answer, search: string): {readonly total: number; readonly upTo: number} => {
  const cursor = answer.place?.cursor ?? Number.MAX_SAFE_INTEGER;
  let total = 0;
  let upTo = 0;
  for (const block of answer.text.blocks) {
    const hits = hitsOf(block, search);
    total += hits.length;
    upTo += hits.filter(place => block.first + place <= cursor).length;
  }
  return {total, upTo};
};
