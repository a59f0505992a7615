import {EngineError} from '../engine/errors.js';
import {isUp} from '../model/status.js';
import {type Hit, targetName} from '../model/target.js';
import {execWithPipes} from '../operations/exec-pipes.js';
import {findShell, shells} from '../operations/find-shell.js';
import {openTerminal} from '../operations/open-terminal.js';
import {joinTerminal, terminalSize} from '../terminal/hand-over.js';
import {plainText} from '../terminal/sanitise.js';
import type {CommandName} from './command-table.js';
import {exitCodes, type Options, UsageError} from './options.js';
import {type Named, readStacks, resolveTargets} from './targets.js';
import {type Run, withEngine} from './with-engine.js';

/** The one container that is meant: of several replicas the first that runs. Throws UsageError for a whole stack of several services. */
export const oneOf = (named: Named, command: CommandName = 'exec'): Hit | undefined => {
  const {kind, hits} = named;
  const services = new Set(hits.map(({member}) => member.container.service ?? member.container.name));
  if (kind === 'stack' && services.size > 1) {
    const names = [...new Set(hits.map(({member}) => member.container.service ?? member.container.name))];
    throw new UsageError(
      plainText(`${command} wants one container, and "${named.stack.name}" is a stack; name one of ${names.join(', ')}`),
    );
  }
  return hits.find(({member}) => isUp(member.container)) ?? hits[0];
};

/** Gives a program the person's terminal until it ends. Gives its exit code, null when the engine does not tell. */
export const inTerminal = async (
  {engine, signal}: Run,
  id: string,
  cmd: readonly string[],
  env: readonly string[] = [],
): Promise<number | null> => {
  const options = {cmd, env, user: '', term: process.env.TERM ?? 'xterm', size: terminalSize()};
  const program = await openTerminal(engine, id, options, signal);
  try {
    await joinTerminal(program.stream, program.resize);
  } finally {
    program.stream.destroy();
    if (signal.aborted) await program.end();
  }
  return program.exitCode();
};

const inPipes = (run: Run, id: string, name: string, cmd: readonly string[]): Promise<number | null> =>
  execWithPipes(run.engine, id, {
    cmd,
    stdin: process.stdin,
    signal: run.signal,
    onLeft: () => run.tell(`stacktop: ${plainText(cmd[0] ?? '')} may still run in ${name}`),
    async onOutput(stream, bytes) {
      if (stream === 'stdout') await run.print(bytes);
      else process.stderr.write(bytes);
    },
  });

const runIn = async (run: Run, hit: Hit, command: readonly string[]): Promise<number> => {
  const {id} = hit.member.container;
  const name = plainText(targetName(hit));
  const shell = command.length > 0 ? null : await findShell(run.engine, id, '', run.signal);
  if (command.length === 0 && shell === null) {
    run.tell(
      `stacktop: ${name} has no shell: none of ${shells.join(', ')} runs in it; name a command: stacktop exec ${name} -- CMD`,
    );
    return exitCodes.unwell;
  }
  const cmd = shell === null ? command : [shell];
  const terminal = process.stdin.isTTY && process.stdout.isTTY;
  const code = terminal ? await inTerminal(run, id, cmd) : await inPipes(run, id, name, cmd);
  if (code === null) run.tell(`stacktop: the engine does not say how ${plainText(cmd[0] ?? '')} in ${name} ended`);
  return code ?? exitCodes.unwell;
};

/**
 * `stacktop exec TARGET [-- CMD…]`: gives the command's own exit code. With a terminal on both sides it has one, so that a pipe gets its
 * output as it is. Throws EngineError, UsageError.
 */
export const exec = (options: Options, words: readonly string[], after: readonly string[] | null): Promise<number> =>
  withEngine(options, async run => {
    const [target = '', ...typed] = words;
    if (after && typed.length > 0) throw new UsageError(`exec takes one target, not ${words.length}: the command goes behind --`);
    const [named] = resolveTargets(await readStacks(run), [target]);
    const hit = named && oneOf(named);
    if (!hit) throw new UsageError(`"${plainText(target)}" has no containers`);
    try {
      return await runIn(run, hit, after ?? typed);
    } catch (error) {
      if (!(error instanceof EngineError) || !['conflict', 'not-found', 'engine'].includes(error.code)) throw error;
      run.tell(`stacktop: ${plainText(targetName(hit))}: ${plainText(error.message)}`);
      return exitCodes.unwell;
    }
  });
