import type {Figures} from '../../model/sort.js';
import {countTrouble} from '../../model/stack.js';
import {figuresOf} from '../../state/selectors.js';
import type {State} from '../../state/state.js';
import {plainText} from '../../terminal/sanitise.js';
import {cellWidth, toWidth, truncate} from '../../terminal/widths.js';
import {bar} from './bar.js';
import type {Look} from './look.js';
import {byteRate, bytesWithTenth} from './numbers.js';
import {memoryRole} from './status.js';

/** A painted piece and its cells: pieces are dropped from the end when there is no room. */
interface Piece {
  readonly painted: string;
  readonly cells: number;
}

const piece = (text: string, paint: (text: string) => string): Piece => ({painted: paint(text), cells: cellWidth(text)});

/** As many pieces as fit, left to right. */
const joined = (pieces: readonly Piece[], room: number): Piece => {
  let painted = '';
  let cells = 0;
  for (const next of pieces) {
    if (cells + next.cells > room) break;
    painted += next.painted;
    cells += next.cells;
  }
  return {painted, cells};
};

export const clock = (now: number): string => new Date(now).toTimeString().slice(0, 8);

/** What the pill is followed by: the host, the engine, and the counts; the last say first what is wrong. */
const summary = (state: State, look: Look): Piece[] => {
  const {paint, glyphs} = look;
  const dot = piece(` ${glyphs.separator} `, paint.dim);
  const narrow = state.view.size.columns < 100;
  const pieces: Piece[] = [];
  const {engine, stacks} = state;
  if (engine?.demo) pieces.push(piece(' ', paint.text), piece(' DEMO ', paint.match));
  if (state.readOnly) pieces.push(piece(' ', paint.text), piece(' READ ONLY ', paint.match));
  pieces.push(piece(` ${truncate(plainText(engine?.hostName || state.endpoint), 28, glyphs.cut)}  `, paint.strong));
  if (engine && !narrow) pieces.push(piece(plainText(`${engine.product} ${engine.version}`), paint.dim), dot);
  if (!state.listed) return pieces.slice(0, engine && !narrow ? -1 : undefined);
  const running = stacks.reduce((sum, stack) => sum + stack.running, 0);
  const total = stacks.reduce((sum, stack) => sum + stack.total, 0);
  const named = stacks.filter(stack => stack.project !== null).length;
  if (!narrow) pieces.push(piece(`${named} ${named === 1 ? 'stack' : 'stacks'}`, paint.dim), dot);
  pieces.push(
    piece(String(running), running < total ? paint.text : paint.dim),
    piece(`/${total}${narrow ? '' : ' running'}`, paint.dim),
  );
  const unhealthy = countTrouble(stacks, 'unhealthy');
  const failed = countTrouble(stacks, 'failed');
  if (unhealthy > 0) pieces.push(dot, piece(`${unhealthy} unhealthy`, paint.alarm));
  if (failed > 0) pieces.push(dot, piece(`${failed} failed`, paint.alarm));
  if (state.view.frozen) pieces.push(dot, piece('frozen', paint.warn));
  if (state.view.sort.field !== 'order')
    pieces.push(dot, piece(`by ${state.view.sort.field}${state.view.sort.inverted ? ', inverted' : ''}`, paint.dim));
  if (!state.view.all) pieces.push(dot, piece('running only', paint.dim));
  if (state.view.filter !== '') pieces.push(dot, piece(`/${plainText(state.view.filter)}`, paint.warn));
  if (state.view.tagged.size > 0) pieces.push(dot, piece(`${state.view.tagged.size} tagged`, paint.accent));
  return pieces;
};

/** First line: where you are. */
export const titleLine = (state: State, look: Look): string => {
  const {columns} = state.view.size;
  const time = clock(state.now);
  const pill = piece(' stacktop ', look.paint.pill);
  const left = joined([pill, ...summary(state, look)], columns - time.length - 2);
  return `${left.painted}${' '.repeat(Math.max(1, columns - left.cells - time.length - 1))}${look.paint.dim(time)} `;
};

interface Meters {
  readonly cpuShare: number | null;
  readonly cpuText: string;
  readonly memoryUsed: number | null;
  readonly memoryTotal: number | null;
  readonly rates: readonly [number | null, number | null, number | null, number | null];
}

const sum = (values: Iterable<number | null>): number | null => {
  let total: number | null = null;
  for (const value of values) if (value !== null) total = (total ?? 0) + value;
  return total;
};

/** Of the host where it is this one, else summed over the containers. */
const metersOf = (state: State, figures: Figures): Meters => {
  const {host, engine} = state;
  const cpus = engine?.cpus ?? null;
  if (host) {
    return {
      cpuShare: host.cpuPercent === null ? null : host.cpuPercent / 100,
      cpuText: cpus === null ? '' : ` of ${cpus}`,
      memoryUsed: host.memoryUsed,
      memoryTotal: host.memoryTotal,
      rates: [host.rxRate, host.txRate, host.readRate, host.writeRate],
    };
  }
  const totals = state.stacks.map(stack => figures.totalsOf(stack));
  const cpu = sum(totals.map(total => total.cpuPercent));
  return {
    cpuShare: cpu === null || cpus === null ? null : cpu / 100 / cpus,
    cpuText: cpus === null ? '' : ` of ${cpus}`,
    memoryUsed: sum(totals.map(total => total.memory)),
    memoryTotal: engine?.memoryTotal ?? null,
    rates: [
      sum(totals.map(total => total.rxRate)),
      sum(totals.map(total => total.txRate)),
      sum(totals.map(total => total.readRate)),
      sum(totals.map(total => total.writeRate)),
    ],
  };
};

/** Second line: what it all costs. */
export const meterLine = (state: State, look: Look): string => {
  const {paint, glyphs} = look;
  const {columns} = state.view.size;
  const meters = metersOf(state, figuresOf(state.usage, state.stacks));
  const width = columns >= 100 ? 14 : 8;
  const share = (meters.memoryUsed ?? 0) / (meters.memoryTotal || 1);
  const meter = (value: number | null, fill: (text: string) => string): Piece => ({
    painted: bar(value ?? 0, width, look, fill),
    cells: width,
  });
  const rate = (value: number | null): string => (value === null ? glyphs.unknown : byteRate(value)).padEnd(4);
  const [rx, tx, read, write] = meters.rates;
  const percentText = meters.cpuShare === null ? glyphs.unknown : `${Math.round(meters.cpuShare * 100)}%`;
  const cpuPaint = (meters.cpuShare ?? 0) >= 0.9 ? paint.bad : paint.link;
  const memoryPaint = share >= 0.9 ? paint[memoryRole(share)] : paint.memory;
  const line = joined(
    [
      piece(' cpu ', paint.dim),
      meter(meters.cpuShare, cpuPaint),
      piece(toWidth(percentText, 5, 'right'), paint.text),
      piece(columns >= 90 ? meters.cpuText : '', paint.dim),
      piece('   mem ', paint.dim),
      meter(meters.memoryTotal === null ? null : share, memoryPaint),
      piece(toWidth(meters.memoryUsed === null ? glyphs.unknown : bytesWithTenth(meters.memoryUsed), 6, 'right'), paint.text),
      piece(meters.memoryTotal === null ? '' : ` of ${bytesWithTenth(meters.memoryTotal)}`, paint.dim),
      {painted: `${paint.dim('   net ')}${paint.text(`${glyphs.down}${rate(rx)} ${glyphs.up}${rate(tx)}`)}`, cells: 18},
      {painted: `${paint.dim('   disk r ')}${paint.text(rate(read))}${paint.dim(' w ')}${paint.text(rate(write))}`, cells: 21},
    ],
    columns - 1,
  );
  return line.painted;
};
