import {spokenDuration} from '../../model/duration.js';
import type {State} from '../../state/state.js';
import {plainText} from '../../terminal/sanitise.js';
import {toWidth} from '../../terminal/widths.js';
import type {Look} from './look.js';

/** The banner while the engine does not answer, in place of the meters; null when it does. */
export const lostLine = (state: State, look: Look): string | null => {
  const {connection, now} = state;
  if (connection.kind !== 'lost') return null;
  const wait = Math.max(0, Math.ceil((connection.retryAt - now) / 1000));
  const next = wait > 0 ? `next try in ${wait} s` : 'trying now';
  const {separator, trouble, cut} = look.glyphs;
  const text = `${trouble} engine lost ${spokenDuration(now - connection.since)} ago ${separator} ${plainText(connection.message)} ${separator} ${next}`;
  return ` ${look.paint.alarm(toWidth(text, state.view.size.columns - 2, 'left', cut))}`;
};
