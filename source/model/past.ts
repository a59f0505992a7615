import type {ContainerEvent} from './engine-info.js';
import {isOrderlyExit} from './exit-code.js';

/** One end of a container, as its events told it: an inspect forgets it at the next start. */
export interface Exit {
  readonly time: number;
  readonly code: number | null;
  readonly oomKilled: boolean;
  /** Signals that were sent to it through the engine, a stop's too, shortly before. */
  readonly signals: readonly number[];
}

/** A signal sent through the engine. */
interface Sent {
  readonly time: number;
  readonly signal: number;
}

/** What happened to a container while stacktop watched. */
export interface Past {
  /** Oldest first, the last ten. */
  readonly exits: readonly Exit[];
  /** Of `oom` events not yet followed by a `die`. */
  readonly oomAt: number | null;
  readonly unhealthySince: number | null;
  /** Not yet followed by a `die`. */
  readonly sent: readonly Sent[];
}

export const noPast: Past = {exits: [], oomAt: null, unhealthySince: null, sent: []};
const kept = 10;
const loopWindow = 10 * 60_000;
/** A stop may wait for its container that long; a signal of longer ago did not end it. */
const signalMs = 120_000;

/** Engines write the number; some the name. */
const signalNumbers: Readonly<Record<string, number>> = {SIGTERM: 15, SIGKILL: 9, SIGINT: 2, SIGQUIT: 3, SIGABRT: 6};

const signalOf = (text: string | undefined): number => signalNumbers[text ?? ''] ?? (Number(text) || 0);

/** The past with one more event. */
export const withEvent = (past: Past, event: ContainerEvent): Past => {
  switch (event.action) {
    case 'oom':
      return {...past, oomAt: event.time};
    case 'die': {
      const oomKilled = past.oomAt !== null && event.time - past.oomAt < 10_000 && event.exitCode === 137;
      const signals = past.sent.filter(({time}) => event.time - time < signalMs).map(({signal}) => signal);
      const exits = [...past.exits, {time: event.time, code: event.exitCode, oomKilled, signals}].slice(-kept);
      return {exits, oomAt: null, unhealthySince: null, sent: []};
    }
    case 'kill':
      return {...past, sent: [...past.sent, {time: event.time, signal: signalOf(event.attributes.signal)}].slice(-kept)};
    case 'health_status: unhealthy':
      return {...past, unhealthySince: past.unhealthySince ?? event.time};
    case 'health_status: healthy':
      return {...past, unhealthySince: null};
    default:
      return past;
  }
};

/** A loop of ends: how many in the last ten minutes, and their usual distance in ms. Null below three. Ends that were asked for do not count. */
export const loopOf = (past: Past, now: number): {readonly count: number; readonly periodMs: number} | null => {
  const unasked = ({code, oomKilled, signals}: Exit): boolean =>
    code === null || oomKilled || !(isOrderlyExit(code) || signals.includes(9));
  if (past.exits.length < 3) return null;
  const recent = past.exits.filter(exit => unasked(exit) && now - exit.time < loopWindow);
  const first = recent[0];
  const last = recent.at(-1);
  if (recent.length < 3 || !first || !last) return null;
  return {count: recent.length, periodMs: (last.time - first.time) / (recent.length - 1)};
};
