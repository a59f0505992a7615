import {cellWidth, wrap} from '../../terminal/widths.js';
import type {HelpGroup} from './help-groups.js';
import {keyName} from './key-name.js';

/** A line of help, without its colours. */
export type HelpLine =
  | {readonly kind: 'empty'}
  | {readonly kind: 'heading'; readonly text: string}
  /** `keys` is empty where the text of the line above goes on. */
  | {readonly kind: 'key'; readonly keys: string; readonly text: string};

export interface HelpColumn {
  readonly width: number;
  readonly lines: readonly HelpLine[];
}

/** From this width on help stands in two columns. */
const twoFrom = 110;
/** Cells of the keys' names. */
export const keyWidth = 13;

const entry = (
  {keys, does, changes, row = {keys, does}}: HelpGroup['bindings'][number],
  width: number,
  readOnly: boolean,
  ascii: boolean,
): HelpLine[] => {
  const names = row.keys.map(key => keyName(key, ascii)).join(' ');
  const text = `${row.does}${readOnly && changes ? ' (not in read-only mode)' : ''}`;
  const room = Math.max(8, width - 3 - Math.max(keyWidth, cellWidth(names)));
  return wrap(text, room).map((line, index) => ({kind: 'key', keys: index === 0 ? names : '', text: line}));
};

const linesOf = (groups: readonly HelpGroup[], width: number, readOnly: boolean, ascii: boolean): HelpLine[] =>
  groups.flatMap(({group, bindings}, index): HelpLine[] => [
    ...(index === 0 ? [] : [{kind: 'empty'} as const]),
    {kind: 'heading', text: group},
    ...bindings.flatMap(binding => entry(binding, width, readOnly, ascii)),
  ]);

/** Where the second column may begin: not with the rest of a text, nor right below a heading. */
const mayBegin = (lines: readonly HelpLine[], at: number): boolean => {
  const [before, line] = [lines[at - 1], lines[at]];
  return before?.kind !== 'heading' && !(line?.kind === 'key' && line.keys === '');
};

/** The second column, under a heading of its own: that of its group again, where it begins within one. */
const columnFrom = (lines: readonly HelpLine[], at: number): readonly HelpLine[] => {
  const rest = lines.slice(at);
  if (rest[0]?.kind === 'empty') return rest.slice(1);
  const heading = rest[0]?.kind === 'key' ? lines.slice(0, at).findLast(line => line.kind === 'heading') : undefined;
  return heading ? [heading, ...rest] : rest;
};

/** Where what stands: one column, or two of about the same height where there is room. */
export const helpLayout = (groups: readonly HelpGroup[], width: number, readOnly: boolean, ascii: boolean): HelpColumn[] => {
  if (width < twoFrom) return [{width, lines: linesOf(groups, width, readOnly, ascii)}];
  const left = Math.floor(width / 2);
  const lines = linesOf(groups, left, readOnly, ascii);
  let at = Math.ceil(lines.length / 2);
  while (at < lines.length && !mayBegin(lines, at)) at += 1;
  return [
    {width: left, lines: lines.slice(0, at)},
    {width: width - left, lines: columnFrom(lines, at)},
  ];
};

/** Lines that it takes. */
export const heightOf = (columns: readonly HelpColumn[]): number => Math.max(0, ...columns.map(({lines}) => lines.length));
