import {Box} from 'ink';
import type {Outcome} from '../../state/activity.js';
import {bodyHeight, scrolled} from '../../state/layout.js';
import {memberIn, screenIn} from '../../state/selectors.js';
import type {State} from '../../state/state.js';
import {plainText} from '../../terminal/sanitise.js';
import type {Paint} from '../../terminal/theme.js';
import {cellWidth, toWidth, wrap} from '../../terminal/widths.js';
import {framed, outsideFrame} from '../format/frame.js';
import type {Look} from '../format/look.js';
import {paletteLines} from '../format/palette.js';
import {planFrame} from '../format/plan-frame.js';
import {Lines} from './line.js';

/** Lines that may lie over the body: all of it but one, without the frame's own two. */
const mostLines = (state: State): number => Math.max(1, bodyHeight(state) - 3);

const menuLines = (state: State, look: Look): string[] | null => {
  const {prompt, size} = state.view;
  if (prompt?.kind === 'palette') return paletteLines(prompt, size.columns, mostLines(state), look);
  if (prompt?.kind !== 'menu') return null;
  const widest = (texts: readonly string[]): number => texts.reduce((most, text) => Math.max(most, cellWidth(text)), 0);
  const items = prompt.items.map(item => ({label: plainText(item.label), hint: plainText(item.hint)}));
  const most = size.columns - outsideFrame - 4;
  const labels = Math.min(most, widest(items.map(({label}) => label)));
  const hints = Math.min(most - labels, widest(items.map(({hint}) => hint)));
  const height = Math.min(items.length, mostLines(state));
  const top = scrolled(0, prompt.index, height, items.length);
  const lines = items.slice(top, top + height).map((item, place) => {
    const label = toWidth(item.label, labels, 'left', look.glyphs.cut);
    const hint = toWidth(item.hint, hints, 'left', look.glyphs.cut);
    const line = ` ${look.paint.text(label)}  ${look.paint.dim(hint)} `;
    return top + place === prompt.index ? look.selection(line) : line;
  });
  return framed(prompt.title, lines, labels + hints + 4, look);
};

/** Whether `l` opens the log of the container it is about: there, and not on a log already. */
const opensLog = (state: State, {key}: Outcome): boolean => {
  const {kind} = screenIn(state);
  return (kind === 'stacks' || kind === 'detail') && memberIn(state, key) !== null;
};

const outcomeLines = (state: State, look: Look): string[] | null => {
  const {outcome, size} = state.view;
  if (!outcome) return null;
  const inner = size.columns - outsideFrame;
  const cell = (text: string, paint: Paint): string => ` ${paint(toWidth(text, inner - 2, 'left', look.glyphs.cut))} `;
  const room = mostLines(state) - 1;
  const reason = wrap(plainText(outcome.reason), inner - 2).slice(0, Math.max(1, room - 1));
  const written = outcome.lines.slice(-Math.min(12, Math.max(1, room - reason.length)));
  return framed(
    outcome.title,
    [
      ...reason.map(line => cell(line, look.paint.alarm)),
      ...(written.length === 0
        ? [cell('it wrote no log lines', look.paint.dim)]
        : written.map(line => cell(plainText(line), look.paint.text))),
      cell(opensLog(state, outcome) ? `Esc closes ${look.glyphs.separator} l opens the log` : 'Esc closes', look.paint.dim),
    ],
    inner,
    look,
  );
};

/** Whatever lies over the list: a menu, what went wrong with an action, or a plan. Bottom up, above the rule. */
export const Overlay = ({state, look}: {readonly state: State; readonly look: Look}) => {
  const lines = menuLines(state, look) ?? outcomeLines(state, look) ?? planFrame(state, look);
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
