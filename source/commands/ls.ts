import {usageNow} from '../live/usage-now.js';
import {parseFilter, passes, passesMissing} from '../model/filter.js';
import {nearNames} from '../model/near.js';
import {stackReport} from '../model/report.js';
import {rowsOf} from '../model/rows.js';
import type {KnownServices} from '../model/service.js';
import type {Figures} from '../model/sort.js';
import {groupStacks, type Stack} from '../model/stack.js';
import {totalsOf} from '../model/totals.js';
import {allContainers} from '../operations/all-containers.js';
import {asciiOnly, colourLevel} from '../terminal/capabilities.js';
import {plainText} from '../terminal/sanitise.js';
import {createTheme} from '../terminal/theme.js';
import {formatColumnHeader} from '../ui/format/column-header.js';
import {createLook} from '../ui/format/look.js';
import {printColumns} from '../ui/format/print-columns.js';
import {formatRow} from '../ui/format/row.js';
import {knowledgeOf} from './knowledge.js';
import {exitCodes, type Options, UsageError} from './options.js';
import {recognisedStacks} from './targets.js';
import {withEngine} from './with-engine.js';

const order = {field: 'order', inverted: false} as const;

/** The stacks as a table: the screen's own rows, without what moves. */
const tableOf = (stacks: readonly Stack[], services: KnownServices, figures: Figures, options: Options): string => {
  const level = process.stdout.isTTY ? colourLevel(process.env, options.noColour) : 'none';
  const ascii = asciiOnly(process.env, options.ascii);
  const look = createLook(createTheme(level, 'dark', ascii));
  const rows = rowsOf(stacks, {filter: [], sort: order, all: options.all, isFolded: () => false}, figures);
  const columns = printColumns(rows, process.stdout.isTTY ? process.stdout.columns : Number.POSITIVE_INFINITY);
  const context = {
    look,
    columns,
    figures,
    tunnels: new Map(),
    histories: new Map(),
    services,
    trends: new Map(),
    drifts: new Map(),
    activities: new Map(),
    changes: new Map(),
    pasts: new Map(),
    tagged: new Set<string>(),
    now: Date.now(),
    staleMs: () => Number.POSITIVE_INFINITY,
    stale: false,
  };
  // Escape codes of a colourless theme are only weight: a pipe gets none at all.
  const plain = (line: string): string => (process.stdout.isTTY ? line : line.replace(/\u001b\[[\d;]*m/g, '')).trimEnd();
  const lines = [formatColumnHeader(columns, order, look), ...rows.map(row => formatRow(row, context, false))].map(plain);
  return `${lines.map(line => line.replace(/^ /, '')).join('\n')}\n`;
};

/** Containers that pass a filter, in their stacks; stacks of which none passes are left out. */
const filtered = (stacks: readonly Stack[], filter: string): Stack[] => {
  const terms = parseFilter(filter);
  return stacks.flatMap(stack => {
    const members = stack.members.filter(member => passes(terms, member, stack));
    const missing = stack.missing.filter(one => passesMissing(terms, one, stack));
    return members.length + missing.length === 0 ? [] : [{...stack, members, missing}];
  });
};

const named = (stacks: readonly Stack[], name: string): Stack[] => {
  const found = stacks.filter(stack => stack.name === name);
  if (found.length > 0) return found;
  const names = stacks.map(stack => stack.name);
  const near = nearNames(name, names, 1).map(other => `; did you mean ${plainText(other)}?`);
  throw new UsageError(
    `no stack "${plainText(name)}" on this engine${near.join('') || (names.length > 0 ? `: there is ${plainText(names.join(', '))}` : '')}`,
  );
};

/** JSON leaves C1 control characters as they are, and a terminal would take them for commands: written as escapes they are the same JSON. */
const jsonText = (value: unknown): string =>
  JSON.stringify(value, null, 2).replace(/[\u007f-\u009f]/g, control => `\\u00${control.charCodeAt(0).toString(16)}`);

/** What is listed: one stack by name, or whatever passes a filter (bare `stacktop FILTER` without a terminal). */
export type Choice = {readonly stack: string} | {readonly filter: string};

/** `stacktop ls [STACK]`: what the screen shows, once. Throws EngineError, UsageError. */
export const ls = (options: Options, choice: Choice): Promise<number> =>
  withEngine(options, async run => {
    const {engine, signal, print} = run;
    const containers = await allContainers(engine, signal);
    const {stacks: all, services} = await recognisedStacks(run, groupStacks(containers));
    const stacks = 'filter' in choice ? filtered(all, choice.filter) : named(all, choice.stack);
    // Figures take longer than agents do: what only JSON has costs it no time.
    const [usage, known] = await Promise.all([
      usageNow(engine, containers, signal),
      options.json ? knowledgeOf(run, all, services) : null,
    ]);
    const usageOf = (id: string) => usage.get(id);
    const figures: Figures = {usageOf, totalsOf: stack => totalsOf(stack, usageOf)};
    const now = Date.now();
    await print(
      known
        ? `${jsonText(stacks.map(stack => stackReport(stack, figures, known, now)))}\n`
        : tableOf(stacks, services, figures, options),
    );
    return exitCodes.fine;
  });
