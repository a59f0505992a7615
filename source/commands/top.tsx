import {render, useApp} from 'ink';
import {useEffect} from 'react';
import {onAbort} from '../engine/abort.js';
import {type Session, startSession} from '../live/session.js';
import {removeLeftovers} from '../operations/remove-leftovers.js';
import {initialState} from '../state/initial.js';
import {leastColumns, leastRows} from '../state/layout.js';
import type {State} from '../state/state.js';
import {createStore, type Store} from '../state/store.js';
import {notify} from '../state/view-updates.js';
import {asciiOnly, colourLevel, schemeOf, unfitTerm} from '../terminal/capabilities.js';
import {type Keyboard, openKeyboard} from '../terminal/keyboard.js';
import {type ColourLevel, createTheme, type Scheme} from '../terminal/theme.js';
import {taken, unwaiting} from '../terminal/unwaiting.js';
import {App} from '../ui/app.js';
import {createLook} from '../ui/format/look.js';
import {codeOf, heedSignals} from './ending.js';
import {engineOrDemo, type Found} from './engine-or-demo.js';
import {exitCodes, type Options, UsageError} from './options.js';

/** How long the first frame waits for the list: with names it comes at once on a local engine, and never a spinner that only flickers. */
const firstListMs = 120;

/** Refuses terminals that the screen cannot be drawn on, in one line, before anything is changed. */
const checkTerminal = (): void => {
  const unfit = unfitTerm(process.env);
  if (unfit) throw new UsageError(`${unfit}. Try TERM=xterm-256color stacktop, or stacktop ls, which needs no screen.`);
  const {columns, rows} = process.stdout;
  if (columns < leastColumns || rows < leastRows) {
    throw new UsageError(
      `this terminal has ${columns}×${rows} cells, the screen needs ${leastColumns}×${leastRows}. Enlarge it, or use stacktop ls.`,
    );
  }
};

/** Tells the live part how to put the screen aside: only a component inside of Ink is given that. */
const Attach = ({session}: {readonly session: Session}) => {
  const {suspendTerminal, exit} = useApp();
  useEffect(
    () =>
      session.attach({
        suspend: during =>
          suspendTerminal(async () => {
            try {
              await taken(process.stdout);
              await during();
            } finally {
              unwaiting(process.stdout);
              process.stdout.write('\r'); // Ink draws from where the cursor is: in the middle of a line the screen would be askew
            }
          }),
        exit: () => exit(),
      }),
    [session, suspendTerminal, exit],
  );
  return null;
};

const firstList = (store: Store<State>): Promise<void> =>
  new Promise(resolve => {
    const finish = (): void => {
      clearTimeout(timer);
      unsubscribe();
      resolve();
    };
    const timer = setTimeout(finish, firstListMs);
    const unsubscribe = store.subscribe(() => {
      if (store.get().listed) finish();
    });
  });

/** What the screen is drawn with, as far as it is known before the terminal is asked. */
interface Drawing {
  readonly level: ColourLevel;
  readonly ascii: boolean;
  /** Null: the terminal is asked. */
  readonly scheme: Scheme | null;
}

const drawingFor = ({noColour, ascii}: Options): Drawing => {
  const {env} = process;
  const level = colourLevel(env, noColour);
  const scheme = level === 'none' ? 'dark' : env.STACKTOP_THEME ? schemeOf(env) : null;
  return {level, ascii: asciiOnly(env, ascii), scheme};
};

const show = async (
  {connection, notice}: Found,
  options: Options,
  filter: string,
  {level, ascii, scheme}: Drawing,
  keyboard: Keyboard,
  signal: AbortSignal,
): Promise<void> => {
  const {engine} = connection;
  const beginning = initialState({
    endpoint: engine.endpoint.url,
    local: engine.endpoint.kind === 'unix',
    ssh: process.env.SSH_CONNECTION,
    filter,
    intervalMs: options.intervalMs ?? null,
    readOnly: options.readOnly,
    logBytes: options.logBytes,
    now: Date.now(),
  });
  const store = createStore(notice === null ? beginning : notify(beginning, notice, 'warn', 15_000));
  let hasShown = (): void => {};
  const shown = new Promise<void>(resolve => {
    hasShown = resolve;
  });
  const session = startSession({
    engine,
    store,
    intervalMs: options.intervalMs,
    env: process.env,
    write: text => process.stdout.write(text),
    shown,
  });
  const cleaning = new AbortController();
  try {
    await Promise.all([keyboard.answered, firstList(store)]);
    const theme = createTheme(level, scheme ?? keyboard.scheme() ?? schemeOf(process.env) ?? 'dark', ascii);
    await keyboard.handOver();
    const wait = unwaiting(process.stdout);
    const instance = render(
      <>
        <App store={store} actions={session} look={createLook(theme)} />
        <Attach session={session} />
      </>,
      // `interactive` is said outright: Ink takes CI=true in the environment for a machine without a person.
      {alternateScreen: true, incrementalRendering: true, interactive: true, maxFps: 60, patchConsole: false, exitOnCtrlC: false},
    );
    hasShown();
    // What a stacktop that was killed left behind. Nobody waits for it, and an engine that is away has none to take away.
    if (!options.readOnly) void removeLeftovers(engine, cleaning.signal).catch(() => {});
    // The session first: a shell that has the terminal gives it back, and then Ink restores it.
    const release = onAbort(signal, () => void session.close().finally(() => instance.unmount()));
    await instance.waitUntilExit();
    wait();
    release();
  } finally {
    hasShown();
    cleaning.abort();
    await session.close();
    await connection.close();
  }
};

/** The screen. Gives the exit code, that of a signal when one ended it. Throws EngineError while nothing is drawn yet. */
export const top = async (options: Options, filter: string): Promise<number> => {
  checkTerminal();
  const drawing = drawingFor(options);
  const ending = heedSignals();
  const {signal} = ending;
  const hangUp = (): void => ending.end(codeOf('SIGHUP'));
  process.stdin.on('error', hangUp); // a terminal that is gone
  const keyboard = openKeyboard(process.stdin, process.stdout, {
    ask: drawing.scheme === null,
    onInterrupt: () => ending.end(codeOf('SIGINT')),
  });
  try {
    const found = await engineOrDemo(options, drawing.ascii, keyboard, signal);
    if (found) await show(found, options, filter, drawing, keyboard, signal);
    return ending.code() ?? (found ? exitCodes.fine : exitCodes.noEngine);
  } catch (error) {
    const code = ending.code();
    if (code !== null) return code; // what was under way was cut off
    throw error;
  } finally {
    await keyboard.release();
    process.stdin.off('error', hangUp);
    ending.off();
  }
};
