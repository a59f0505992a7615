import type {Engine} from '../engine/client.js';
import {EngineError} from '../engine/errors.js';
import {findShell, shells} from '../operations/find-shell.js';
import {memberIn} from '../state/selectors.js';
import type {State} from '../state/state.js';
import type {Store} from '../state/store.js';
import {plainText} from '../terminal/sanitise.js';
import {inTerminal, said} from './in-terminal.js';
import type {ScreenHandle} from './screen-handle.js';
import {nameOf} from './service-target.js';

export interface ShellChoice {
  readonly user: string;
  readonly command: readonly string[];
}

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
  const name = nameOf(found);
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
    await inTerminal(engine, store, screen, {id: container.id, name, user, cmd, env: [], leave: 'exit'}, signal);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    said(store, `no shell in ${name}: ${error.message}`, 'bad');
  }
};
