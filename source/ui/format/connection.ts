import {spokenDuration} from '../../model/duration.js';
import type {State} from '../../state/state.js';
import {plainText} from '../../terminal/sanitise.js';
import {cellWidth, toWidth, truncate} from '../../terminal/widths.js';
import type {Look} from './look.js';

/** The banner while the engine does not answer, in place of the meters; null when it does. */
export const lostLine = (state: State, look: Look): string | null => {
  const {connection, now} = state;
  if (connection.kind !== 'lost') return null;
  const wait = Math.max(0, Math.ceil((connection.retryAt - now) / 1000));
  const next = wait > 0 ? `next try in ${wait} s` : 'trying now';
  const {separator, trouble, cut} = look.glyphs;
  const head = `${trouble} engine lost ${spokenDuration(now - connection.since)} ago ${separator} `;
  const tail = ` ${separator} ${next}`;
  const width = state.view.size.columns - 2;
  // The reason may be long; when it goes on is what one waits for.
  const reason = truncate(plainText(connection.message), Math.max(8, width - cellWidth(head) - cellWidth(tail)), cut);
  return ` ${look.paint.alarm(toWidth(head + reason + tail, width, 'left', cut))}`;
};
