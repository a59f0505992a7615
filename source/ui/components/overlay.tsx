import {Box} from 'ink';
import type {State} from '../../state/state.js';
import {plainText} from '../../terminal/sanitise.js';
import {toWidth} from '../../terminal/widths.js';
import type {Look} from '../format/look.js';
import {Lines} from './line.js';

/** A frame around painted lines, each already `inner` cells wide. */
const framed = (title: string, lines: readonly string[], inner: number, look: Look): string[] => {
  const {frame} = look.glyphs;
  const {paint} = look;
  const head = toWidth(` ${title} `, Math.min(inner, title.length + 2), 'left', look.glyphs.cut);
  const side = paint.dim(frame.vertical);
  return [
    paint.dim(frame.topLeft) + paint.accent(head) + paint.dim(frame.horizontal.repeat(inner - head.length) + frame.topRight),
    ...lines.map(line => side + line + side),
    paint.dim(frame.bottomLeft + frame.horizontal.repeat(inner) + frame.bottomRight),
  ];
};

const menuLines = (state: State, look: Look): string[] | null => {
  const {prompt, size} = state.view;
  if (prompt?.kind !== 'menu') return null;
  const labels = Math.max(...prompt.items.map(item => plainText(item.label).length));
  const hints = Math.max(...prompt.items.map(item => plainText(item.hint).length));
  const inner = Math.min(size.columns - 6, labels + 2 + hints + 2);
  const lines = prompt.items.map((item, index) => {
    const label = toWidth(plainText(item.label), labels, 'left', look.glyphs.cut);
    const hint = toWidth(plainText(item.hint), Math.max(0, inner - labels - 4), 'left', look.glyphs.cut);
    const line = ` ${look.paint.text(label)}  ${look.paint.dim(hint)} `;
    return index === prompt.index ? look.selection(line) : line;
  });
  return framed(prompt.title, lines, inner, look);
};

const outcomeLines = (state: State, look: Look): string[] | null => {
  const {outcome, size} = state.view;
  if (!outcome) return null;
  const inner = size.columns - 6;
  const cell = (text: string, paint: (text: string) => string): string =>
    ` ${paint(toWidth(plainText(text), inner - 2, 'left', look.glyphs.cut))} `;
  const room = Math.max(1, Math.min(outcome.lines.length, Math.floor(size.rows / 2) - 4));
  const lines =
    outcome.lines.length === 0
      ? [cell('it wrote no log lines', look.paint.dim)]
      : outcome.lines.slice(-room).map(line => cell(line, look.paint.text));
  return framed(
    outcome.title,
    [cell(outcome.reason, look.paint.alarm), ...lines, cell('Esc closes · l opens the log', look.paint.dim)],
    inner,
    look,
  );
};

/** Whatever lies over the list: a menu, or what went wrong with an action. Bottom up, above the rule. */
export const Overlay = ({state, look}: {readonly state: State; readonly look: Look}) => {
  const lines = menuLines(state, look) ?? outcomeLines(state, look);
  if (!lines) return null;
  return (
    <Box
      position="absolute"
      marginLeft={2}
      marginTop={Math.max(0, state.view.size.rows - 3 - lines.length)}
      flexDirection="column"
    >
      <Lines texts={lines} />
    </Box>
  );
};
