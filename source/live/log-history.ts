import type {Line} from '../engine/call.js';
import {EngineError} from '../engine/errors.js';
import {calendarText} from '../model/calendar.js';
import type {LogItem} from '../model/log-entry.js';
import {olderDone, showsLineBefore, withOlder} from '../state/log-older.js';
import {firstTime, type LogRing} from '../state/log-ring.js';
import {type LogView, logZone} from '../state/logs.js';
import type {State} from '../state/state.js';
import type {Store} from '../state/store.js';
import {notify} from '../state/view-updates.js';
import {childOf} from './desk.js';
import type {OlderSource} from './lines-before.js';
import {OlderLines} from './log-older.js';
import type {ItemDraft} from './log-reading.js';

export interface HistoryOptions {
  readonly engine: Line;
  readonly store: Store<State>;
  /** Of the view's life. */
  readonly signal: AbortSignal;
  readonly view: () => LogView | null;
  readonly update: (change: (view: LogView) => LogView) => void;
  readonly sources: () => readonly OlderSource[];
  /** `seq` of the next new line: older ones come before it where nothing is held. */
  readonly next: () => number;
}

/** Lines of each container that are loaded at once; more of them each time none of them is shown. */
const firstCount = 1000;
const mostCount = 8000;
/** With a filter older lines are read until one passes it, but no more than these. */
const mostUnseen = 50_000;
const beginsGone = 'what was before is gone with its container';
/** Less room than this is none. */
const leastRoom = 64 * 1024;

const firstOf = ({blocks}: LogRing): number | null => blocks[0]?.first ?? null;

/** Brings lines from before the oldest one held when somebody wants them: one load at a time, for as long as they are wanted. */
export class LogHistory {
  readonly older: OlderLines;
  readonly #options: HistoryOptions;
  #work: {readonly controller: AbortController; readonly done: Promise<void>} | null = null;

  constructor(options: HistoryOptions) {
    this.#options = options;
    this.older = new OlderLines(options.engine);
  }

  /** Looks whether older lines are wanted, or not any more. */
  tick(): void {
    const wanted = this.#options.view()?.older.kind === 'wanted';
    if (!wanted) this.#work?.controller.abort();
    else if (!this.#work) {
      const controller = childOf(this.#options.signal);
      const done = this.#load(controller.signal).finally(() => {
        controller.abort();
        this.#work = null;
      });
      this.#work = {controller, done};
    }
  }

  /** Forgets all of another range. */
  clear(): void {
    this.#work?.controller.abort();
    this.older.clear();
  }

  async ended(): Promise<void> {
    this.#work?.controller.abort();
    await this.#work?.done;
  }

  /** Never rejects. */
  async #load(signal: AbortSignal): Promise<void> {
    const {update, store} = this.#options;
    try {
      await this.#loadUntilSeen(signal);
    } catch (error) {
      if (signal.aborted) return;
      const text = error instanceof EngineError ? error.message : String(error);
      store.update(state => notify(state, `older lines could not be read: ${text}`, 'warn', 6000));
    } finally {
      if (!signal.aborted) update(olderDone);
    }
  }

  async #loadUntilSeen(signal: AbortSignal): Promise<void> {
    const {view: look, sources, store} = this.#options;
    const before = look();
    const start = before && (firstOf(before.ring) ?? Number.MAX_SAFE_INTEGER);
    let read = 0;
    let count = firstCount;
    for (let view = before; view && start !== null; view = look()) {
      const room = view.limit * 0.95 - view.ring.bytes;
      if (room < leastRoom) return this.#sayFull(view);
      const {ring, range} = view;
      const {items, begins} = await this.older.load(ring, sources(), {count, bytes: room}, signal);
      count = Math.min(mostCount, count * 2);
      const now = look();
      signal.throwIfAborted();
      // What was let go or cleared meanwhile is between these lines and those that are held.
      if (!now || now.range !== range || firstOf(now.ring) !== firstOf(ring)) return;
      this.#put(now, items, begins);
      read += items.length;
      const after = look();
      if (!after || begins || items.length === 0 || showsLineBefore(after, start)) return;
      if (read >= mostUnseen)
        return store.update(state =>
          notify(state, `none of ${read} older lines passes the filter: up looks further`, 'warn', 6000),
        );
    }
  }

  #put({ring}: LogView, drafts: readonly ItemDraft[], begins: boolean): void {
    const {update, next} = this.#options;
    const time = drafts[0]?.time ?? firstTime(ring);
    const all: readonly ItemDraft[] = begins
      ? [{kind: 'mark', seq: 0, time, tone: 'info', text: this.older.isLost ? beginsGone : 'the log begins here'}, ...drafts]
      : drafts;
    const first = (firstOf(ring) ?? next()) - all.length;
    all.forEach((item, index) => {
      item.seq = first + index;
    });
    const items: readonly LogItem[] = all;
    update(view => withOlder(view, items, begins));
    const view = this.#options.view();
    if (view) this.older.settled(view.ring);
  }

  #sayFull({ring, limit}: LogView): void {
    const {store} = this.#options;
    const oldest = firstTime(ring);
    store.update(state => {
      const {now, logLook} = state;
      const zone = logZone(logLook);
      const example =
        oldest === null ? '' : `, as in T ${calendarText(oldest - 600_000, now, zone)}..${calendarText(oldest, now, zone)}`;
      const held = Math.round(limit / 2 ** 20);
      return notify(state, `${held} MB are held and older lines have no room: T reads another time${example}`, 'warn', 8000);
    });
  }
}
