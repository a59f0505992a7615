import type {Engine} from '../engine/client.js';
import {EngineError} from '../engine/errors.js';
import {findShell, shells} from '../operations/find-shell.js';
import {openTerminal, type TerminalExec} from '../operations/open-terminal.js';
import {memberIn} from '../state/selectors.js';
import type {State} from '../state/state.js';
import type {Store} from '../state/store.js';
import {notify} from '../state/view-updates.js';
import {joinTerminal, terminalSize} from '../terminal/hand-over.js';
import {plainText} from '../terminal/sanitise.js';
import type {ScreenHandle} from './screen-handle.js';

export interface ShellChoice {
  readonly user: string;
  readonly command: readonly string[];
}

const said = (store: Store<State>, text: string, kind: 'info' | 'warn' | 'bad', forMs = 8000): void =>
  store.update(state => notify(state, text, kind, forMs));

/**
 * A shell in a container, in the person's own terminal. The shell is looked for before the screen is put aside, so that most of what
 * goes wrong is told on the screen at once.
 */
export const runShell = async (
  engine: Engine,
  store: Store<State>,
  screen: ScreenHandle,
  key: string,
  choice: ShellChoice | null,
  signal: AbortSignal,
): Promise<void> => {
  const found = memberIn(store.get(), key);
  if (!found) return;
  const {container} = found.member;
  const name = plainText(found.stack.project === null ? found.member.label : `${found.stack.name}/${found.member.label}`);
  const user = choice?.user ?? '';
  const chosen = choice && choice.command.length > 0 ? choice.command : null;
  try {
    said(store, chosen ? `starting ${plainText(chosen.join(' '))} in ${name}` : `looking for a shell in ${name}`, 'info', 30_000);
    const shell = chosen ? null : await findShell(engine, container.id, user, signal);
    if (!shell && !chosen) {
      said(store, `E runs another program, docker debug brings a shell: ${name} has none (tried ${shells.join(', ')})`, 'warn');
      return;
    }
    const cmd = chosen ?? [shell ?? 'sh'];
    await inTerminal(engine, store, screen, {id: container.id, name, user, cmd}, signal);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    said(store, `no shell in ${name}: ${error.message}`, 'bad');
  }
};

interface Program {
  readonly id: string;
  readonly name: string;
  readonly user: string;
  readonly cmd: readonly string[];
}

/** Joins the person's terminal to the program until it ends; gives what tells its exit code. A program that nobody listens to is ended. */
const joined = async (engine: Engine, {id, name, user, cmd}: Program, signal: AbortSignal): Promise<TerminalExec> => {
  // Keys that are typed while the program starts are for it: not echoed, and ^C is no signal to us.
  process.stdin.setRawMode(true);
  const options = {cmd, user, term: process.env.TERM ?? 'xterm', size: terminalSize()};
  const exec = await openTerminal(engine, id, options, signal);
  let over = false;
  try {
    const as = user === '' ? '' : ` as ${user}`;
    process.stdout.write(`\r\n── ${plainText(cmd.join(' '))} in ${name}${plainText(as)} ── exit comes back to stacktop\r\n`);
    await joinTerminal(exec.stream, exec.resize);
    over = !signal.aborted;
    return exec;
  } finally {
    exec.stream.destroy();
    if (!over) await exec.end();
  }
};

const inTerminal = async (
  engine: Engine,
  store: Store<State>,
  screen: ScreenHandle,
  program: Program,
  signal: AbortSignal,
): Promise<void> => {
  const {name, cmd} = program;
  const execs: TerminalExec[] = [];
  await screen.suspend(async () => {
    try {
      execs.push(await joined(engine, program, signal));
    } finally {
      process.stdin.setRawMode(false);
    }
  });
  const code = (await execs[0]?.exitCode()) ?? null;
  const what = `${cmd[0]} in ${name}`;
  if (code === 0) said(store, `${what} ended: exit code 0`, 'info');
  else if (code === 126 || code === 127)
    said(
      store,
      `${what} could not run: exit code ${code}, ${code === 127 ? 'not found' : 'not found or not executable'}`,
      'warn',
    );
  else said(store, code === null ? `${what} ended: the engine does not say how` : `${what} ended: exit code ${code}`, 'warn');
};
