import {takeSnapshot} from '../live/snapshot.js';
import {stackReport} from '../model/report.js';
import {rowsOf} from '../model/rows.js';
import type {Figures} from '../model/sort.js';
import {groupStacks, type Stack} from '../model/stack.js';
import {totalsOf} from '../model/totals.js';
import {asciiOnly, colourLevel} from '../terminal/capabilities.js';
import {createTheme} from '../terminal/theme.js';
import {formatColumnHeader} from '../ui/format/column-header.js';
import {createLook} from '../ui/format/look.js';
import {printColumns} from '../ui/format/print-columns.js';
import {formatRow} from '../ui/format/row.js';
import {connectEngine} from './connect.js';
import {exitCodes, type Options, UsageError} from './options.js';

const order = {field: 'order', inverted: false} as const;

/** The stacks as a table: the screen's own rows, without what moves. */
const print = (stacks: readonly Stack[], figures: Figures, options: Options): void => {
  const level = process.stdout.isTTY ? colourLevel(process.env, options.noColour) : 'none';
  const ascii = asciiOnly(process.env, options.ascii);
  const look = createLook(createTheme(level, 'dark', ascii));
  const rows = rowsOf(stacks, {filter: [], sort: order, all: options.all, isFolded: () => false}, figures);
  const columns = printColumns(rows, process.stdout.isTTY ? process.stdout.columns : Number.POSITIVE_INFINITY);
  const context = {
    look,
    columns,
    figures,
    histories: new Map(),
    activities: new Map(),
    changes: new Map(),
    pasts: new Map(),
    tagged: new Set<string>(),
    now: Date.now(),
    staleMs: Number.POSITIVE_INFINITY,
    stale: false,
  };
  // Escape codes of a colourless theme are only weight: a pipe gets none at all.
  const plain = (line: string): string => (process.stdout.isTTY ? line : line.replace(/\u001b\[[\d;]*m/g, '')).trimEnd();
  const lines = [formatColumnHeader(columns, order, look), ...rows.map(row => formatRow(row, context, false))].map(plain);
  process.stdout.write(`${lines.map(line => line.replace(/^ /, '')).join('\n')}\n`);
};

/** `stacktop ls [STACK]`: what the screen shows, once. Throws EngineError, UsageError. */
export const ls = async (options: Options, names: readonly string[]): Promise<number> => {
  if (names.length > 1) throw new UsageError(`ls takes one stack, not ${names.length}`);
  const controller = new AbortController();
  const connection = await connectEngine(options, controller.signal);
  const {engine} = connection;
  try {
    const {containers, usage} = await takeSnapshot(engine, controller.signal);
    const [name] = names;
    const stacks = groupStacks(containers).filter(stack => name === undefined || stack.name === name);
    if (name !== undefined && stacks.length === 0) {
      process.stderr.write(`stacktop: no stack "${name}" on this engine; stacktop ls --all lists what there is\n`);
      return exitCodes.unwell;
    }
    const usageOf = (id: string) => usage.get(id);
    const figures: Figures = {usageOf, totalsOf: stack => totalsOf(stack, usageOf)};
    if (options.json)
      process.stdout.write(
        `${JSON.stringify(
          stacks.map(stack => stackReport(stack, figures, Date.now())),
          null,
          2,
        )}\n`,
      );
    else print(stacks, figures, options);
    return exitCodes.fine;
  } finally {
    controller.abort();
    await connection.close();
  }
};
