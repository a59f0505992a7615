import type {Engine} from '../engine/client.js';
import {listContainers} from '../engine/containers.js';
import {EngineError} from '../engine/errors.js';
import {untilMended} from '../model/composed.js';
import type {Container} from '../model/container.js';
import type {Actions} from '../state/actions.js';
import {withBroken} from '../state/broken-files.js';
import {listed} from '../state/engine-updates.js';
import {memberIn, stackIn} from '../state/selectors.js';
import type {State} from '../state/state.js';
import type {Store} from '../state/store.js';
import {ticked} from '../state/usage-updates.js';
import type {DetailTab} from '../state/view.js';
import {notify} from '../state/view-updates.js';
import {clipboardSequence} from '../terminal/clipboard.js';
import {plainText} from '../terminal/sanitise.js';
import {runRequest} from './changes.js';
import {createCommandActions} from './command-actions.js';
import {createComposeActions} from './compose-actions.js';
import {createComposing, followStacks} from './composing.js';
import {createConnectionActions} from './connection-actions.js';
import {runConsole} from './console.js';
import {childOf, type Desk} from './desk.js';
import {openDetailSession} from './detail-session.js';
import {createDrifting} from './drifting.js';
import {findIntoState} from './findings.js';
import {sampleHost} from './host-sampling.js';
import {probeIntoState} from './http-probing.js';
import {createLogLineActions} from './log-lines.js';
import {openLogSession} from './log-session.js';
import {lookAgain} from './look-again.js';
import {createPlanActions} from './plan-actions.js';
import {readProfiles} from './profile-reading.js';
import {createPublisher} from './publisher.js';
import {createRecognising} from './recognising.js';
import {sampleIntoState} from './sampling.js';
import {saveLog} from './save-log.js';
import type {ScreenHandle} from './screen-handle.js';
import {runShell} from './shell.js';
import {openStackSession} from './stack-session.js';
import {stopHere} from './stop-here.js';
import {createTopicActions} from './topic-actions.js';
import {createUrlActions} from './url-actions.js';
import {sampleVitals} from './vitals-sampling.js';
import {watchIntoState} from './watching.js';

export interface SessionOptions {
  readonly engine: Engine;
  readonly store: Store<State>;
  /** Between two samples, as the person asked for it; undefined leaves it to the source. */
  readonly intervalMs: number | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** For what goes to the terminal beside the screen: the clipboard. */
  write(text: string): void;
  /** Resolves when the first list is on the screen: what containers are besides is asked then. Without it, at once. */
  readonly shown?: Promise<void>;
}

/** The engine, joined to the state: keeps it current, and does what keys ask for. */
export interface Session extends Actions {
  /** The screen that a shell takes the place of; given once it is drawn. */
  attach(screen: ScreenHandle): void;
  /** Ends every stream and timer of the session; resolves when they have ended. The engine is its caller's to close. */
  close(): Promise<void>;
}

/** Ages and the time of day are told so exactly. */
const tickMs = 1000;

export const startSession = ({engine, store, intervalMs, env, write, shown}: SessionOptions): Session => {
  const controller = new AbortController();
  const {signal} = controller;
  const recognising = createRecognising(stack => composing.composedOf(stack));
  const publisher = createPublisher(store, recognising.recognised);
  const watching = watchIntoState(engine, publisher, signal, () => drifting.renamed(), shown);
  const sampler = sampleIntoState(engine, store, publisher, intervalMs, signal);
  sampleHost(engine, store, publisher, signal);
  // A tick waits for the sample of its second: both are one frame.
  const clock = setInterval(() => publisher.publish(state => ticked(state, Date.now()), tickMs), tickMs);
  const running = new Set<Promise<void>>();
  let screen: ScreenHandle | null = null;
  let handingOver: string | null = null;
  let detail: {readonly controller: AbortController; readonly key: string; readonly tab: DetailTab} | null = null;
  let log: AbortController | null = null;
  const containerOf = (key: string): Container | undefined => memberIn(store.get(), key)?.member.container;

  /** Work that a key started: it is waited for at the end, and what it throws is told. */
  const start = (work: Promise<void>): void => {
    const watched = work
      .catch((error: unknown) => {
        if (signal.aborted) return;
        const text =
          error instanceof EngineError
            ? error.message
            : `stacktop failed: ${error instanceof Error ? error.message : String(error)}`;
        store.update(state => notify(state, text, 'bad', 8000));
      })
      .finally(() => running.delete(watched));
    running.add(watched);
  };

  /** Only one at a time may have the terminal, or wait for it. */
  const handOver = (what: string, work: (handle: ScreenHandle) => Promise<void>): void => {
    if (!screen) return;
    if (handingOver !== null) {
      const text = `${handingOver}: one thing after another`;
      store.update(state => notify(state, text, 'warn'));
      return;
    }
    handingOver = what;
    start(
      work(screen).finally(() => {
        handingOver = null;
      }),
    );
  };

  /** Fetches what a tab shows, until another one is opened or the detail is closed. */
  const openDetail = (key: string, tab: DetailTab): void => {
    detail?.controller.abort();
    const controller = childOf(signal);
    detail = {controller, key, tab};
    const shared = {signal: controller.signal, publish: (change: (state: State) => State) => publisher.publish(change)};
    if (tab === 'networks' || tab === 'volumes') {
      const stackOf = () => stackIn(store.get(), key);
      const profileOf = () => store.get().services.profiles.get(key) ?? null;
      start(openStackSession(engine, key, tab, {...shared, stackOf, profileOf}));
    } else if (!stackIn(store.get(), key)) start(openDetailSession(engine, key, {...shared, tab, containerOf}));
  };

  const desk: Desk = {engine, store, publisher, env, signal, start, handOver, inView: () => handingOver === null};

  const copy = (what: string, text: string): void => {
    write(clipboardSequence(text, env));
    // As much of it as a line of the screen can show.
    store.update(state => notify(state, `copied ${what}: ${text.slice(0, 500)}`));
  };

  const composing = createComposing({
    engine,
    signal,
    changed() {
      recognising.again();
      publisher.publish(state => state);
    },
    looked: (key, look) => drifting.compare(key, look),
    broken(key, problem, project) {
      publisher.publish(state => {
        const next = withBroken(state, key, problem);
        return problem === null ? next : notify(next, plainText(`${project}: ${problem}: ${untilMended}`), 'warn', 10_000);
      });
    },
    start,
  });
  const drifting = createDrifting(desk);
  followStacks(store, signal, stacks => {
    composing.look(stacks);
    drifting.look(stacks);
  });

  start(probeIntoState(desk));
  start(sampleVitals(desk));
  start(readProfiles(desk, recognising));
  findIntoState(desk);

  const connections = createConnectionActions(desk);
  return {
    connections,
    commands: createCommandActions(desk),
    plans: createPlanActions(desk),
    topics: createTopicActions(desk),
    urls: createUrlActions(desk, copy),
    compose: createComposeActions(desk),
    attach(handle) {
      screen = handle;
    },
    run: request =>
      start(
        runRequest(engine, store, request, signal).finally(() =>
          lookAgain(
            desk,
            request.targets.map(({id}) => id),
          ),
        ),
      ),
    openShell(key, choice) {
      handOver('a shell is being opened', handle => runShell(engine, store, handle, key, choice, signal));
    },
    openConsole(key) {
      handOver('a console is being opened', handle => runConsole(engine, store, handle, key, signal));
    },
    openDetail,
    closeDetail() {
      detail?.controller.abort();
      detail = null;
      connections.stop();
    },
    openLogs(keys) {
      log?.abort();
      log = childOf(signal);
      start(openLogSession(engine, store, keys, log.signal));
    },
    closeLogs() {
      log?.abort();
      log = null;
    },
    saveLog(title, text, extension) {
      start(
        saveLog(process.cwd(), title, text, new Date(), extension).then(
          path => store.update(state => notify(state, `saved to ${path}`, 'info', 6000)),
          (error: unknown) => store.update(state => notify(state, `not saved: ${String(error)}`, 'bad', 6000)),
        ),
      );
    },
    logLines: createLogLineActions(desk),
    copy,
    refresh() {
      sampler.refresh();
      if (detail) openDetail(detail.key, detail.tab);
      start(
        listContainers(engine, signal).then(containers => {
          publisher.publish(state => notify(listed(state, containers, Date.now()), 'the engine was asked for everything again'));
        }),
      );
    },
    redraw() {
      handOver('the screen is being drawn', handle => handle.suspend(async () => {}));
    },
    suspend() {
      handOver('the terminal goes back to the shell', async handle => {
        let stopped = true;
        await handle.suspend(async () => {
          stopped = await stopHere();
        });
        if (!stopped) store.update(state => notify(state, 'no shell to go back to: stacktop was not started from one', 'warn'));
      });
    },
    quit() {
      screen?.exit();
    },
    async close() {
      controller.abort();
      clearInterval(clock);
      publisher.stop();
      await Promise.allSettled([watching, ...running]);
    },
  };
};
