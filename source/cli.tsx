import meow from 'meow';
import {ls} from './commands/ls.js';
import {exitCodes, type Options, UsageError} from './commands/options.js';
import {top} from './commands/top.js';
import {EngineError} from './engine/errors.js';
import {help} from './help.js';

declare const __VERSION__: string;

const flags = {
  host: {type: 'string', shortFlag: 'H'},
  context: {type: 'string'},
  demo: {type: 'boolean', default: false},
  readOnly: {type: 'boolean', default: false},
  interval: {type: 'string'},
  ascii: {type: 'boolean', default: false},
  color: {type: 'boolean', default: true},
  json: {type: 'boolean', default: false},
  all: {type: 'boolean', default: false, shortFlag: 'a'},
  help: {type: 'boolean', default: false, shortFlag: 'h'},
  version: {type: 'boolean', default: false, shortFlag: 'v'},
} as const;

/** Seconds as people write them, `2` or `0.5`; in ms. */
const interval = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const seconds = Number(text);
  if (text.trim() === '' || !Number.isFinite(seconds) || seconds < 0.2 || seconds > 3600) {
    throw new UsageError(`--interval ${text}: seconds between 0.2 and 3600 are wanted, as in --interval 2`);
  }
  return seconds * 1000;
};

const known = new Set(
  Object.entries(flags).flatMap(([name, flag]) => [
    name,
    name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`),
    ...('shortFlag' in flag ? [flag.shortFlag] : []),
  ]),
);

const run = async (argv: readonly string[]): Promise<number> => {
  const cli = meow(help, {
    importMeta: import.meta,
    pkg: {name: 'stacktop', version: __VERSION__},
    argv,
    flags,
    autoHelp: false,
    autoVersion: false,
    allowUnknownFlags: true,
  });
  const unknown = Object.keys(cli.unnormalizedFlags).find(name => !known.has(name));
  if (unknown !== undefined)
    throw new UsageError(`unknown flag ${unknown.length === 1 ? '-' : '--'}${unknown}. stacktop --help lists them.`);
  if (cli.flags.help) {
    console.log(help.trim());
    return exitCodes.fine;
  }
  if (cli.flags.version) {
    console.log(__VERSION__);
    return exitCodes.fine;
  }
  const options: Options = {
    host: cli.flags.host,
    context: cli.flags.context,
    demo: cli.flags.demo,
    readOnly: cli.flags.readOnly,
    intervalMs: interval(cli.flags.interval),
    ascii: cli.flags.ascii,
    noColour: !cli.flags.color,
    json: cli.flags.json,
    all: cli.flags.all,
  };
  const [command, ...rest] = cli.input;
  if (command === 'ls') return ls(options, rest);
  if (cli.input.length > 1)
    throw new UsageError(`one filter is wanted, not ${cli.input.length}: stacktop "${cli.input.join(' ')}"`);
  if (process.stdin.isTTY && process.stdout.isTTY) return top(options, command ?? '');
  return ls(options, command === undefined ? [] : [command]);
};

/** What people see of an error: what and where, then what to do. Anything else is a fault of ours and keeps its stack. */
const report = (error: unknown): number => {
  if (error instanceof UsageError) {
    console.error(`stacktop: ${error.message}`);
    return exitCodes.usage;
  }
  if (error instanceof EngineError) {
    console.error(`stacktop: ${error.message}${error.hint === '' ? '' : `\n          ${error.hint}`}`);
    return error.code === 'unknown-context' || error.code === 'bad-endpoint' ? exitCodes.usage : exitCodes.noEngine;
  }
  console.error(error);
  return exitCodes.unwell;
};

// A reader that has seen enough (`stacktop ls | head`) ends the output, and that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

run(process.argv.slice(2))
  .catch(report)
  .then(code => {
    process.exitCode = code;
  });
