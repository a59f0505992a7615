import {programName, splitWords} from '../words.js';
import {commandDanger, commandEndless, commandReads} from './commands.js';

const clients = new Set(['redis-cli', 'valkey-cli', 'keydb-cli']);

export const isClient = (word: string): boolean => clients.has(programName(word));

/** Options of redis-cli that take a value, in the word after them and nowhere else. */
const valued = new Set(
  '-h -p -t -s -a -n -r -i -d -D -u -X --user --pass --sni --cacert --cacertdir --cert --key --tls-ciphers --tls-ciphersuites --pattern --quoted-pattern --count --cursor --top --memkeys-samples --intrinsic-latency --lru-test --rdb --functions-rdb --eval --show-pushes --keystats-samples'.split(
    ' ',
  ),
);

/** A line for redis-cli: its options, by name with the value ('' without), and the command of the server. */
export interface ClientLine {
  readonly options: ReadonlyMap<string, string>;
  readonly optionWords: readonly string[];
  readonly command: readonly string[];
}

/** Options end at the first word that is none, as redis-cli reads them; its own name may come before them. */
export const clientLine = (given: readonly string[]): ClientLine => {
  const words = isClient(given[0] ?? '') ? given.slice(1) : given;
  const options = new Map<string, string>();
  let at = 0;
  while (/^-./.test(words[at] ?? '')) {
    const word = words[at] ?? '';
    const takes = valued.has(word);
    options.set(word, takes ? (words[at + 1] ?? '') : '');
    at += takes ? 2 : 1;
    if (word === '--cluster' || word === '--eval') break; // what follows is theirs
  }
  return {options, optionWords: words.slice(0, at), command: words.slice(at)};
};

const parsed = (line: string): ClientLine | null => {
  const words = splitWords(line);
  return words === null ? null : clientLine(words);
};

/** What redis-cli does itself instead of sending a command. */
const readingModes =
  /^(--scan|--bigkeys|--memkeys|--hotkeys|--keystats|--stat|--latency|--latency-history|--latency-dist|--intrinsic-latency|--help|--version|-v)$/;
const endlessModes = /^(--stat|--latency|--latency-history|--latency-dist|--replica|--slave)$/;

export const lineDanger = (line: string): string | null => {
  const one = parsed(line);
  if (one === null) return null;
  if (one.options.has('--pipe')) return 'runs commands that are not seen here';
  if (one.options.has('--eval')) return 'runs a file that is not seen here';
  if (one.options.has('--lru-test')) return 'fills the server with keys';
  if (one.options.has('--cluster')) return /^(check|info|help)$/.test(one.command[0] ?? '') ? null : 'changes the cluster';
  return commandDanger(one.command);
};

export const lineReads = (line: string): boolean => {
  const one = parsed(line);
  if (one === null) return false;
  const {options, command} = one;
  for (const name of ['--pipe', '--eval', '--rdb', '--functions-rdb', '--lru-test', '--replica', '--slave', '-x', '-X'])
    if (options.has(name)) return false;
  if (options.has('--cluster')) return /^(check|info|help)$/.test(command[0] ?? '');
  if (command.length > 0) return commandReads(command);
  return [...options.keys()].some(option => readingModes.test(option));
};

/** Whether it goes on until it is stopped; `-r -1` repeats for ever. */
export const lineEndless = (line: string): boolean => {
  const one = parsed(line);
  if (one === null) return false;
  const {options, command} = one;
  return commandEndless(command) || options.get('-r') === '-1' || [...options.keys()].some(option => endlessModes.test(option));
};
