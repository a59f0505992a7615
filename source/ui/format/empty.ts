import type {State} from '../../state/state.js';
import {plainText} from '../../terminal/sanitise.js';
import {cellWidth, truncate} from '../../terminal/widths.js';
import type {Look} from './look.js';

/** Why the list is empty, and what to do about it. */
const reasons = (state: State): readonly [string, string] => {
  if (!state.listed) return ['', ''];
  if (state.view.filter !== '') return [`Nothing here matches "${plainText(state.view.filter)}".`, 'Esc clears the filter.'];
  if (!state.view.all && state.containers.size > 0) return ['No container runs.', 'a shows the stopped ones.'];
  return [
    'There are no containers on this engine yet.',
    'docker compose up -d in a project starts one; it appears here by itself.',
  ];
};

/** Lines for an empty list, the message in its middle. */
export const emptyLines = (state: State, look: Look, width: number, height: number): string[] => {
  const [what, hint] = reasons(state);
  if (what === '') return [];
  const centred = (text: string): string => {
    const cut = truncate(text, width - 2, look.glyphs.cut);
    return ' '.repeat(Math.max(0, Math.floor((width - cellWidth(cut)) / 2))) + look.paint.dim(cut);
  };
  return [...new Array<string>(Math.max(0, Math.floor(height / 2) - 2)).fill(''), centred(what), centred(hint)];
};
