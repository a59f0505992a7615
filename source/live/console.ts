import type {Engine} from '../engine/client.js';
import {EngineError} from '../engine/errors.js';
import {wordsThatRun} from '../operations/run-tool.js';
import type {State} from '../state/state.js';
import type {Store} from '../state/store.js';
import {inTerminal, said} from './in-terminal.js';
import type {ScreenHandle} from './screen-handle.js';
import {inspectedTarget, spokenTo} from './service-target.js';

/** The console of a service (psql, redis-cli …) in the person's own terminal, as a shell is. */
export const runConsole = async (
  engine: Engine,
  store: Store<State>,
  screen: ScreenHandle,
  key: string,
  signal: AbortSignal,
): Promise<void> => {
  const named = spokenTo(store.get(), key);
  if (!named) return;
  const {name} = named;
  try {
    const {service, target} = (await inspectedTarget({engine, store}, key, signal)) ?? named;
    const program = service.console(target);
    if (!program) {
      said(store, `${name} has no console of its own: e opens a shell`, 'warn');
      return;
    }
    const {env} = program;
    const cmd = await wordsThatRun(engine, target.container.id, program, signal);
    const {verdict} = service;
    await inTerminal(engine, store, screen, {id: target.container.id, name, user: '', cmd, env, leave: '^D', verdict}, signal);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    said(store, `no console in ${name}: ${error.message}`, 'bad');
  }
};
