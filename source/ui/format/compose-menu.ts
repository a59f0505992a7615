import {type ComposeItem, type ComposeView, chosenItem} from '../../state/compose.js';
import {scrolled} from '../../state/layout.js';
import {cellWidth, toWidth, truncate, wrap} from '../../terminal/widths.js';
import {commandLines, subject} from './compose-output.js';
import type {Look} from './look.js';

const leastForCommand = 5;
const leastForFiles = 15;
const mostText = 3;

/** Whose menu it is, and which tool does it. */
export const menuTitle = (view: ComposeView, width: number, look: Look): string => {
  const {paint, glyphs} = look;
  const name = truncate(` ${subject(view)}`, width, glyphs.cut);
  const facts = ['compose', ...(view.tool === '' ? [] : [view.tool])].join(` ${glyphs.separator} `);
  return paint.stack(name) + paint.dim(truncate(`  ${facts}`, width - cellWidth(name), glyphs.cut));
};

const wrapped = (text: string, width: number): string[] => {
  if (text === '') return [];
  const lines = wrap(text, Math.max(8, width - 4));
  return lines.length <= mostText ? lines : [...lines.slice(0, mostText - 1), lines.slice(mostText - 1).join(' ')];
};

/** Why nothing can be done and what can, or what to know before. */
const noteLines = ({obstacle, warning}: ComposeView, width: number, look: Look): string[] => {
  const {paint, glyphs} = look;
  const cut = (text: string): string => truncate(text, Math.max(8, width - 4), glyphs.cut);
  const said = wrapped(obstacle?.text ?? warning, width).map(
    (text, at) => ` ${paint.warn(`${at === 0 ? glyphs.trouble : ' '} ${cut(text)}`)}`,
  );
  return [...said, ...wrapped(obstacle?.hint ?? '', width).map(text => `   ${paint.dim(cut(text))}`)];
};

/** A line of the menu: a mark where something is lost, what it is called, what comes of it. */
const itemRow = (item: ComposeItem, labels: number, width: number, isChosen: boolean, look: Look): string => {
  const {paint, glyphs} = look;
  const usable = item.disabled === null;
  const mark = item.danger ? (look.theme.ascii ? '!' : glyphs.trouble) : ' ';
  const label = toWidth(item.label, labels, 'left', glyphs.cut);
  const does = toWidth(item.does, Math.max(0, width - labels - 6), 'left', glyphs.cut);
  const row = ` ${usable ? paint.warn(mark) : paint.faint(mark)} ${usable ? paint.text(label) : paint.faint(label)}  ${usable ? paint.dim(does) : paint.faint(does)} `;
  return isChosen ? look.selection(row) : row;
};

/** Below the menu: what the chosen line would run, or why it cannot. */
const chosenLines = (view: ComposeView, width: number, look: Look): string[] => {
  const item = chosenItem(view);
  if (!item || view.obstacle || view.finding) return [];
  if (item.command !== '') return commandLines(item.command, width, look);
  return item.disabled === null ? [] : [`   ${look.paint.dim(truncate(item.disabled, width - 4, look.glyphs.cut))}`];
};

/** The menu, line by line, `height` at most, its title apart. */
export const menuLines = (view: ComposeView, width: number, height: number, look: Look): string[] => {
  const notes = noteLines(view, width, look);
  const files =
    height >= leastForFiles && view.files !== ''
      ? [`   ${look.paint.dim(truncate(view.files, width - 4, look.glyphs.cut))}`]
      : [];
  const command = height >= leastForCommand ? chosenLines(view, width, look) : [];
  const labels = view.items.reduce((most, {label}) => Math.max(most, cellWidth(label)), 0);
  const taken = notes.length + files.length + command.length;
  const room = Math.max(1, height - taken);
  // Empty lines set the menu apart where there are some to spare.
  const spare = Math.max(0, room - view.items.length);
  const above = spare > 0 ? [''] : [];
  const below = spare > 1 && command.length > 0 ? [''] : [];
  const shown = Math.max(1, Math.min(view.items.length, room - above.length - below.length));
  const top = scrolled(0, view.chosen, shown, view.items.length);
  const rows = view.items
    .slice(top, top + shown)
    .map((item, place) => itemRow(item, labels, width, top + place === view.chosen, look));
  return [...files, ...notes, ...above, ...rows, ...below, ...command];
};
