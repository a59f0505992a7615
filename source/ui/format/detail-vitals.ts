import type {Member} from '../../model/stack.js';
import type {Vital} from '../../model/vitals.js';
import type {State} from '../../state/state.js';
import {vitalsOf} from '../../state/vitals.js';
import {plainText} from '../../terminal/sanitise.js';
import {cellWidth, truncate} from '../../terminal/widths.js';
import type {Look} from './look.js';

const labelWidth = 10;
/** An answer that is older was not followed by another. */
const staleMs = 15_000;

const painted = ({label, value, level}: Vital, look: Look): {readonly text: string; readonly cells: number} => {
  const name = plainText(label);
  const figure = plainText(value);
  const role = level === 'bad' ? 'alarm' : level === 'warn' ? 'warn' : 'text';
  return {text: `${look.paint.dim(name)} ${look.paint[role](figure)}`, cells: cellWidth(name) + 1 + cellWidth(figure)};
};

/** The facts in as few lines as they fit in, three cells apart. */
const packed = (facts: readonly Vital[], width: number, look: Look): string[] => {
  const lines: string[] = [];
  let line = '';
  let cells = 0;
  for (const fact of facts) {
    const {text, cells: own} = painted(fact, look);
    if (line !== '' && cells + 3 + own > width) {
      lines.push(line);
      line = '';
      cells = 0;
    }
    line += (line === '' ? '' : '   ') + text;
    cells += own + (cells === 0 ? 0 : 3);
  }
  return line === '' ? lines : [...lines, line];
};

/** Vital signs of a service, as painted lines; none where its kind is not asked. */
export const vitalLines = (member: Member, state: State, width: number, look: Look): string[] => {
  const known = vitalsOf(state, member.key, member.container.id);
  if (!known) return [];
  const {vitals, failure, readAt} = known;
  const kind = state.services.byKey.get(member.key)?.kind ?? '';
  const room = width - labelWidth - 2;
  const lines = vitals ? packed(vitals.facts, room, look) : [];
  const old = vitals && state.now - readAt > staleMs;
  if (failure !== '') lines.push(look.paint.warn(truncate(plainText(failure), room, look.glyphs.cut)));
  else if (old) lines.push(look.paint.faint(`${Math.round((state.now - readAt) / 1000)} s old`));
  return lines.map((line, index) => ` ${look.paint.dim((index === 0 ? kind : '').padEnd(labelWidth))}${line}`);
};
