import meow from 'meow';
import {nearNames} from '../model/near.js';
import {type CommandName, commandNamed, commandOf, commands, usageOf} from './command-table.js';
import {type Flag, type FlagName, flags, flagsOf} from './flags.js';
import {type Options, UsageError} from './options.js';
import {readOptions} from './read-options.js';

/** What was typed, understood. */
export interface CommandLine {
  readonly command: CommandName;
  /** After the command's name and before `--`. */
  readonly words: readonly string[];
  /** After `--`; null without it. */
  readonly after: readonly string[] | null;
  readonly options: Options;
  readonly help: boolean;
  readonly version: boolean;
}

const camel = (long: string): string => long.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
/** meow knows `--no-color` as the negation of `color`. */
const positive = (long: string): string => camel(long.replace(/^no-/, ''));

/** Every flag may be given twice (an alias and a hand both say --demo); the last one counts. */
const config = Object.fromEntries(
  flags.map((flag: Flag) => {
    const short = flag.short ? {shortFlag: flag.short} : {};
    const kind = flag.value === undefined ? {type: 'boolean' as const} : {type: 'string' as const};
    return [positive(flag.long), {...kind, ...short, isMultiple: true as const}];
  }),
);

const isFlag = (name: string): name is FlagName => flags.some(flag => flag.long === name);

/** What follows the target, or `--`, is somebody else's command line. */
const takesArguments = (command: CommandName): boolean => command === 'exec' || command === 'run';

const unknownFlag = (raw: string, command: CommandName): UsageError => {
  const near = nearNames(
    raw.replace(/^-+/, ''),
    flagsOf(command).map(({long}) => long),
    1,
  ).map(name => `; did you mean --${name}?`);
  const whose =
    command === 'run'
      ? `A tool's own flags go behind --: stacktop run TARGET --`
      : `A command's own flags go behind --: stacktop exec TARGET -- CMD`;
  const own = takesArguments(command) ? `. ${whose} ${raw}` : '';
  return new UsageError(`unknown flag ${raw}${own || near.join('') || '. stacktop --help lists them.'}`);
};

/** A flag as it was given: `--tail`, `-n`. */
interface Given {
  readonly flag: Flag & {readonly long: FlagName};
  readonly raw: string;
  readonly value: string;
}

const flagTyped = (name: string): Flag | undefined => flags.find((flag: Flag) => flag.long === name || flag.short === name);

/** Switches take no value; meow would read `--json=no` as given. */
const refuseValues = (argv: readonly string[]): void => {
  for (const word of argv) {
    const name = /^--([a-z-]+)=/.exec(word)?.[1];
    const flag = name === undefined ? undefined : flagTyped(name);
    if (flag && flag.value === undefined) throw new UsageError(`--${name} takes no value`);
  }
};

/** The word after --grep is its expression, as grep has it, also when it begins with a dash. */
const joinExpression = (argv: readonly string[]): string[] => {
  const at = argv.indexOf('--grep');
  const expression = argv[at + 1];
  return at === -1 || expression === undefined
    ? [...argv]
    : [...argv.slice(0, at), `--grep=${expression}`, ...argv.slice(at + 2)];
};

/** What meow found, by the flags' own names; unknown ones are refused. */
const givenFlags = (found: Readonly<Record<string, unknown>>, argv: readonly string[], command: CommandName): Given[] => {
  for (const name of Object.keys(found)) {
    const known = flags.some((flag: Flag) => positive(flag.long) === camel(name) || flag.short === name);
    if (!known) throw unknownFlag(`${name.length === 1 ? '-' : '--'}${name}`, command);
  }
  return flags.flatMap((flag: Flag) => {
    const value = found[positive(flag.long)];
    const values: readonly unknown[] = Array.isArray(value) ? value : [];
    const last = values.at(-1);
    const long = argv.some(word => word === `--${flag.long}` || word.startsWith(`--${flag.long}=`));
    const short = flag.short !== undefined && argv.some(word => word.startsWith(`-${flag.short}`) && !word.startsWith('--'));
    // A flag that wants a value and got none leaves no value at all.
    const wanted = flag.value !== undefined ? last !== undefined || long || short : last === !flag.long.startsWith('no-');
    if (!wanted || !isFlag(flag.long)) return [];
    const raw = long || !flag.short ? `--${flag.long}` : `-${flag.short}`;
    return [{flag: {...flag, long: flag.long}, raw, value: typeof last === 'string' ? last : ''}];
  });
};

/** Every flag that was given, with its value. */
const readFlags = (given: readonly Given[], command: CommandName): Map<FlagName, string> => {
  const read = new Map<FlagName, string>();
  for (const {flag, raw, value} of given) {
    if (flag.on && !flag.on.includes(command)) {
      const own = takesArguments(command) ? `; a ${command === 'run' ? 'tool' : 'command'}'s own flags go behind --` : '';
      const who = command === 'top' ? 'the screen' : command;
      throw new UsageError(`${who} has no flag ${raw}: it belongs to ${flag.on.filter(on => on !== 'top').join(', ')}${own}`);
    }
    if (flag.value !== undefined && value === '') throw new UsageError(`${raw} wants a value: --${flag.long} ${flag.value}`);
    read.set(flag.long, value);
  }
  return read;
};

const countWords = (command: CommandName, words: readonly string[]): void => {
  const {words: kind} = commandOf(command);
  const usage = usageOf(commandOf(command));
  if (kind === 'filter' && words.length > 1) {
    const [near] = nearNames(
      words[0] ?? '',
      commands.map(({name}) => name),
      1,
    );
    const hint = near === undefined || near === 'top' ? '' : `; did you mean stacktop ${near}?`;
    throw new UsageError(`one filter is wanted, not ${words.length}: stacktop "${words.join(' ')}"${hint}`);
  }
  if (kind === 'none' && words.length > 0) throw new UsageError(`${command} takes no words: ${usage}`);
  if ((kind === 'stack' || kind === 'target') && words.length > 1 && !takesArguments(command))
    throw new UsageError(`${command} takes one ${kind}, not ${words.length}: ${usage}`);
  if ((kind === 'targets' || kind === 'shell' || takesArguments(command)) && words.length === 0)
    throw new UsageError(`${command} wants ${kind === 'shell' ? 'a shell' : 'a target'}: ${usage}`);
};

/** What meow makes of no words: it is a large library, and most starts of the screen have none for it. */
const nothing: {readonly input: readonly string[]; readonly unnormalizedFlags: Readonly<Record<string, unknown>>} = {
  input: [],
  unnormalizedFlags: {},
};

const parse = (argv: readonly string[]) =>
  meow({
    importMeta: import.meta,
    pkg: {},
    argv,
    flags: config,
    autoHelp: false,
    autoVersion: false,
    booleanDefault: undefined,
    inferType: false,
  });

/** Reads the words that follow the program's name. Throws UsageError: one line for the person. */
export const readCommandLine = (argv: readonly string[], now: number): CommandLine => {
  const end = argv.indexOf('--');
  const before = joinExpression(end === -1 ? argv : argv.slice(0, end));
  const after = end === -1 ? null : argv.slice(end + 1);
  refuseValues(before);
  const {input: typed, unnormalizedFlags} = before.length === 0 ? nothing : parse(before);
  const named = commandNamed(typed[0]);
  const command = named ?? 'top';
  const given = readFlags(givenFlags(unnormalizedFlags, before, command), command);
  // Behind `--` nothing is a flag; these tell those words from the others.
  const separate = takesArguments(command) || command === 'completion';
  const words = [...(named ? typed.slice(1) : typed), ...(separate ? [] : (after ?? []))];
  const [help, version] = [given.has('help'), given.has('version')];
  if (!help && !version) countWords(command, words);
  return {command, words, after: separate ? after : null, options: readOptions(given, now), help, version};
};
