import type {Answer} from '../../state/answer.js';
import {firstOf, lastOf, lineAt} from '../../state/answer-text.js';
import {truncate, wrap} from '../../terminal/widths.js';
import type {Look} from './look.js';

/** A server may say a lot: so many lines of it, and of what to try, are shown. */
const most = 3;
/** Cells before the text, with those of the sign, and after it. */
const margins = 4;

interface Trouble {
  readonly message: readonly string[];
  readonly hint: readonly string[];
}

const linesOf = (text: string, width: number): readonly string[] => {
  if (text === '') return [];
  const room = Math.max(8, width - margins);
  const lines = wrap(text, room);
  return lines.length <= most ? lines : [...lines.slice(0, most - 1), lines.slice(most - 1).join(' ')];
};

const troubleOf = ({end}: Answer, width: number): Trouble =>
  !end || end.kind === 'stopped' || end.kind === 'finished'
    ? {message: [], hint: []}
    : {message: linesOf(end.message, width), hint: linesOf(end.hint, width)};

/** Lines above the text of an answer that say what went wrong. `width` is that of the answer, in cells. */
export const troubleHeight = (answer: Answer, width: number): number => {
  const {message, hint} = troubleOf(answer, width);
  return message.length + hint.length;
};

/** Above the text: what went wrong in the tool's own words, and what to try. What to try is never cut for the want of one line. */
export const troubleLines = (answer: Answer, width: number, look: Look): string[] => {
  const {paint, glyphs} = look;
  const {message, hint} = troubleOf(answer, width);
  const cut = (text: string): string => truncate(text, Math.max(8, width - margins), glyphs.cut);
  return [
    ...message.map((text, at) => ` ${paint.alarm(`${at === 0 ? glyphs.trouble : ' '} ${cut(text)}`)}`),
    ...hint.map(text => `   ${paint.dim(cut(text))}`),
  ];
};

/** Whether the text of an answer is one line that the lines above it say already. */
export const isSaidAbove = ({end, text}: Answer): boolean =>
  end?.kind === 'done' &&
  end.message !== '' &&
  text.dropped === 0 &&
  lastOf(text) === firstOf(text) &&
  lineAt(text, firstOf(text))?.text.replace(/\s+/g, ' ').trim() === end.message;
