import type {CommandName} from './command-table.js';

/** A flag as it is typed, read, explained and completed. */
export interface Flag {
  /** Without the dashes. */
  readonly long: string;
  readonly short?: string;
  /** What its value is called in the help; none for a switch. */
  readonly value?: string;
  readonly does: string;
  /** The commands that take it; without it all do. */
  readonly on?: readonly CommandName[];
}

/** Every flag. Parsing, help and completions are made from it. */
export const flags = [
  {long: 'host', short: 'H', value: 'URL', does: 'the engine: unix:///path, tcp://host:port, ssh://user@host'},
  {long: 'context', value: 'NAME', does: 'a context of docker'},
  {long: 'demo', does: 'an engine of its own with five stacks, to look around: nothing in it is real'},
  {long: 'read-only', does: 'refuse everything that changes something'},
  {long: 'interval', value: 'SECONDS', does: 'between two samples'},
  {long: 'log-memory', value: 'MB', does: 'what the log screen holds of a log (32); older lines are let go'},
  {long: 'ascii', does: 'draw with ASCII only'},
  {long: 'no-color', does: 'without colours (NO_COLOR does the same)'},
  {long: 'version', short: 'v', does: 'the version'},
  {long: 'help', short: 'h', does: 'this help; after a command its own'},
  {
    long: 'json',
    does: 'as JSON, bytes as numbers, unknown as null; of logs an object a line',
    on: ['ls', 'logs', 'doctor', 'top'],
  },
  {long: 'all', short: 'a', does: 'stopped containers too (JSON always has them)', on: ['ls', 'top']},
  {long: 'quiet', short: 'q', does: 'nothing when all is well', on: ['check']},
  {long: 'follow', short: 'f', does: 'go on with new lines until ^C', on: ['logs']},
  {long: 'tail', short: 'n', value: 'N', does: 'the last N lines of each container (all when not given)', on: ['logs']},
  {long: 'since', value: 'TIME', does: 'from then on: 10m, 2h, 14:00, "yesterday 14:00", 2026-01-31T10:00', on: ['logs']},
  {long: 'until', value: 'TIME', does: 'up to then; with -f it ends then', on: ['logs']},
  {long: 'grep', value: 'RE', does: 'only lines that match this regular expression', on: ['logs']},
  {long: 'level', value: 'LEVEL', does: 'only lines of this level or graver: debug, info, warn, error, fatal', on: ['logs']},
  {long: 'timestamps', short: 't', does: "the engine's time before each line", on: ['logs']},
  {long: 'raw', does: "one container's log byte for byte, as docker logs prints it", on: ['logs']},
  {long: 'yes', short: 'y', does: 'do not ask', on: ['restart', 'stop', 'start', 'run']},
  {long: 'timeout', value: 'SECONDS', does: "end the tool after so long, 0 is never (20 for Kafka's, else never)", on: ['run']},
] as const satisfies readonly Flag[];

export type FlagName = (typeof flags)[number]['long'];

/** The flags that a command takes. */
export const flagsOf = (command: CommandName): readonly Flag[] =>
  flags.filter((flag: Flag) => flag.on === undefined || flag.on.includes(command));

/** As it is typed in a message: `--tail`, `-H, --host URL`. */
export const spelled = ({long, short, value}: Flag): string =>
  `${short === undefined ? '    ' : `-${short}, `}--${long}${value === undefined ? '' : ` ${value}`}`;
