import {render, useApp} from 'ink';
import {useEffect} from 'react';
import {EngineError} from '../engine/errors.js';
import {type Session, startSession} from '../live/session.js';
import {initialState} from '../state/initial.js';
import {leastColumns, leastRows} from '../state/layout.js';
import type {State} from '../state/state.js';
import {createStore, type Store} from '../state/store.js';
import {notify} from '../state/view-updates.js';
import {askBackground} from '../terminal/background.js';
import {asciiOnly, colourLevel, schemeOf, unfitTerm} from '../terminal/capabilities.js';
import {type ColourLevel, createTheme, type Scheme} from '../terminal/theme.js';
import {App} from '../ui/app.js';
import {createLook, type Look} from '../ui/format/look.js';
import {type Connection, connectDemo, connectEngine} from './connect.js';
import {offerDemo} from './offer-demo.js';
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

const schemeFor = async (level: ColourLevel): Promise<Scheme> => {
  const {env, stdin, stdout} = process;
  if (level === 'none') return 'dark';
  const asked = env.STACKTOP_THEME ? schemeOf(env) : null;
  if (asked) return asked;
  return (await askBackground(stdin, stdout)).scheme ?? schemeOf(env) ?? 'dark';
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
              await during();
            } finally {
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

const show = async (
  connection: Connection,
  options: Options,
  filter: string,
  look: Promise<Look>,
  fellToDemo: boolean,
): Promise<void> => {
  const {engine} = connection;
  const beginning = initialState({
    endpoint: engine.endpoint.url,
    local: engine.endpoint.kind === 'unix',
    filter,
    intervalMs: options.intervalMs ?? null,
    readOnly: options.readOnly,
    now: Date.now(),
  });
  const store = createStore(
    fellToDemo
      ? notify(beginning, 'no engine answered here: this is the demo engine, nothing in it is real', 'warn', 15_000)
      : beginning,
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
    // Ink makes the terminal raw after its first frame: a key in between would be echoed into the screen.
    process.stdin.setRawMode(true);
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
    await connection.close();
  }
};

/** The engine, or what the person wants instead of one; null is to quit. `fell`: it is the demo engine, because none answered. */
const engineOrDemo = async (
  options: Options,
  signal: AbortSignal,
): Promise<{readonly connection: Connection; readonly fell: boolean} | null> => {
  for (;;) {
    try {
      return {connection: await connectEngine(options, signal), fell: false};
    } catch (error) {
      if (!(error instanceof EngineError) || error.code === 'unknown-context' || error.code === 'bad-endpoint') throw error;
      // `npm start` in a clone is for a first look: it shows the demo by itself, and says so.
      const choice = process.env.STACKTOP_OR_DEMO === '1' ? 'demo' : await offerDemo(error);
      if (choice === 'demo') return {connection: await connectDemo(signal), fell: true};
      if (choice === 'quit') return null;
    }
  }
};

/** The screen. Throws EngineError while nothing is drawn yet. */
export const top = async (options: Options, filter: string): Promise<number> => {
  checkTerminal();
  const controller = new AbortController();
  const level = colourLevel(process.env, options.noColour);
  const ascii = asciiOnly(process.env, options.ascii);
  const look = schemeFor(level).then(scheme => createLook(createTheme(level, scheme, ascii)));
  // The engine is asked while the terminal is, but it may need the keyboard, and so waits for the terminal's answer.
  const early = options.demo ? null : connectEngine(options, controller.signal).catch(() => null);
  await look;
  const known = await early;
  const found = known ? {connection: known, fell: false} : await engineOrDemo(options, controller.signal);
  if (!found) return exitCodes.noEngine;
  await show(found.connection, options, filter, look, found.fell);
  return exitCodes.fine;
};
