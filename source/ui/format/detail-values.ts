import type {Container} from '../../model/container.js';
import {labelProblems} from '../../model/label-problems.js';
import {maskValue} from '../../model/secrets.js';
import type {Stack} from '../../model/stack.js';
import type {DetailScreen} from '../../state/detail.js';
import {plainText} from '../../terminal/sanitise.js';
import {cellWidth, toWidth, truncate, wrap} from '../../terminal/widths.js';
import {type Content, line, type Piece, plain} from './detail-piece.js';
import {shownMask} from './detail-secrets.js';
import {messagePieces} from './detail-text.js';
import type {Look} from './look.js';

/** An environment variable or a label. */
export interface NamedValue {
  readonly name: string;
  /** As it is: may be a secret. */
  readonly value: string;
  /** As it may be shown. */
  readonly masked: string;
}

const named = (name: string, value: string): NamedValue => ({name, value, masked: maskValue(name, value)});
const byName = (a: NamedValue, b: NamedValue): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** The entries of the tabs that have a cursor, sorted by name; null for other tabs, and while they are not known. */
export const namedValues = (container: Container, tab: DetailScreen['tab']): NamedValue[] | null => {
  if (tab === 'labels')
    return Object.entries(container.labels)
      .map(([name, value]) => named(name, value))
      .sort(byName);
  if (tab !== 'env' || !container.inspection) return null;
  return container.inspection.env
    .map(entry => {
      const equals = entry.indexOf('=');
      return equals === -1 ? named(entry, '') : named(entry.slice(0, equals), entry.slice(equals + 1));
    })
    .sort(byName);
};

const longest = 12;

/** Why labels are not taken, by their names. */
const liesOf = (container: Container, stack: Stack, tab: DetailScreen['tab']): ReadonlyMap<string, string> =>
  new Map(tab === 'labels' ? labelProblems(container, stack).map(({label, message}) => [label, message]) : []);

/**
 * Names and values in two columns. The chosen entry's name and value are shown whole, over several lines when need be. What is wrong
 * with a label stands below it.
 */
export const valuesContent = (
  container: Container,
  stack: Stack,
  screen: DetailScreen,
  now: number,
  width: number,
  look: Look,
): Content => {
  const lies = liesOf(container, stack, screen.tab);
  const entries = namedValues(container, screen.tab);
  if (!entries) return plain(messagePieces('not inspected yet', '', width, look));
  const what = screen.tab === 'env' ? 'environment variables' : 'labels';
  if (entries.length === 0) return plain(messagePieces(`It has no ${what}.`, '', width, look));
  const {paint, glyphs} = look;
  const widest = entries.reduce((most, {name}) => Math.max(most, cellWidth(plainText(name))), 0);
  const nameWidth = Math.min(widest, Math.floor(width * (screen.tab === 'labels' ? 0.5 : 0.4)));
  const valueWidth = Math.max(8, width - nameWidth - 4);
  const cursor = Math.min(screen.cursor, entries.length - 1);
  const pieces: Piece[] = [];
  let at = {first: 0, last: 0};
  entries.forEach(({name, value, masked}, index) => {
    const chosen = index === cursor;
    const secret = masked !== value;
    const until = chosen && screen.revealed?.name === name ? screen.revealed.until : 0;
    const revealed = secret && now < until;
    const shown = shownMask(plainText(revealed ? value : masked), look);
    const note = !secret || !chosen ? '' : revealed ? `  hidden again in ${Math.ceil((until - now) / 1000)} s` : '  * shows it';
    const values = chosen ? wrap(shown, valueWidth).slice(0, longest) : [truncate(shown, valueWidth, glyphs.cut)];
    const names = chosen ? wrap(plainText(name), nameWidth).slice(0, longest) : [plainText(name)];
    const role = secret && !revealed ? 'faint' : revealed ? 'warn' : 'text';
    const first = pieces.length;
    for (let row = 0; row < Math.max(values.length, names.length); row += 1) {
      const text = values[row] ?? '';
      const label = toWidth(names[row] ?? '', nameWidth, 'left', glyphs.cut);
      const after = row === values.length - 1 ? truncate(note, Math.max(0, valueWidth - cellWidth(text)), glyphs.cut) : '';
      const rest = ' '.repeat(Math.max(0, valueWidth - cellWidth(text) - cellWidth(after)));
      const painted = ` ${paint.dim(label)}  ${paint[role](text)}${paint.dim(after)}${rest} `;
      pieces.push(line(chosen ? look.selection(painted) : painted));
    }
    const lie = lies.get(name);
    for (const text of lie === undefined ? [] : wrap(`${glyphs.trouble} ${plainText(lie)}`, valueWidth)) {
      const painted = ` ${' '.repeat(nameWidth)}  ${paint.warn(text)}${' '.repeat(Math.max(0, valueWidth - cellWidth(text)))} `;
      pieces.push(line(chosen ? look.selection(painted) : painted));
    }
    if (chosen) at = {first, last: pieces.length - 1};
  });
  return {pieces, at};
};
