import {maskCommand, maskWords} from '../../model/command-mask.js';
import {maskValue} from '../../model/secrets.js';
import type {DetailData, Fetched} from '../../state/detail.js';
import {plainText} from '../../terminal/sanitise.js';
import {truncate} from '../../terminal/widths.js';
import {type Content, line, plain} from './detail-piece.js';
import {shownMask} from './detail-secrets.js';
import {messagePieces} from './detail-text.js';
import type {Look} from './look.js';

/** Paints JSON text; its lines stay what they are. */
export type Highlighter = (json: string) => string;

const maskAssignment = (entry: string): string => {
  const equals = entry.indexOf('=');
  return equals === -1 ? entry : `${entry.slice(0, equals)}=${maskValue(entry.slice(0, equals), entry.slice(equals + 1))}`;
};

/** JSON as it may be shown. `name` is the key it stands under. */
const masked = (value: unknown, name: string): unknown => {
  if (typeof value === 'string') return maskValue(name, maskCommand(value));
  if (Array.isArray(value)) {
    const words = value.filter(item => typeof item === 'string');
    if (words.length > 0 && words.length === value.length) return name === 'Env' ? words.map(maskAssignment) : maskWords(words);
    return value.map(item => masked(item, name));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, masked(item, key)]));
};

/** An inspection as lines of JSON without secrets and without anything that could move the cursor. */
export const jsonLines = (raw: unknown): string[] =>
  (JSON.stringify(masked(raw, ''), null, 2) ?? 'null').split('\n').map(plainText);

const colour = /(\u001b\[[0-9;]*m)/;

/** Cuts a line that has colours in it, and ends those that are cut off. */
export const truncatePainted = (text: string, width: number, cut: string): string => {
  if (!text.includes('\u001b')) return truncate(text, width, cut);
  const parts = text.split(colour);
  const bare = parts.filter((_, index) => index % 2 === 0).join('');
  const short = truncate(bare, width, cut);
  if (short === bare) return text;
  let room = short.length - cut.length;
  let painted = '';
  parts.forEach((part, index) => {
    if (index % 2 === 1) painted += part;
    else {
      painted += part.slice(0, room);
      room -= Math.min(room, part.length);
    }
  });
  return painted + cut;
};

type Inspect = Extract<Fetched<unknown>, {kind: 'loaded'}>;

/** What was made of an inspection the last time: thousands of lines are not to be painted again at every tick. */
const plainLines = new WeakMap<Inspect, string[]>();
const paintedLines = new WeakMap<Inspect, {readonly highlight: Highlighter; readonly lines: string[]}>();

const plainOf = (inspect: Inspect): string[] => {
  const found = plainLines.get(inspect) ?? jsonLines(inspect.value);
  plainLines.set(inspect, found);
  return found;
};

const paintedOf = (inspect: Inspect, highlight: Highlighter): string[] => {
  const last = paintedLines.get(inspect);
  if (last?.highlight === highlight) return last.lines;
  const bare = plainOf(inspect);
  const lines = highlight(bare.join('\n')).split('\n');
  const fits = lines.length === bare.length ? lines : bare;
  paintedLines.set(inspect, {highlight, lines: fits});
  return fits;
};

/** The engine's own JSON, one line each, cut to the width. `highlight` null: not painted (yet). */
export const inspectContent = ({inspect}: DetailData, width: number, look: Look, highlight: Highlighter | null): Content => {
  if (inspect.kind === 'loading') return plain(messagePieces('asking the engine', '', width, look));
  if (inspect.kind === 'failed') return plain(messagePieces(inspect.message, inspect.hint, width, look));
  const lines = highlight ? paintedOf(inspect, highlight) : plainOf(inspect);
  return plain(lines.map(text => line(` ${truncatePainted(shownMask(text, look), width - 2, look.glyphs.cut)}`)));
};
