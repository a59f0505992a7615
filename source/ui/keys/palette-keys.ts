import {edited} from '../../state/line-input.js';
import {chosenOf, foundIn, type Palette} from '../../state/palette.js';
import {screenIn} from '../../state/selectors.js';
import type {PaletteItem, Screen} from '../../state/view.js';
import {ask} from '../../state/view-updates.js';
import {type Binding, type KeyContext, refusal} from './binding.js';
import {keyName} from './key-name.js';

/** What one would not look for by its name: moving about, and the palette itself. */
const isAction = ({group, id}: Binding): boolean => group !== 'Move' && id !== 'program.palette';

/** All actions of the screen on top, with why those that cannot be used now cannot. */
export const paletteItems = (table: readonly Binding[], context: KeyContext): PaletteItem[] => {
  const {kind} = screenIn(context.state);
  return table
    .filter(binding => isAction(binding) && binding.screens.includes(kind))
    .map(binding => ({
      id: binding.id,
      does: binding.does,
      key: keyName(binding.keys[0] ?? ''),
      why: refusal(binding, context),
    }));
};

/** The key that opens it. `items` are those of the whole table, which is made of these rows too. */
export const paletteKeys = (
  screens: readonly Screen['kind'][],
  items: (context: KeyContext) => readonly PaletteItem[],
): readonly Binding[] => [
  {
    id: 'program.palette',
    keys: [':'],
    screens,
    group: 'Program',
    does: 'palette: every action by its name',
    run: context => context.update(state => ask(state, {kind: 'palette', typed: '', index: 0, items: items(context)})),
  },
];

/** A key while the palette is open: it chooses, or it is typed. `run` does an action by its id. */
export const pressInPalette = (prompt: Palette, key: string, context: KeyContext, run: (id: string) => void): void => {
  const to = (index: number): void => {
    const last = Math.max(0, foundIn(prompt).length - 1);
    context.update(state => ask(state, {...prompt, index: Math.max(0, Math.min(last, index))}));
  };
  if (key === 'down' || key === 'tab' || key === 'ctrl-n') to(prompt.index + 1);
  else if (key === 'up' || key === 'shift-tab' || key === 'ctrl-p') to(prompt.index - 1);
  else if (key === 'pgdn') to(prompt.index + 10);
  else if (key === 'pgup') to(prompt.index - 10);
  else if (key === 'enter') {
    const chosen = chosenOf(prompt);
    if (!chosen) return;
    context.update(state => ask(state, null));
    run(chosen.id);
  } else {
    const input = edited({text: prompt.typed, cursor: prompt.cursor ?? prompt.typed.length}, key);
    if (input) context.update(state => ask(state, {...prompt, typed: input.text, cursor: input.cursor, index: 0}));
  }
};
