import {render, useApp} from 'ink';
import {useEffect} from 'react';
import type {Engine} from '../engine/client.js';
import {type Session, startSession} from '../live/session.js';
import {initialState} from '../state/initial.js';
import {leastColumns, leastRows} from '../state/layout.js';
import type {State} from '../state/state.js';
import {createStore, type Store} from '../state/store.js';
import {askBackground} from '../terminal/background.js';
import {asciiOnly, colourLevel, schemeOf, unfitTerm} from '../terminal/capabilities.js';
import {createTheme, type Scheme} from '../terminal/theme.js';
import {App} from '../ui/app.js';
import {createLook, type Look} from '../ui/format/look.js';
import {connectEngine} from './connect.js';
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

const schemeFor = async (): Promise<Scheme> => {
  const {env, stdin, stdout} = process;
  if (colourLevel(env, false) === 'none') return 'dark';
  const asked = env.STACKTOP_THEME ? schemeOf(env) : null;
  if (asked) return asked;
  return (await askBackground(stdin, stdout)).scheme ?? schemeOf(env) ?? 'dark';
};

/** Tells the live part how to put the screen aside: only a component inside of Ink is given that. */
const Attach = ({session}: {readonly session: Session}) => {
  const {suspendTerminal, exit} = useApp();
  useEffect(
    () => session.attach({suspend: during => suspendTerminal(during), exit: () => exit()}),
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

const show = async (engine: Engine, options: Options, filter: string, look: Promise<Look>): Promise<void> => {
  const store = createStore(
    initialState({
      endpoint: engine.endpoint.url,
      local: engine.endpoint.kind === 'unix',
      filter,
      intervalMs: options.intervalMs ?? 1000,
      readOnly: options.readOnly,
      now: Date.now(),
    }),
  );
  const session = startSession({
    engine,
    store,
    intervalMs: options.intervalMs,
    env: process.env,
    write: text => process.stdout.write(text),
  });
  try {
    const [drawn] = await Promise.all([look, firstList(store)]);
    const instance = render(
      <>
        <App store={store} actions={session} look={drawn} />
        <Attach session={session} />
      </>,
      // `interactive` is said outright: Ink takes CI=true in the environment for a machine without a person.
      {alternateScreen: true, incrementalRendering: true, interactive: true, maxFps: 60, patchConsole: false, exitOnCtrlC: false},
    );
    await instance.waitUntilExit();
  } finally {
    await session.close();
  }
};

/** The screen. Throws EngineError while nothing is drawn yet. */
export const top = async (options: Options, filter: string): Promise<number> => {
  checkTerminal();
  const controller = new AbortController();
  const connecting = connectEngine(options, controller.signal);
  const look = schemeFor().then(scheme =>
    createLook(createTheme(colourLevel(process.env, options.noColour), scheme, asciiOnly(process.env, options.ascii))),
  );
  // Both are awaited: an engine that refuses must not leave the question for the background unanswered on the screen.
  const [engine] = await Promise.allSettled([connecting, look]);
  if (engine.status === 'rejected') throw engine.reason;
  await show(engine.value, options, filter, look);
  return exitCodes.fine;
};
