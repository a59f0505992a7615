import {countMissing} from '../../model/missing.js';
import type {Figures} from '../../model/sort.js';
import {countTrouble} from '../../model/stack.js';
import {isLive} from '../../model/status.js';
import {lastOnly} from '../../state/last-only.js';
import {taggedIn} from '../../state/selectors.js';
import type {State} from '../../state/state.js';
import {plainText} from '../../terminal/sanitise.js';
import type {Role} from '../../terminal/theme.js';
import {cellWidth, toWidth, truncate} from '../../terminal/widths.js';
import {bar} from './bar.js';
import type {Look} from './look.js';
import {byteRate, bytesWithTenth} from './numbers.js';

/** A painted piece and its cells: pieces are dropped from the end when there is no room. */
interface Piece {
  readonly painted: string;
  readonly cells: number;
}

const piece = (text: string, paint: (text: string) => string): Piece => ({painted: paint(text), cells: cellWidth(text)});

const both = (a: Piece, b: Piece): Piece => ({painted: a.painted + b.painted, cells: a.cells + b.cells});

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

/** Counted again when a stack changes, not with every frame. */
const countsOf = lastOnly((stacks: State['stacks']) => ({
  running: stacks.reduce((total, stack) => total + stack.running, 0),
  total: stacks.reduce((all, stack) => all + stack.total, 0),
  named: stacks.filter(stack => stack.project !== null).length,
  unhealthy: countTrouble(stacks, 'unhealthy'),
  failed: countTrouble(stacks, 'failed'),
  missing: countMissing(stacks),
}));

/** The stacks of which something runs. */
const liveStacks = lastOnly((stacks: State['stacks']) =>
  stacks.filter(stack => stack.members.some(({container}) => isLive(container))),
);

/** What the pill is followed by: the host, the engine, then facts with a dot between each two; trouble comes first among what can be cut. */
const summary = (state: State, look: Look): Piece[] => {
  const {paint, glyphs} = look;
  const {engine, stacks, view} = state;
  const narrow = view.size.columns < 100;
  const badges = [engine?.demo ? ' DEMO ' : '', state.readOnly ? ' READ ONLY ' : ''].filter(badge => badge !== '');
  const host = truncate(plainText(engine?.hostName || state.endpoint), narrow ? 18 : 28, glyphs.cut);
  const start = [
    ...badges.flatMap(badge => [piece(' ', paint.text), piece(badge, paint.match)]),
    piece(` ${host}  `, paint.strong),
  ];
  const facts: Piece[] = [];
  const fact = (shown: boolean, text: string, role: Role): void => {
    if (shown) facts.push(piece(plainText(text), paint[role]));
  };
  fact(engine !== null && !narrow, `${engine?.product} ${engine?.version}`, 'dim');
  if (state.listed) {
    const {running, total, named, unhealthy, failed, missing} = countsOf(stacks);
    const tagged = taggedIn(state).length;
    fact(!narrow, `${named} ${named === 1 ? 'stack' : 'stacks'}`, 'dim');
    fact(true, `${running}/${total}${narrow ? '' : ' running'}`, running < total ? 'text' : 'dim');
    fact(unhealthy > 0, `${unhealthy} unhealthy`, 'alarm');
    fact(failed > 0, `${failed} failed`, 'alarm');
    fact(missing.all > 0, `${missing.all} missing`, missing.needed > 0 ? 'alarm' : 'warn');
    fact(view.frozen, 'frozen', 'warn');
    fact(view.filter !== '', `/${view.filter}`, 'warn');
    fact(tagged > 0, `${tagged} tagged`, 'accent');
    fact(view.sort.field !== 'order', `by ${view.sort.field}${view.sort.inverted ? ', inverted' : ''}`, 'dim');
    fact(!view.all, 'running only', 'dim');
  }
  const dot = piece(` ${glyphs.separator} `, paint.dim);
  return [...start, ...facts.map((each, index) => (index === 0 ? each : both(dot, each)))];
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

/** The same, unknown as soon as a part of it is: a part of it looks like the whole. */
const whole = (values: readonly (number | null)[]): number | null => (values.includes(null) ? null : sum(values));

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
  const totals = liveStacks(state.stacks).map(stack => figures.totalsOf(stack));
  const cpu = whole(totals.map(total => total.cpuPercent));
  return {
    cpuShare: cpu === null || cpus === null ? null : cpu / 100 / cpus,
    cpuText: cpus === null ? '' : ` of ${cpus}`,
    memoryUsed: whole(totals.map(total => total.memory)),
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
  const meters = metersOf(state, state.usage);
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
  const memoryPaint = share >= 0.9 ? paint.bad : paint.memory;
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
