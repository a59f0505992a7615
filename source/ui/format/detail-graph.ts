import type {Series} from '../../model/history.js';
import {historySlots} from '../../state/histories.js';
import type {Role} from '../../terminal/theme.js';
import {cellWidth, toWidth, truncate} from '../../terminal/widths.js';
import type {Look} from './look.js';

/** Values spread over `width` cells, each the largest of those it stands for; NaN where there is none. */
export const spread = (values: readonly number[], width: number): number[] => {
  const cells: number[] = [];
  for (let cell = 0; cell < width; cell++) {
    const first = Math.floor((cell * values.length) / width);
    const end = Math.max(first + 1, Math.floor(((cell + 1) * values.length) / width));
    let largest = Number.NaN;
    for (const value of values.slice(first, end)) if (!Number.isNaN(value) && !(largest >= value)) largest = value;
    cells.push(largest);
  }
  return cells;
};

/** An area of `height` lines, the top one first, in eighths of a line. NaN is blank, and a zero that was measured is one eighth. */
export const area = (values: readonly number[], most: number, height: number, look: Look): string[] => {
  const {sparks} = look.glyphs;
  const steps = sparks.length;
  const levels = values.map(value =>
    Number.isNaN(value) ? 0 : Math.max(1, Math.min(height * steps, Math.ceil((value / (most || 1)) * height * steps))),
  );
  return Array.from({length: height}, (_, row) => {
    const below = (height - 1 - row) * steps;
    return levels.map(level => (level <= below ? ' ' : (sparks[Math.min(steps, level - below) - 1] ?? ' '))).join('');
  });
};

/** One curve of a graph. */
export interface Curve {
  readonly history: Series | undefined;
  readonly role: Role;
  /** Drawn before its lowest line, one cell; '' when the graph has one curve only. */
  readonly sign: string;
}

export interface Graph {
  readonly label: string;
  /** The figure of now, and what goes with it. */
  readonly figure: string;
  readonly beside: string;
  readonly curves: readonly Curve[];
  /** What the upper edge stands for; null: the largest value seen times `headroom`, but no less than `floor`. */
  readonly top: number | null;
  /** 1 where absent. More for what hardly changes: it would fill the graph like a wall. */
  readonly headroom?: number;
  /** So that next to nothing does not look like a mountain. */
  readonly floor: number;
  format(value: number): string;
}

/** As many of the parts between commas as have room, the first in any case. */
const fitting = (parts: string, room: number): string => {
  if (cellWidth(parts) <= room) return parts;
  const last = parts.lastIndexOf(', ');
  return last === -1 ? truncate(parts, room) : fitting(parts.slice(0, last), room);
};

const largestOf = (series: readonly (readonly number[])[]): number =>
  Math.max(...series.flat().filter(value => !Number.isNaN(value)));

/** Whether anything was measured in the last five minutes. */
export const hasValues = (history: Series | undefined, now: number): boolean =>
  history?.cells(historySlots, 1, now).some(value => !Number.isNaN(value)) ?? false;

/**
 * A graph of the last five minutes: a line of figures and `height` lines of area, shared evenly by its curves, all exactly `width` cells.
 */
export const graphLines = (graph: Graph, width: number, height: number, now: number, look: Look): string[] => {
  const {paint} = look;
  const series = graph.curves.map(({history}) => history?.cells(historySlots, 1, now) ?? []);
  const largest = largestOf(series);
  const most = graph.top ?? Math.max(graph.floor, largest * (graph.headroom ?? 1));
  const peak = Number.isFinite(largest) ? `max ${graph.format(largest)}` : '';
  const room = width - cellWidth(graph.label) - cellWidth(graph.figure) - 2;
  const right = cellWidth(peak) + 1 <= room ? peak : '';
  const besides = graph.beside === '' ? '' : ` ${fitting(graph.beside, room - cellWidth(right) - 2)}`;
  const beside = toWidth(besides, room - cellWidth(right), 'left', look.glyphs.cut);
  const head = ` ${paint.dim(graph.label)} ${paint.strong(graph.figure)}${paint.dim(beside)}${paint.faint(right)}`;
  const each = Math.max(1, Math.floor(height / graph.curves.length));
  const body = graph.curves.flatMap(({role, sign}, index) => {
    const indent = sign === '' ? 1 : 3;
    return area(spread(series[index] ?? [], width - indent), most, each, look).map((text, row) => {
      const edge = row === each - 1 && sign !== '' ? ` ${sign} ` : ' '.repeat(indent);
      return paint.faint(edge) + paint[role](text);
    });
  });
  return [head, ...body];
};
