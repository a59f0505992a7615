import stringWidth from 'string-width';
import type {State} from '../../source/state/state.js';
import {type ColourLevel, createTheme} from '../../source/terminal/theme.js';
import type {Column} from '../../source/ui/format/columns.js';
import {createLook, type Look} from '../../source/ui/format/look.js';
import type {RowContext} from '../../source/ui/format/row.js';

export const levels: readonly ColourLevel[] = ['truecolor', '256', '16', 'none'];
/** Every way in which the screen can be drawn. */
export const looks: readonly {readonly name: string; readonly look: Look}[] = levels.flatMap(level =>
  [false, true].map(ascii => ({name: `${level}${ascii ? ', ASCII' : ''}`, look: createLook(createTheme(level, 'dark', ascii))})),
);
export const plainLook = createLook(createTheme('none', 'dark', false));
export const asciiLook = createLook(createTheme('truecolor', 'dark', true));
export const colourLook = createLook(createTheme('truecolor', 'dark', false));

/** A painted line without its colours. */
export const bare = (line: string): string => line.replace(/\u001b\[[\d;]*m/g, '');
export const cells = (line: string): number => stringWidth(bare(line));
/** What may be in a painted line beside text: colours. Everything else that a terminal obeys is not. */
export const obeyed = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

export const rowContext = (state: State, look: Look, columns: readonly Column[]): RowContext => ({
  look,
  columns,
  figures: state.usage,
  tunnels: state.tunnels,
  histories: state.histories,
  services: state.services,
  trends: state.trends.byId,
  drifts: state.drifts,
  activities: state.activities,
  changes: state.changes,
  pasts: state.pasts,
  tagged: state.view.tagged,
  now: state.now,
  staleMs: () => 16_000,
  stale: state.connection.kind === 'lost',
});
