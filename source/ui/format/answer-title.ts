import {exitCodeInWords} from '../../model/exit-code.js';
import type {Answer} from '../../state/answer.js';
import {countHits, endTop, topOf} from '../../state/answer-moves.js';
import {firstOf, lastOf} from '../../state/answer-text.js';
import type {CommandsView} from '../../state/commands.js';
import {plainText} from '../../terminal/sanitise.js';
import type {Paint} from '../../terminal/theme.js';
import {truncate} from '../../terminal/widths.js';
import {answerPage} from './answer-page.js';
import {cutSpans, paintSpans, type Span, spansWidth} from './log-spans.js';
import {grouped} from './log-title.js';
import type {Look} from './look.js';
import {bytes} from './numbers.js';

export const inMinutes = (seconds: number): string =>
  seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;

/** How long it took: `0.07 s`, `1.2 s`, `12 s`, `2 min 5 s`. */
export const elapsed = (ms: number): string =>
  ms < 9950 ? `${(ms / 1000).toFixed(ms < 995 ? 2 : 1)} s` : inMinutes(Math.round(ms / 1000));

const stateOf = ({end, stopping, startedAt, progress}: Answer, now: number, look: Look): readonly Span[] => {
  const {paint} = look;
  if (!end) {
    const word = stopping ? 'stopping' : progress === '' ? 'running' : progress;
    return [
      {text: word, paint: stopping ? paint.warn : paint.accent},
      {text: inMinutes(Math.max(0, Math.floor((now - startedAt) / 1000))), paint: paint.dim},
    ];
  }
  const took: Span = {text: elapsed(Math.max(0, end.at - startedAt)), paint: paint.dim};
  if (end.kind === 'failed') return [{text: 'failed', paint: paint.alarm}, took];
  if (end.kind === 'finished') return [{text: 'done', paint: paint.good}, took];
  if (end.kind === 'stopped')
    return [{text: end.left ? 'stopped here; it may go on in the container' : 'stopped', paint: paint.warn}, took];
  const code = end.exitCode === null ? 'ended, the engine does not say how' : `exit ${exitCodeInWords(end.exitCode, false)}`;
  return [{text: code, paint: end.ok ? paint.good : paint.alarm}, took];
};

const heldOf = ({text: {came, dropped, bytes: size}, keeps, columns}: Answer, look: Look): readonly Span[] => {
  const held = came - dropped;
  const word = `${columns ? 'row' : 'line'}${came === 1 ? '' : 's'}`;
  const {dim, warn} = look.paint;
  if (dropped === 0) return [{text: `${grouped(held)} ${word}`, paint: dim}];
  if (keeps === 'last')
    return [
      {text: `${grouped(held)} ${word}`, paint: dim},
      {text: `${grouped(dropped)} older let go`, paint: dim},
    ];
  return [{text: `${grouped(held)} of ${grouped(came)} ${word} kept (${bytes(size)})`, paint: warn}];
};

/** Cells that what was run has at least. */
const leastName = 12;

/** Which lines are on screen; '' when all are. */
const placeOf = (view: CommandsView, answer: Answer, width: number, height: number): string => {
  if (!answer.place) return 'following';
  const page = answerPage(view, answer, width, height);
  const end = endTop(answer.text, page);
  if (end.line <= firstOf(answer.text) && end.row === 0) return '';
  const top = topOf(answer, page).line;
  const last = lastOf(answer.text) + 1;
  return `${grouped(top + 1)}-${grouped(Math.min(last, top + page.height))} of ${grouped(last)}`;
};

/**
 * What was run, how it stands, and where in its answer one is. `width` is that of the answer, less what stands before; `ruled` sets it off
 * from what stands above.
 */
export const answerTitle = (
  view: CommandsView,
  answer: Answer,
  now: number,
  width: number,
  size: {readonly width: number; readonly height: number},
  ruled: boolean,
  look: Look,
): string => {
  const {paint, glyphs} = look;
  const facts: Span[] = [];
  const add = (text: string, own: Paint): void => {
    facts.push({text: facts.length === 0 ? '  ' : ` ${glyphs.separator} `, paint: paint.faint}, {text, paint: own});
  };
  for (const {text, paint: own} of stateOf(answer, now, look)) add(text, own);
  if (!answer.undone) for (const {text, paint: own} of heldOf(answer, look)) add(text, own);
  const where = placeOf(view, answer, size.width, size.height);
  const needed = leastName + spansWidth(facts) + where.length + 4;
  const right: Span[] =
    where === '' || needed > width ? [] : [{text: ` ${where} `, paint: answer.place ? paint.faint : paint.good}];
  const room = width - spansWidth(facts) - spansWidth(right) - 2;
  const name = truncate(answer.title, Math.max(Math.min(leastName, width - 2), room), glyphs.cut);
  const left = cutSpans(
    [{text: ` ${name}`, paint: paint.strong}, ...facts],
    0,
    width - spansWidth(right) - (right.length === 0 ? 1 : 0),
    {
      text: glyphs.cut,
      paint: paint.faint,
    },
  );
  const gap = Math.max(0, width - spansWidth(left) - spansWidth(right));
  const filling = ruled && gap > 2 ? ` ${glyphs.rule.repeat(gap - 1)}` : ' '.repeat(gap);
  return paintSpans([...left, {text: filling, paint: paint.line}, ...right]);
};

/** For the line above the keys: what is searched, and how lines are shown. '' when there is nothing to say. */
export const answerStatus = (view: CommandsView, width: number, look: Look): string => {
  const {paint, glyphs} = look;
  const spans: Span[] = [];
  const add = (...parts: readonly Span[]): void => {
    spans.push({text: spans.length === 0 ? ' ' : '   ', paint: paint.text}, ...parts);
  };
  if (view.answer && view.search !== '') {
    const {total, upTo} = countHits(view.answer, view.search);
    const count = total === 0 ? 'not found' : `${grouped(upTo)} of ${grouped(total)} lines`;
    add(
      {text: `/${plainText(view.search)}`, paint: paint.accent},
      {text: `  ${count}`, paint: total === 0 ? paint.warn : paint.dim},
    );
  }
  if (view.sideways > 0) add({text: `${view.sideways} cells to the right`, paint: paint.faint});
  if (view.wrap && view.answer) add({text: view.answer.columns ? 'unfolded' : 'wrapped', paint: paint.faint});
  return paintSpans(cutSpans(spans, 0, width, {text: glyphs.cut, paint: paint.faint}));
};
