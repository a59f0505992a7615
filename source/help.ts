import {type CommandName, commandOf, commands, usageOf} from './commands/command-table.js';
import {type Flag, flags, flagsOf, spelled} from './commands/flags.js';

const column = (entries: readonly (readonly [string, string])[]): string => {
  const width = Math.max(...entries.map(([left]) => left.length)) + 2;
  return entries.map(([left, right]) => `  ${left.padEnd(width)}${right}`).join('\n');
};

const flagLine = (flag: Flag): readonly [string, string] => [spelled(flag), flag.does];

const targets = 'TARGET is a stack, stack/service, stack/service/N (one of its replicas), or a container by name or id.';
const exits = 'Exit codes: 0 fine; 1 something is unwell (check) or an action failed; 2 wrong usage; 3 no engine reachable';

/** What `stacktop --help` prints. */
export const help = (): string => {
  const everywhere = flags.filter((flag: Flag) => flag.on === undefined);
  const single = flags.flatMap((flag: Flag): (readonly [string, string])[] => {
    const owners = flag.on?.filter(name => name !== 'top') ?? [];
    return owners.length === 0 ? [] : [[spelled(flag), `${owners.join(', ')}: ${flag.does}`]];
  });
  return [
    'stacktop: htop for Docker Compose stacks',
    column(commands.map(command => [usageOf(command), command.does])),
    targets,
    `Flags\n${column(everywhere.map(flagLine))}`,
    `Flags of single commands\n${column(single)}`,
    exits,
  ].join('\n\n');
};

const notes: Readonly<Partial<Record<CommandName, string>>> = {
  check:
    'Unwell is what fails its health check, restarts again and again, or ended with an error. What was stopped on purpose is not,\nunless it was named and nothing of it runs.',
  logs: [
    'Behind a name where there are several; with -f containers that are started again, made anew or come later are followed too, and what',
    'comes and goes is told on stderr. --level leaves out lines that tell no level; the lines of a stack trace go with its first one. --tail',
    'counts before anything is left out. --raw ends with its container. --json prints an object for each line: time, stack, service, number,',
    'container, id, stream, level, message, from, fields (of JSON and logfmt), text. A log that cannot be read is told, and the exit code is 1.',
    '',
    'For example: stacktop logs shop -f --level error',
    '             stacktop logs shop/web shop/db --since 15m --grep timeout',
    '             stacktop logs shop/api --json | jq -r \'select(.level == "error") | .time + " " + .message\'',
    '             stacktop logs shop/api --raw > api.log 2> api.err',
  ].join('\n'),
  restart:
    'What depends on nothing begins at once, side by side; replicas are restarted one at a time. At the first that does not become healthy\nnothing new begins, and it says what is done and what is not; ^C stops in the same way. One-off runs and jobs that are done are left\nalone unless they are named. Without a terminal it wants --yes. It does not read changed compose files: docker compose up does.',
  stop: 'What depends on others is stopped before them. One-off runs are left alone unless they are named. ^C stops between steps. Nothing is\nremoved. Without a terminal it wants --yes.',
  start:
    'What runs already stays as it is. At the first that does not become healthy nothing new begins, and it says what is done and what is not;\n^C stops in the same way. Jobs that are done are left alone unless they are named. Without a terminal it wants --yes.',
  exec: "With a terminal on both sides the command gets one, else plain pipes. exec's own exit codes are those below when the command did not run.",
  run: "The tool's user, database and password are those of the container. Behind -- stand its arguments, a whole line of its console ('select 1',\n'INFO memory'), or one of its programs by name (kafka-consumer-groups --list, pg_dump). Input that is piped in is the tool's. What would\nlose data is asked about, from a script it wants --yes; with --read-only only what is known to just read is run. The exit code is the tool's.",
  url: 'The agent of each ngrok container is asked: at its published port, at its address, from inside; else its log is read.',
  profile:
    'For example: mkdir -p ~/.config/stacktop/stacks && stacktop profile shop > ~/.config/stacktop/stacks/shop.yml\nWhat memory is usual, it takes from what is taken just now. It holds no password.',
  doctor:
    'It asks the engine what a start of the screen asks, and for the figures of three containers to compare them with its own. Exit code 1\nwhen something is marked bad, 3 when no engine answers: the rest is told all the same.',
  completion: [
    'For example: source <(stacktop completion bash)',
    '             stacktop completion zsh > ~/.zfunc/_stacktop, with ~/.zfunc on the fpath',
    '             stacktop completion fish > ~/.config/fish/completions/stacktop.fish',
  ].join('\n'),
};

/** What `stacktop COMMAND --help` prints. */
export const helpOf = (name: CommandName): string => {
  if (name === 'top') return help();
  const command = commandOf(name);
  const own = flagsOf(name).filter(flag => flag.on !== undefined);
  const note = notes[name];
  return [
    `${usageOf(command)}\n  ${command.does}`,
    ...(note === undefined ? [] : [note]),
    ...(command.synopsis.includes('TARGET') ? [targets] : []),
    ...(own.length > 0 ? [`Flags\n${column(own.map(flagLine))}`] : []),
    'stacktop --help lists the flags that every command takes.',
    exits,
  ].join('\n\n');
};
