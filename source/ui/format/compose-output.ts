import {exitCodeInWords} from '../../model/exit-code.js';
import type {Answer} from '../../state/answer.js';
import {type AnswerPage, topOf} from '../../state/answer-moves.js';
import {firstOf, lastOf, lineAt, type NewLine} from '../../state/answer-text.js';
import type {ComposeView} from '../../state/compose.js';
import {bodyHeight} from '../../state/layout.js';
import type {State} from '../../state/state.js';
import {truncate, truncateStart, wrap} from '../../terminal/widths.js';
import {elapsed, inMinutes} from './answer-title.js';
import {isSaidAbove, troubleHeight, troubleLines} from './answer-trouble.js';
import {position} from './detail-title.js';
import {cutSpans, paintSpans, type Span} from './log-spans.js';
import type {Look} from './look.js';
import {between, rowStarts} from './row-starts.js';

/** Lines from which on some may be empty. */
const airyFrom = 24;
/** A command with many files is cut: `c` copies all of it. */
const mostCommand = 3;
const mostLeft = 6;
/** Cells beside the text. */
const margins = 3;

export const isAiryCompose = (height: number): boolean => height >= airyFrom;

/** The command that runs or would, in some lines. Of one that is too long the end stays: what it does stands there, after its files. */
export const commandLines = (command: string, width: number, look: Look): string[] => {
  const room = Math.max(8, width - margins - 1);
  const {cut} = look.glyphs;
  const lines = wrap(command, room);
  const shown = lines.length <= mostCommand ? lines : [...lines.slice(0, mostCommand - 1), truncateStart(command, room, cut)];
  return shown.map(
    (line, at) => `${at === 0 ? ` ${look.paint.faint('$')} ` : '   '}${look.paint.dim(truncate(line, room, cut))}`,
  );
};

const commandHeight = (command: string, width: number): number =>
  Math.min(mostCommand, wrap(command, Math.max(8, width - margins - 1)).length);

const leftHeight = ({left}: ComposeView): number => Math.min(mostLeft, left.length);

/** What was left undone: all in one line, then the containers, as many as have room. */
const leftLines = ({left}: ComposeView, width: number, look: Look): string[] => {
  const {paint, glyphs} = look;
  const shown = left.length <= mostLeft ? left : [...left.slice(0, mostLeft - 1), `and ${left.length - mostLeft + 1} more`];
  return shown.map(
    (text, at) =>
      ` ${at === 0 ? paint.warn(truncate(text, width - 2, glyphs.cut)) : `  ${paint.text(truncate(text, width - 4, glyphs.cut))}`}`,
  );
};

/** Lines above what compose writes: the title, the command, what went wrong and what is left, an empty one. */
const headHeight = (view: ComposeView, answer: Answer, width: number): number =>
  1 + commandHeight(answer.line, width) + troubleHeight(answer, width) + leftHeight(view) + 1;

/** How the lines fill their place; long ones are wrapped. */
export const composePage = (view: ComposeView, answer: Answer, width: number, height: number): AnswerPage => ({
  height: Math.max(1, height - headHeight(view, answer, width) - (isAiryCompose(height) ? 1 : 0)),
  rowsOf: line => rowStarts(line, Math.max(8, width - margins)).length,
  headAt: () => 0,
});

const stateSpans = ({end, stopping, startedAt, progress}: Answer, now: number, look: Look): readonly Span[] => {
  const {paint} = look;
  if (!end) {
    const since = {text: inMinutes(Math.max(0, Math.floor((now - startedAt) / 1000))), paint: paint.dim};
    const word = stopping ? {text: 'stopping', paint: paint.warn} : {text: 'running', paint: paint.accent};
    return progress === '' ? [word, since] : [word, {text: progress, paint: paint.dim}, since];
  }
  const took = {text: elapsed(Math.max(0, end.at - startedAt)), paint: paint.dim};
  if (end.kind === 'failed') return [{text: 'did not start', paint: paint.alarm}, took];
  if (end.kind === 'stopped') return [{text: 'stopped', paint: paint.warn}, took];
  if (end.kind === 'finished' || end.ok) return [{text: 'done, exit code 0', paint: paint.good}, took];
  const code = end.exitCode === null ? 'ended' : `exit code ${exitCodeInWords(end.exitCode, false)}`;
  return [{text: `failed, ${code}`, paint: paint.alarm}, took];
};

/** `shop/web`: what the screen is about. */
export const subject = ({stack, service}: ComposeView): string => (service === null ? stack : `${stack}/${service}`);

/** What runs or ran, and how it stands. */
export const outputTitle = (view: ComposeView, answer: Answer, now: number, width: number, look: Look): string => {
  const {paint, glyphs} = look;
  const spans: Span[] = [
    {text: ` ${subject(view)}`, paint: paint.stack},
    {text: `  compose ${answer.title}`, paint: paint.strong},
  ];
  for (const span of stateSpans(answer, now, look)) spans.push({text: ` ${glyphs.separator} `, paint: paint.faint}, span);
  return paintSpans(cutSpans(spans, 0, width, {text: glyphs.cut, paint: paint.faint}));
};

const done = /\b(Started|Created|Healthy|Running|Removed|Stopped|Built|Pulled|Recreated|Exited|done|up-to-date)\s*$/;
const failing = /\b(Error|ERROR|error|failed|canceled|denied)\b/;
const warning = /^(WARN|WARNING|time="[^"]*" level=warning)|\bWarning\b/;
const key = /^(\s*(?:- )?)([\w."/-]+)(:)( .*)?$/;

const lineSpans = ({text, stderr}: NewLine, isConfig: boolean, look: Look): readonly Span[] => {
  const {paint} = look;
  if (warning.test(text)) return [{text, paint: paint.warn}];
  if (failing.test(text) && stderr) return [{text, paint: paint.bad}];
  if (isConfig && !stderr) {
    const [, before, name, colon, value = ''] = key.exec(text) ?? [];
    if (name === undefined) return [{text, paint: paint.text}];
    return [
      {text: `${before}${name}`, paint: paint.accent},
      {text: colon ?? '', paint: paint.faint},
      {text: value, paint: paint.text},
    ];
  }
  const word = done.exec(text);
  if (!word) return [{text, paint: /^#\d+ |\b(\w+ing)\s*(\.\.\.\s*)?$/.test(text) ? paint.dim : paint.text}];
  return [
    {text: text.slice(0, word.index), paint: paint.text},
    {text: text.slice(word.index), paint: paint.good},
  ];
};

/** What compose wrote, as far as it is on screen. */
const textRows = (view: ComposeView, answer: Answer, page: AnswerPage, width: number, look: Look): string[] => {
  const room = Math.max(8, width - margins);
  const top = topOf(answer, page);
  const rows: string[] = [];
  for (let line = top.line; line <= lastOf(answer.text) && rows.length < page.height; line += 1) {
    const found = lineAt(answer.text, line);
    if (!found) continue;
    const starts = rowStarts(found.text, room);
    const spans = lineSpans(found, view.action === 'config', look);
    for (let row = line === top.line ? top.row : 0; row < starts.length; row += 1)
      rows.push(`  ${paintSpans(between(spans, starts[row] ?? 0, starts[row + 1] ?? found.text.length))}`);
  }
  return rows.slice(0, page.height);
};

/** All below the title: the command, what went wrong, what is left, and what compose wrote. */
export const outputLines = (view: ComposeView, answer: Answer, width: number, height: number, look: Look): string[] => {
  const page = composePage(view, answer, width, height);
  const silent = lastOf(answer.text) < firstOf(answer.text);
  const nothing = silent && answer.end?.kind === 'done' && answer.end.ok ? [`  ${look.paint.dim('it wrote nothing')}`] : [];
  return [
    ...commandLines(answer.line, width, look),
    ...troubleLines(answer, width, look),
    ...leftLines(view, width, look),
    '',
    ...(isSaidAbove(answer) ? [] : textRows(view, answer, page, width, look)),
    ...nothing,
  ];
};

/** Above the keys: where in the output one is, or what the chosen line of the menu does. */
export const composeStatus = (state: State, look: Look): string => {
  const view = state.compose;
  if (view?.focus !== 'output' || !view.answer) return '';
  const {answer} = view;
  const {columns} = state.view.size;
  const page = composePage(view, answer, columns, bodyHeight(state));
  const dropped = answer.text.dropped === 0 ? '' : `${answer.text.dropped} older lines let go  `;
  const where =
    answer.place === null && !answer.end ? 'following' : position(topOf(answer, page).line, page.height, lastOf(answer.text) + 1);
  return ` ${look.paint.faint(truncate(dropped + where, columns - 2, look.glyphs.cut))}`;
};
