import {parseArgs} from 'node:util';
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

const config = Object.fromEntries(
  flags.map((flag: Flag) => [
    flag.long,
    {type: flag.value === undefined ? ('boolean' as const) : ('string' as const), ...(flag.short ? {short: flag.short} : {})},
  ]),
);

const isFlag = (name: string): name is FlagName => flags.some(flag => flag.long === name);

const unknownFlag = (raw: string, command: CommandName): UsageError => {
  const near = nearNames(
    raw.replace(/^-+/, ''),
    flagsOf(command).map(({long}) => long),
    1,
  ).map(name => `; did you mean --${name}?`);
  const own = command === 'exec' ? `. A command's own flags go behind --: stacktop exec TARGET -- CMD ${raw}` : '';
  return new UsageError(`unknown flag ${raw}${own || near.join('') || '. stacktop --help lists them.'}`);
};

/** Every flag that was given, with its value; the last one of a name counts. */
const readFlags = (
  tokens: readonly {readonly name: string; readonly rawName: string; readonly value: string | undefined}[],
  command: CommandName,
): Map<FlagName, string> => {
  const given = new Map<FlagName, string>();
  for (const {name, rawName, value} of tokens) {
    const flag: Flag | undefined = flags.find(({long}) => long === name);
    if (!flag || !isFlag(name)) throw unknownFlag(rawName, command);
    if (flag.on && !flag.on.includes(command)) {
      const own = command === 'exec' ? "; a command's own flags go behind --" : '';
      const who = command === 'top' ? 'the screen' : command;
      throw new UsageError(`${who} has no flag ${rawName}: it belongs to ${flag.on.filter(on => on !== 'top').join(', ')}${own}`);
    }
    if (flag.value === undefined && value !== undefined) throw new UsageError(`${rawName} takes no value`);
    if (flag.value !== undefined && !value) throw new UsageError(`${rawName} wants a value: --${flag.long} ${flag.value}`);
    given.set(name, value ?? '');
  }
  return given;
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
  if ((kind === 'stack' || kind === 'target') && words.length > 1 && command !== 'exec')
    throw new UsageError(`${command} takes one ${kind}, not ${words.length}: ${usage}`);
  if ((kind === 'targets' || kind === 'shell' || command === 'exec') && words.length === 0)
    throw new UsageError(`${command} wants ${kind === 'shell' ? 'a shell' : 'a target'}: ${usage}`);
};

/** Reads the words that follow the program's name. Throws UsageError: one line for the person. */
export const readCommandLine = (argv: readonly string[], now: number): CommandLine => {
  const {tokens} = parseArgs({args: [...argv], options: config, strict: false, allowPositionals: true, tokens: true});
  const end = tokens.find(token => token.kind === 'option-terminator');
  const typed = tokens.flatMap(token => (token.kind === 'positional' && (!end || token.index < end.index) ? [token.value] : []));
  const after = end ? argv.slice(end.index + 1) : null;
  const named = commandNamed(typed[0]);
  const command = named ?? 'top';
  const given = readFlags(
    tokens.filter(token => token.kind === 'option'),
    command,
  );
  // Behind `--` nothing is a flag; these two tell those words from the others.
  const separate = command === 'exec' || command === 'completion';
  const words = [...(named ? typed.slice(1) : typed), ...(separate ? [] : (after ?? []))];
  const [help, version] = [given.has('help'), given.has('version')];
  if (!help && !version) countWords(command, words);
  return {command, words, after: separate ? after : null, options: readOptions(given, now), help, version};
};
