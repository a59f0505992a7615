import {type ConnectionTest, connectionsOf} from '../../state/connections.js';
import type {State} from '../../state/state.js';
import {plainText} from '../../terminal/sanitise.js';
import type {Role} from '../../terminal/theme.js';
import {wrap} from '../../terminal/widths.js';
import {line, type Piece} from './detail-piece.js';
import {heading} from './detail-text.js';
import type {Look} from './look.js';

const two = (number: number): string => String(number).padStart(2, '0');

const clock = (time: number): string => {
  const date = new Date(time);
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
};

const roles: Readonly<Record<'good' | 'bad' | 'warn', Role>> = {good: 'good', bad: 'alarm', warn: 'warn'};

const testLines = ({way, startedAt, result}: ConnectionTest, now: number, width: number, look: Look): string[] => {
  const {glyphs, paint} = look;
  const seconds = Math.max(0, Math.floor((now - startedAt) / 1000));
  const role = result ? roles[result.tone] : 'accent';
  const sign = result ? (result.tone === 'good' ? glyphs.healthy : glyphs.trouble) : glyphs.working;
  const text = result?.text ?? `${way} is being tried, ${seconds} s; Esc stops it`;
  const when = clock(result?.at ?? startedAt);
  return wrap(plainText(text), Math.max(10, width - 14)).map((part, row) =>
    row === 0 ? ` ${paint[role](sign)} ${paint.dim(when)}  ${paint.text(part)}` : `${' '.repeat(13)}${paint.text(part)}`,
  );
};

/** Shown beside the networks; more would push them off the screen. */
const mostShown = 4;

/** The connections that were tried from a container, or from those of a stack: the last ones, newest first. */
export const connectionPieces = (state: State, key: string, width: number, look: Look): Piece[] => {
  const tests = connectionsOf(state, key).slice(0, mostShown);
  if (tests.length === 0) return [];
  return [
    heading('Connections tried', 0, look),
    ...tests.flatMap(test => testLines(test, state.now, width, look)).map(line),
    line(''),
  ];
};
