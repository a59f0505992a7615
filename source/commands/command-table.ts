/** What a command's words are, for usage lines, completions and the count of them. */
type Words = 'filter' | 'stack' | 'target' | 'targets' | 'shell' | 'none';

interface Entry {
  /** After `stacktop NAME`; the flags that only it takes stand in the table of flags. */
  readonly synopsis: string;
  readonly does: string;
  readonly words: Words;
  /** Changes containers, or runs programs in them: `--read-only` refuses it. */
  readonly changes: boolean;
}

const table = {
  top: {
    synopsis: '[FILTER]',
    does: 'the screen: stacks, their health, memory and CPU; ? there lists the keys',
    words: 'filter',
    changes: false,
  },
  ls: {synopsis: '[STACK]', does: 'the same as a list, for scripts and pipes', words: 'stack', changes: false},
  check: {
    synopsis: '[TARGET]',
    does: 'one line for each container that is unwell; exit code 1 when there is one',
    words: 'target',
    changes: false,
  },
  logs: {synopsis: 'TARGET…', does: 'their logs in order of time', words: 'targets', changes: false},
  restart: {
    synopsis: 'TARGET…',
    does: 'restart in order of dependency, each one when what it needs is healthy again',
    words: 'targets',
    changes: true,
  },
  stop: {synopsis: 'TARGET…', does: 'stop, what needs others first', words: 'targets', changes: true},
  start: {
    synopsis: 'TARGET…',
    does: 'start what is stopped, each one when what it needs is healthy',
    words: 'targets',
    changes: true,
  },
  exec: {
    synopsis: 'TARGET [-- CMD…]',
    does: 'run a command in a container, without one a shell; the exit code is its own',
    words: 'target',
    changes: true,
  },
  run: {
    synopsis: 'TARGET [-- ARGS…]',
    does: "a service's own tool: psql, redis-cli, kafka-topics …; without arguments its console",
    words: 'target',
    changes: false, // it looks itself at what it is to run
  },
  url: {synopsis: '[TARGET]', does: 'public URLs (ngrok), one a line', words: 'target', changes: false},
  profile: {
    synopsis: 'STACK',
    does: 'a profile to begin with for a stack, from what the engine knows of it, as YAML',
    words: 'stack',
    changes: false,
  },
  doctor: {
    synopsis: '',
    does: 'what this terminal, machine and engine are like, and what is wrong with them',
    words: 'none',
    changes: false,
  },
  completion: {
    synopsis: 'SHELL',
    does: 'completions for bash, zsh or fish, as a script for that shell',
    words: 'shell',
    changes: false,
  },
} as const satisfies Readonly<Record<string, Entry>>;

/** `top` is what runs without a command's name. */
export type CommandName = keyof typeof table;
export type Command = Entry & {readonly name: CommandName};

const isName = (name: string): name is CommandName => Object.hasOwn(table, name);

export const commands: readonly Command[] = Object.keys(table)
  .filter(isName)
  .map(name => ({name, ...table[name]}));

/** The command that a first word names; null for any other word. */
export const commandNamed = (word: string | undefined): CommandName | null =>
  word !== undefined && word !== 'top' && isName(word) ? word : null;

export const commandOf = (name: CommandName): Command => ({name, ...table[name]});

/** What is typed to run it, without flags. */
export const usageOf = ({name, synopsis}: Command): string =>
  (name === 'top' ? `stacktop ${synopsis}` : `stacktop ${name} ${synopsis}`).trimEnd();

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];
