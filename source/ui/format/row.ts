import type {Drift} from '../../model/drift.js';
import {shortDuration} from '../../model/duration.js';
import {limitSeverity, type MemoryWeight} from '../../model/memory-weight.js';
import type {Past} from '../../model/past.js';
import {type Row, rowName} from '../../model/rows.js';
import type {KnownServices} from '../../model/service.js';
import type {Figures} from '../../model/sort.js';
import type {Member} from '../../model/stack.js';
import {isLive} from '../../model/status.js';
import type {Totals} from '../../model/totals.js';
import type {Trend} from '../../model/trend.js';
import type {OpenTunnel} from '../../model/tunnel.js';
import type {Usage} from '../../model/usage.js';
import type {Activity} from '../../state/activity.js';
import type {Histories} from '../../state/histories.js';
import {plainText} from '../../terminal/sanitise.js';
import {toWidth} from '../../terminal/widths.js';
import {bar} from './bar.js';
import type {Column, ColumnId} from './columns.js';
import {healthCell, missingCell, stackHealthCell} from './health-cell.js';
import {dimmed, type Look} from './look.js';
import {memoryRole, weightOf} from './memory-role.js';
import {byteRate, bytes, count, percent} from './numbers.js';
import {portsOf, publicUrlOf, shortUrl, stackPortsOf} from './ports.js';
import {memberSpark, stackSpark} from './spark.js';

/** All that a row is drawn from. */
export interface RowContext {
  readonly look: Look;
  readonly columns: readonly Column[];
  readonly figures: Figures;
  /** Public URLs, by the stack's key. */
  readonly tunnels: ReadonlyMap<string, readonly OpenTunnel[]>;
  readonly histories: Histories;
  readonly services: KnownServices;
  readonly trends: ReadonlyMap<string, Trend>;
  readonly drifts: ReadonlyMap<string, Drift>;
  readonly activities: ReadonlyMap<string, Activity>;
  readonly changes: ReadonlyMap<string, number>;
  readonly pasts: ReadonlyMap<string, Past>;
  readonly tagged: ReadonlySet<string>;
  readonly now: number;
  /** How old a sample from this source may be in the row (ms) before it is drawn dim. */
  staleMs(key: string, source: string): number;
  /** The engine does not answer: everything is out of date. */
  readonly stale: boolean;
}

const known = (value: number | null | undefined, format: (value: number) => string, unknown: string): string =>
  value === null || value === undefined ? unknown : format(value);

/** What both kinds of row have: figures, or sums of them. */
type Amounts = Pick<
  Totals,
  'cpuPercent' | 'memory' | 'limit' | 'rxRate' | 'txRate' | 'readRate' | 'writeRate' | 'restarts' | 'startedAt'
>;

const noAmounts: Amounts = {
  ...{cpuPercent: null, memory: null, limit: null, rxRate: null, txRate: null, readRate: null, writeRate: null},
  ...{restarts: null, startedAt: null},
};

const memberAmounts = ({container}: Member, usage: Usage | undefined): Amounts => {
  const now = isLive(container) ? usage : undefined;
  return {
    cpuPercent: now?.cpuPercent ?? null,
    memory: now?.memory ?? null,
    limit: container.inspection?.memoryLimit ?? null,
    rxRate: now?.rxRate ?? null,
    txRate: now?.txRate ?? null,
    readRate: now?.readRate ?? null,
    writeRate: now?.writeRate ?? null,
    restarts: container.inspection?.restarts ?? null,
    startedAt: isLive(container) ? (container.inspection?.startedAt ?? null) : null,
  };
};

/** `weight` is that of a container's memory; null of a stack, whose parts are weighed each for itself. */
const amountCell = (column: Column, amounts: Amounts, weight: MemoryWeight | null, look: Look, now: number): string => {
  const isStack = weight === null;
  const {paint, glyphs} = look;
  const right = (text: string): string => toWidth(text, column.width, 'right', glyphs.cut);
  const number = (value: number | null, format: (value: number) => string): string => right(known(value, format, glyphs.unknown));
  const quiet = (value: number | null, threshold: number) => (value === null || value < threshold ? paint.faint : paint.dim);
  switch (column.id) {
    case 'cpu':
      return (amounts.cpuPercent ?? 0) >= 0.05
        ? paint.text(number(amounts.cpuPercent, percent))
        : paint.faint(number(amounts.cpuPercent, percent));
    case 'memory': {
      if (amounts.memory === null) return paint.faint(number(null, bytes));
      if (isStack) return paint.strong(number(amounts.memory, bytes));
      // The bar shows how near its limit it is; that there is more than usual has to be said here, without colour too.
      const told = weight.by !== 'limit' && (weight.severity === 'warn' || weight.severity === 'bad');
      return told ? paint[weight.severity](right(`!${bytes(amounts.memory)}`)) : paint.text(number(amounts.memory, bytes));
    }
    case 'limit':
      return paint.dim(right(amounts.limit === null ? '' : `/${bytes(amounts.limit)}`));
    case 'bar': {
      if (amounts.limit === null || amounts.memory === null || amounts.limit === 0) return ' '.repeat(column.width);
      const share = amounts.memory / amounts.limit;
      return bar(share, column.width, look, paint[memoryRole(weight?.severity ?? limitSeverity(share))]);
    }
    case 'rx':
      return quiet(amounts.rxRate, 51)(number(amounts.rxRate, byteRate));
    case 'tx':
      return quiet(amounts.txRate, 51)(number(amounts.txRate, byteRate));
    case 'disk': {
      const text =
        amounts.readRate === null && amounts.writeRate === null
          ? ''
          : `${known(amounts.readRate, byteRate, glyphs.unknown)} ${known(amounts.writeRate, byteRate, glyphs.unknown).padStart(5)}`;
      return quiet((amounts.readRate ?? 0) + (amounts.writeRate ?? 0), 51)(right(text));
    }
    case 'restarts': {
      const role = (amounts.restarts ?? 0) > 0 ? (isStack ? paint.dim : paint.warn) : paint.faint;
      return role(number(amounts.restarts, count));
    }
    default:
      return paint.dim(right(amounts.startedAt === null ? '' : shortDuration(now - amounts.startedAt)));
  }
};

const nameCell = (row: Row, width: number, look: Look): string => {
  const {paint, glyphs} = look;
  if (row.kind === 'stack') {
    const name = toWidth(plainText(row.stack.name), width - 2, 'left', glyphs.cut);
    return `${paint.dim(row.folded ? glyphs.folded : glyphs.unfolded)} ${row.stack.project === null ? paint.dim(name) : paint.stack(name)}`;
  }
  const branch = row.last ? glyphs.lastBranch : glyphs.branch;
  const name = toWidth(plainText(rowName(row)), width - 3, 'left', glyphs.cut);
  return ` ${paint.line(branch)} ${row.kind === 'missing' ? paint.dim(name) : paint.text(name)}`;
};

const textCell = (row: Row, column: Column, context: RowContext): string => {
  const {look} = context;
  const {paint, glyphs} = look;
  if (column.id === 'image')
    return paint.faint(
      toWidth(row.kind === 'container' ? plainText(row.member.container.image) : '', column.width, 'left', glyphs.cut),
    );
  if (row.kind === 'missing') return ' '.repeat(column.width);
  if (row.kind === 'container') return paint.dim(toWidth(portsOf(row.member.container), column.width, 'left', glyphs.cut));
  const shown = publicUrlOf(context.tunnels.get(row.key));
  const text = shown ? shortUrl(shown.url, column.width - shown.more.length, glyphs.cut) + shown.more : stackPortsOf(row.stack);
  return paint.link(toWidth(text, column.width, 'left', glyphs.cut));
};

/** Where there is no room for ports, a stack's public URL takes that of a limit which the stack has not; null when it cannot. */
const urlInstead = (row: Row, {columns, tunnels, look}: RowContext): string | null => {
  const shown = publicUrlOf(tunnels.get(row.key));
  const [limit, bar] = (['limit', 'bar'] as const).map(id => columns.find(column => column.id === id));
  if (!shown || !limit || !bar || columns.some(({id}) => id === 'ports')) return null;
  const width = limit.width + 1 + bar.width;
  return toWidth(shortUrl(shown.url, width - shown.more.length, look.glyphs.cut) + shown.more, width, 'left', look.glyphs.cut);
};

const amountColumns: ReadonlySet<ColumnId> = new Set(['cpu', 'memory', 'limit', 'bar', 'rx', 'tx', 'disk', 'restarts', 'uptime']);

/** One line of the list, exactly as wide as its columns, the gaps between them and a margin at both ends: data in, painted string out. */
export const formatRow = (row: Row, context: RowContext, selected: boolean): string => {
  const {columns, figures, now, tagged} = context;
  const usage = row.kind === 'container' ? figures.usageOf(row.member.container.id) : undefined;
  const look = context.stale ? dimmed(context.look) : context.look;
  const amounts =
    row.kind === 'stack' ? figures.totalsOf(row.stack) : row.kind === 'container' ? memberAmounts(row.member, usage) : noAmounts;
  const weight = row.kind === 'stack' ? null : weightOf(row.kind === 'container' ? row.member : null, amounts, context);
  // Without a limit nothing shows how much there is of it: being as usual is nothing to see.
  const sparkRole = weight && (amounts.limit !== null || weight.severity !== 'good') ? memoryRole(weight.severity) : 'line';
  const oldest = row.kind === 'stack' ? figures.totalsOf(row.stack).oldest : usage;
  const isOld = oldest ? now - oldest.readAt > context.staleMs(row.key, oldest.source) : false;
  const figureLook = isOld ? dimmed(look) : look;
  let line = row.kind === 'container' && tagged.has(row.key) ? look.paint.accent(look.glyphs.tagged) : ' ';
  const url = row.kind === 'stack' && amounts.limit === null ? urlInstead(row, context) : null;
  columns.forEach((column, index) => {
    if (url && column.id === 'bar') return;
    if (index > 0) line += ' ';
    if (url && column.id === 'limit') line += look.paint.link(url);
    else if (amountColumns.has(column.id)) line += amountCell(column, amounts, weight, figureLook, now);
    else if (column.id === 'name') line += nameCell(row, column.width, look);
    else if (column.id === 'health')
      line +=
        row.kind === 'stack'
          ? stackHealthCell(row.stack, column.width, context, look)
          : row.kind === 'missing'
            ? missingCell(row.missing, row.stack, column.width, look)
            : healthCell(row.member, column.width, context, look);
    else if (column.id === 'spark')
      line +=
        row.kind === 'stack'
          ? stackSpark(row.stack, amounts, column.width, context, look)
          : row.kind === 'missing'
            ? ' '.repeat(column.width)
            : memberSpark(row.member, {limit: amounts.limit, role: sparkRole}, column.width, context, look);
    else line += textCell(row, column, {...context, look});
  });
  return selected ? context.look.selection(`${line} `) : `${line} `;
};
