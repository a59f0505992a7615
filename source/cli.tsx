import {inspect} from 'node:util';
import {check} from './commands/check.js';
import {type CommandLine, readCommandLine} from './commands/command-line.js';
import {commandOf} from './commands/command-table.js';
import {completion} from './commands/completion.js';
import {exec} from './commands/exec.js';
import {logs} from './commands/logs.js';
import {ls} from './commands/ls.js';
import {exitCodes, UsageError} from './commands/options.js';
import {profile} from './commands/profile.js';
import {restart} from './commands/restart.js';
import {run as runTool} from './commands/run.js';
import {start} from './commands/start.js';
import {stop} from './commands/stop.js';
import {top} from './commands/top.js';
import {url} from './commands/url.js';
import {EngineError, isUnreached} from './engine/errors.js';
import {help, helpOf} from './help.js';
import {assumeSize} from './terminal/assumed-size.js';
import {plainText} from './terminal/sanitise.js';

declare const __VERSION__: string;

const dispatch = ({command, words, after, options}: CommandLine): Promise<number> => {
  if (options.readOnly && commandOf(command).changes)
    throw new UsageError(`${command} changes things, and --read-only refuses that`);
  switch (command) {
    case 'ls':
      return ls(options, words[0] === undefined ? {filter: ''} : {stack: words[0]});
    case 'check':
      return check(options, words);
    case 'logs':
      return logs(options, words);
    case 'restart':
      return restart(options, words);
    case 'stop':
      return stop(options, words);
    case 'start':
      return start(options, words);
    case 'exec':
      return exec(options, words, after);
    case 'run':
      return runTool(options, words, after);
    case 'url':
      return url(options, words);
    case 'profile':
      return profile(options, words);
    case 'doctor':
      return import('./commands/doctor.js').then(({doctor}) => doctor(options));
    case 'completion':
      return completion(words, after);
    default:
      return process.stdin.isTTY && process.stdout.isTTY ? top(options, words[0] ?? '') : ls(options, {filter: words[0] ?? ''});
  }
};

const run = async (argv: readonly string[]): Promise<number> => {
  const line = readCommandLine(argv, Date.now());
  if (line.help || line.version) {
    process.stdout.write(`${line.version ? __VERSION__ : line.command === 'top' ? help() : helpOf(line.command)}\n`);
    return exitCodes.fine;
  }
  return dispatch(line);
};

/** What people see of an error: what and where, then what to do. Anything else is a fault of ours and keeps its stack. */
const report = (error: unknown): number => {
  if (error instanceof UsageError) {
    process.stderr.write(`stacktop: ${plainText(error.message)}\n`);
    return exitCodes.usage;
  }
  if (error instanceof EngineError) {
    process.stderr.write(
      `stacktop: ${plainText(error.message)}${error.hint === '' ? '' : `\n          ${plainText(error.hint)}`}\n`,
    );
    if (error.code === 'unknown-context' || error.code === 'bad-endpoint') return exitCodes.usage;
    return isUnreached(error) ? exitCodes.noEngine : exitCodes.unwell;
  }
  process.stderr.write(`${inspect(error).split('\n').map(plainText).join('\n')}\n`);
  return exitCodes.unwell;
};

let unwritten = false;
// A reader that has seen enough (`stacktop ls | head`) ends the output, and that is no error; a full disk is one.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || unwritten) return;
    unwritten = true;
    process.exitCode ||= exitCodes.unwell;
    if (stream === process.stdout) process.stderr.write(`stacktop: its output cannot be written: ${error.message}\n`);
  });
}

assumeSize(process.stdout, process.env);
run(process.argv.slice(2))
  .catch(report)
  .then(code => {
    process.exitCode = unwritten && code === exitCodes.fine ? exitCodes.unwell : code;
  });
