import type {Engine} from '../engine/client.js';
import type {State} from '../state/state.js';
import type {Store} from '../state/store.js';
import type {Publisher} from './publisher.js';
import type {ScreenHandle} from './screen-handle.js';

/** What the parts of a session share. */
export interface Desk {
  readonly engine: Engine;
  readonly store: Store<State>;
  /** For what comes by itself; what a key asked for goes to the store at once. */
  readonly publisher: Publisher;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Ends with the session. */
  readonly signal: AbortSignal;
  /** Work that a key started: it is waited for at the end, and what it throws is told. */
  start(work: Promise<void>): void;
  /** Whether the screen is on the terminal, and not put aside for a program. */
  inView(): boolean;
  /** Puts the screen aside for `work`; one at a time: `what` is said to who asks meanwhile. */
  handOver(what: string, work: (screen: ScreenHandle) => Promise<void>): void;
}

/** A controller that also ends with its parent. */
export const childOf = (parent: AbortSignal): AbortController => {
  const controller = new AbortController();
  const end = (): void => controller.abort();
  if (parent.aborted) end();
  parent.addEventListener('abort', end, {once: true});
  controller.signal.addEventListener('abort', () => parent.removeEventListener('abort', end), {once: true});
  return controller;
};

/** Work of a screen that is open once at most: opening it anew ends what was, closing it ends it. */
export const whileOpen = (desk: Desk, work: (key: string, signal: AbortSignal) => Promise<void>) => {
  let controller: AbortController | null = null;
  return {
    open(key: string): void {
      controller?.abort();
      controller = childOf(desk.signal);
      desk.start(work(key, controller.signal));
    },
    close(): void {
      controller?.abort();
      controller = null;
    },
  };
};
