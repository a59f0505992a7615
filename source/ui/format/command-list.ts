import {type CommandEntry, type CommandsView, chosenEntry, lineOnOffer} from '../../state/commands.js';
import {scrolled} from '../../state/layout.js';
import type {State} from '../../state/state.js';
import {plainText} from '../../terminal/sanitise.js';
import {cellWidth, toWidth, truncate, wrap} from '../../terminal/widths.js';
import {type CommandLayout, nameWidth} from './command-layout.js';
import type {Look} from './look.js';
import {typedText} from './typed-text.js';

/** Whose commands they are. */
export const commandsTitle = (view: CommandsView, state: State, width: number, look: Look): string => {
  const {paint, glyphs} = look;
  const name = truncate(` ${view.name}`, width, glyphs.cut);
  const facts = [view.kind, ...(state.readOnly ? ['read-only'] : [])].join(` ${glyphs.separator} `);
  return paint.stack(name) + paint.dim(truncate(`  ${facts}`, width - cellWidth(name), glyphs.cut));
};

/** One command: a mark where it does harm, its name, and what it runs. */
const entryRow = (entry: CommandEntry, names: number, width: number, chosen: boolean, focused: boolean, look: Look): string => {
  const {paint, glyphs} = look;
  const mark = entry.danger
    ? paint.warn(look.theme.ascii ? '!' : glyphs.trouble)
    : chosen && !focused
      ? paint.accent(glyphs.folded)
      : ' ';
  const name = toWidth(plainText(entry.name), Math.min(names, width - 3), 'left', glyphs.cut);
  const line = toWidth(plainText(entry.line), Math.max(0, width - 6 - cellWidth(name)), 'left', glyphs.cut);
  const row = ` ${mark} ${chosen ? paint.strong(name) : paint.text(name)}  ${paint.dim(line)} `;
  return chosen && focused ? look.selection(row) : row;
};

/** The commands at hand, `layout.listHeight` lines at most. */
export const commandRows = (view: CommandsView, layout: CommandLayout, typing: boolean, look: Look): string[] => {
  const {listWidth, listHeight} = layout;
  const names = Math.min(nameWidth(view), Math.max(10, Math.floor(listWidth * 0.6)));
  const top = scrolled(0, view.chosen, listHeight, view.entries.length);
  const focused = view.focus === 'list' && !typing;
  return view.entries
    .slice(top, top + listHeight)
    .map((entry, place) => entryRow(entry, names, listWidth, top + place === view.chosen, focused, look));
};

/** Where there is no answer yet: what to do. */
export const noAnswerLines = (view: CommandsView, state: State, width: number, look: Look): string[] => {
  const chosen = chosenEntry(view);
  const sentences = [
    chosen ? 'Enter runs the chosen command, e changes it before.' : 'No command is at hand for it.',
    'A colon (:) types one of your own: arrows bring back earlier ones, Tab completes.',
    ...(state.readOnly ? ['Read-only mode: only what reads is run.'] : []),
  ];
  return ['', ...sentences.flatMap(text => wrap(text, Math.max(10, width - 4))).map(text => `  ${look.paint.dim(text)}`)];
};

/** The free line: what is typed, else what Enter would run. */
export const freeLine = (view: CommandsView, state: State, width: number, look: Look): string => {
  const {paint} = look;
  const {prompt} = state.view;
  const sign = ` ${view.sign} `;
  const room = width - cellWidth(sign) - 1;
  if (prompt?.kind !== 'command-line') {
    const offered = plainText(lineOnOffer(view));
    return paint.faint(sign) + paint.faint(truncate(offered, room, look.glyphs.cut));
  }
  const {input, choices} = prompt.line;
  const shown = typedText(input, room, look);
  const left = room - shown.cells;
  const others = (choices?.starts ?? []).map(start => plainText(start.trimStart()));
  const hint = choices && left > 12 ? `   ${truncate(others.join('  '), left - 4, look.glyphs.cut)}` : '';
  return paint.accent(sign) + shown.text + paint.faint(hint);
};
