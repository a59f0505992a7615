import type {Engine} from '../engine/client.js';
import {EngineError} from '../engine/errors.js';
import {findShell, shells} from '../operations/find-shell.js';
import {openTerminal} from '../operations/open-terminal.js';
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

const said = (store: Store<State>, text: string, kind: 'info' | 'warn' | 'bad'): void =>
  store.update(state => notify(state, text, kind, 8000));

/**
 * A shell in a container, in the person's own terminal. The shell is looked for before the screen is put aside, so that what goes
 * wrong is told on the screen.
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
  try {
    const shell = choice && choice.command.length > 0 ? null : await findShell(engine, container.id, user, signal);
    if (!shell && !(choice && choice.command.length > 0)) {
      said(store, `E runs another program, docker debug brings a shell: ${name} has none (tried ${shells.join(', ')})`, 'warn');
      return;
    }
    const cmd = choice && choice.command.length > 0 ? choice.command : [shell ?? 'sh'];
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

const inTerminal = async (
  engine: Engine,
  store: Store<State>,
  screen: ScreenHandle,
  program: Program,
  signal: AbortSignal,
): Promise<void> => {
  const {id, name, user, cmd} = program;
  const size = terminalSize();
  const exec = await openTerminal(engine, id, {cmd, user, term: process.env.TERM ?? 'xterm', size}, signal);
  try {
    await screen.suspend(async () => {
      process.stdout.write(
        `\r\n── ${cmd.join(' ')} in ${name}${user === '' ? '' : ` as ${user}`} ── exit comes back to stacktop\r\n`,
      );
      await joinTerminal(exec.stream, exec.resize);
    });
  } finally {
    exec.stream.destroy();
  }
  const code = await exec.exitCode();
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
