import type {Engine} from '../engine/client.js';
import {openTerminal, type TerminalExec} from '../operations/open-terminal.js';
import type {Service} from '../services/service.js';
import type {State} from '../state/state.js';
import type {Store} from '../state/store.js';
import {notify} from '../state/view-updates.js';
import {joinTerminal, terminalSize} from '../terminal/hand-over.js';
import {plainText} from '../terminal/sanitise.js';
import {earlyWords, lineOfEnding} from './ending-line.js';
import type {ScreenHandle} from './screen-handle.js';

/** Says something in the footer, for as long as a person needs who comes back from a program. */
export const said = (store: Store<State>, text: string, kind: 'info' | 'warn' | 'bad', forMs = 8000): void =>
  store.update(state => notify(state, text, kind, forMs));

/** A program that gets the person's terminal. */
export interface TerminalProgram {
  /** Of the container. */
  readonly id: string;
  /** Of the container, as people know it. */
  readonly name: string;
  /** '' is the container's own. */
  readonly user: string;
  readonly cmd: readonly string[];
  /** `NAME=value`, in the program's environment. */
  readonly env: readonly string[];
  /** How one leaves it. */
  readonly leave: string;
  /** Reads what a program says that ends badly as soon as it began: its words are gone when the screen comes back. */
  readonly verdict?: Service['verdict'];
}

/** Joins the person's terminal to the program until it ends; gives what tells its exit code. A program that nobody listens to is ended. */
const joined = async (
  engine: Engine,
  {id, name, user, cmd, env, leave}: TerminalProgram,
  signal: AbortSignal,
  onOutput: (chunk: Buffer) => void,
): Promise<TerminalExec> => {
  // Keys that are typed while the program starts are for it: not echoed, and ^C is no signal to us.
  process.stdin.setRawMode(true);
  const options = {cmd, user, env, term: process.env.TERM ?? 'xterm', size: terminalSize()};
  const exec = await openTerminal(engine, id, options, signal);
  let over = false;
  try {
    const as = user === '' ? '' : ` as ${user}`;
    process.stdout.write(`\r\n── ${plainText(cmd.join(' '))} in ${name}${plainText(as)} ── ${leave} comes back to stacktop\r\n`);
    await joinTerminal(exec.stream, exec.resize, onOutput);
    over = !signal.aborted;
    return exec;
  } finally {
    exec.stream.destroy();
    if (!over) await exec.end();
  }
};

/** Puts the screen aside for a program until it ends, and says how it ended. Throws EngineError. */
export const inTerminal = async (
  engine: Engine,
  store: Store<State>,
  screen: ScreenHandle,
  program: TerminalProgram,
  signal: AbortSignal,
): Promise<void> => {
  const {name, cmd, verdict} = program;
  const execs: TerminalExec[] = [];
  const words = earlyWords();
  await screen.suspend(async () => {
    try {
      execs.push(await joined(engine, program, signal, words.push));
    } finally {
      process.stdin.setRawMode(false);
    }
  });
  const code = (await execs[0]?.exitCode()) ?? null;
  const {text, kind} = lineOfEnding(`${cmd[0]} in ${name}`, code, words.taken(), verdict);
  said(store, plainText(text), kind);
};
