import {delay} from '../engine/abort.js';
import type {Line} from '../engine/call.js';
import {firstTail, isOpenEnded, type LogRange, requestOf} from '../model/log-range.js';
import {olderDone} from '../state/log-older.js';
import {emptyRing, firstSeq} from '../state/log-ring.js';
import {type LogTarget, logLife, logTargets, logTitle} from '../state/log-targets.js';
import {beginLogs, endLogs, inLogs, type LogView, type SourceState, withBatch, withLines, withSource} from '../state/logs.js';
import type {Piece} from '../state/packed-lines.js';
import type {State} from '../state/state.js';
import type {Store} from '../state/store.js';
import {childOf} from './desk.js';
import type {OlderSource} from './lines-before.js';
import {LogHistory} from './log-history.js';
import {freshIn, furtherSearched, isFullBefore, markOf, roomIn, sourceOf} from './log-looks.js';
import {LogOpening} from './log-opening.js';
import {LogReading, openingLookMs, type ReadRequest} from './log-reading.js';
import {mergedTargets} from './merged-targets.js';

/** The screen is told of new lines so often at most. */
const tickMs = 100;
const rateTicks = 20;
let views = 0;

/**
 * Follows the logs of the containers behind some rows (containers, stacks) into `state.logs` until `signal` is aborted, and resolves then; never
 * rejects. What the person wants (range, pause) is read from the state: nobody has to tell the session. Restarted and recreated
 * containers, and those that join the stack, are followed too.
 */
export const openLogSession = async (
  engine: Line,
  store: Store<State>,
  keys: readonly string[],
  signal: AbortSignal,
): Promise<void> => {
  const session = new LogSession(engine, store, keys, signal);
  try {
    while (!signal.aborted && session.tick()) {
      await session.untilLook();
      // After a timer that was late, what has come meanwhile is read first: it may belong before what is shown next.
      await new Promise(resolve => setImmediate(resolve));
    }
  } finally {
    await session.end();
  }
};

class LogSession {
  readonly #id = ++views;
  readonly #engine: Line;
  readonly #store: Store<State>;
  readonly #keys: readonly string[];
  readonly #signal: AbortSignal;
  #range: LogRange;
  #reading: LogReading;
  /** `coming` of the view at the last look. */
  #coming = 0;
  readonly #history: LogHistory;
  /** What is read first, until it can be shown; null from then on. */
  #opening: LogOpening | null;
  /** Ends what is read now. */
  #readingEnd = new AbortController();
  #followed: {key: string; id: string; tty: boolean}[] = [];
  readonly #followedIds = new Set<string>();
  /** The stacks that were last searched for new containers. */
  #stacks: State['stacks'];
  #seq = firstSeq;
  /** When reading began: ms since 1970. */
  #since = Date.now();
  #heldSince: number | null = null;
  #counts: number[] = [];
  #ticks = 0;
  #nextLook = new AbortController();

  constructor(engine: Line, store: Store<State>, keys: readonly string[], signal: AbortSignal) {
    this.#engine = engine;
    this.#store = store;
    this.#keys = keys;
    this.#signal = signal;
    const all = logTargets(store.get(), keys);
    const targets = mergedTargets(all, new Set());
    this.#stacks = store.get().stacks;
    const unread = all.length - targets.length;
    const sources = targets.map(sourceOf);
    store.update(state => beginLogs(state, {id: this.#id, keys, title: logTitle(state, keys), sources, unread, isOpening: true}));
    this.#range = this.#view()?.range ?? {kind: 'tail', lines: firstTail};
    this.#history = new LogHistory({
      engine,
      store,
      signal,
      view: () => this.#view(),
      update: change => this.#update(change),
      sources: () => this.#readable(),
      next: () => this.#seq,
    });
    this.#reading = this.#start();
    this.#opening = this.#open();
    for (const target of targets) this.#add(target, requestOf(this.#range, Date.now()), false);
  }

  /** Nothing is shown yet. */
  get isOpening(): boolean {
    return this.#opening !== null;
  }

  /** Until it is time for another look: at once when the past of a source has come that is waited for. */
  async untilLook(): Promise<void> {
    if (!this.#opening) return delay(tickMs, this.#signal);
    this.#nextLook = childOf(this.#signal);
    await delay(openingLookMs, this.#nextLook.signal);
    this.#nextLook.abort();
  }

  /** Some time has passed; false when the view was closed. */
  tick(): boolean {
    const view = this.#view();
    if (!view) return false;
    this.#ticks += 1;
    this.#awaitNew(view);
    if (view.range !== this.#range) this.#readFrom(view.range);
    else if (isOpenEnded(view.range)) this.#lookForNew();
    this.#takeEvents();
    // Before what is read first nobody knows what is older than that: a wish to go up then would bring those lines twice.
    if (this.#opening) this.#update(olderDone);
    else this.#history.tick();
    const holds = isFullBefore(view);
    const now = Date.now();
    // Of a range that ends nothing is skipped: it is read on.
    if (this.#heldSince !== null && !holds && view.place === null && isOpenEnded(view.range) && now - this.#heldSince > 1000)
      this.#skip('the view was paused and full');
    if (!holds && view.place === null && isOpenEnded(view.range)) this.#reading.leaveOut();
    if (!holds) this.#heldSince = null;
    else this.#heldSince ??= now;
    const opened = this.#opening;
    const pieces = holds ? [] : this.#take(roomIn(view));
    const seq = this.#seq;
    for (const {from, to} of pieces) this.#seq += to - from;
    const rate = this.#rate(pieces);
    const {isOpening} = this;
    this.#update(current => {
      const further = furtherSearched(current);
      const next = withBatch(further, pieces, seq);
      const isSame = next.rate === rate && next.held === holds && next.isOpening === isOpening;
      return isSame ? next : {...next, rate, held: holds, isOpening};
    });
    if (opened !== this.#opening) this.#history.older.settled(this.#view()?.ring ?? emptyRing);
    return true;
  }

  async end(): Promise<void> {
    this.#readingEnd.abort();
    await Promise.all([this.#reading.ended(), this.#history.ended()]);
    this.#store.update(state => endLogs(state, this.#id));
  }

  /** Those whose log can be read. */
  #readable(): readonly OlderSource[] {
    const states = this.#view()?.sources ?? [];
    const all = this.#followed.map(({id, tty}, index) => ({index, id, tty}));
    return all.filter(({index}) => states[index]?.state.kind !== 'failed');
  }

  #view(): LogView | null {
    const {logs} = this.#store.get();
    return logs?.id === this.#id ? logs : null;
  }

  #update(change: (view: LogView) => LogView): void {
    this.#store.update(state => inLogs(state, this.#id, change));
  }

  #start(): LogReading {
    this.#readingEnd = childOf(this.#signal);
    return new LogReading(this.#engine, {
      signal: this.#readingEnd.signal,
      lifeOf: id => logLife(this.#store.get(), id),
      onState: (index, id, state) => this.#tell(index, id, state),
      onPast: () => this.#nextLook.abort(),
      onSkipped: count => this.#update(view => ({...view, skipped: view.skipped + count})),
    });
  }

  /** Keeps back what is read first, until it can be shown in its order. */
  #open(): LogOpening {
    const opening = new LogOpening({
      ...{engine: this.#engine, reading: this.#reading, older: this.#history.older},
      request: requestOf(this.#range, this.#since),
      look: () => ({state: this.#store.get(), sources: this.#view()?.sources ?? []}),
      signal: this.#readingEnd.signal,
    });
    void opening.heard.then(() => this.#nextLook.abort());
    return opening;
  }

  /** What can be shown by now, about `bytes` of it at most. */
  #take(bytes: number): readonly Piece[] {
    if (!this.#opening) return this.#reading.take(bytes).pieces;
    const pieces = this.#opening.take(bytes);
    if (pieces) this.#opening = null;
    return pieces ?? [];
  }

  #tell(index: number, id: string, state: SourceState): void {
    if (this.#followed[index]?.id === id) this.#update(view => withSource(view, index, {state}));
  }

  /** Follows a container, as a new source or in the place of one that it replaces. */
  #add(target: LogTarget, request: ReadRequest, told: boolean): void {
    const {key, id, tty} = target;
    const place = this.#followed.findIndex(source => source.key === key);
    const index = place === -1 ? this.#followed.length : place;
    const before = this.#followed[index];
    if (before) this.#followedIds.delete(before.id);
    this.#followed[index] = {key, id, tty};
    this.#followedIds.add(id);
    if (told)
      this.#update(view =>
        place === -1 ? {...view, sources: [...view.sources, sourceOf(target)]} : withSource(view, index, {...sourceOf(target)}),
      );
    this.#reading.follow(target, index, request);
  }

  /** Containers that were recreated, or came to the stack. */
  #lookForNew(): void {
    const {stacks} = this.#store.get();
    if (stacks === this.#stacks) return;
    this.#stacks = stacks;
    for (const target of this.#targets()) if (!this.#followedIds.has(target.id)) this.#add(target, {tail: 'all'}, true);
  }

  /** The containers to read, as they are now. */
  #targets(): readonly LogTarget[] {
    const all = logTargets(this.#store.get(), this.#keys);
    const targets = mergedTargets(all, new Set(this.#followed.map(({key}) => key)));
    const unread = all.length - targets.length;
    this.#update(view => (view.unread === unread ? view : {...view, unread}));
    return targets;
  }

  /** Reads all again, from another time on. */
  #readFrom(range: LogRange): void {
    this.#range = range;
    this.#since = Date.now();
    this.#history.clear();
    this.#again(() => requestOf(range, this.#since));
    this.#opening = this.#open();
  }

  /** Goes on with the newest lines. */
  #skip(why: string): void {
    const old = this.#reading;
    const marks = old.waitingMarks();
    this.#opening = null;
    this.#again((index, id) => {
      const newest = old.newest(index, id);
      return newest === null ? {tail: firstTail} : {tail: firstTail, since: newest + 1n};
    });
    for (const mark of marks) this.#reading.mark(mark);
    const text = `lines were skipped here: ${why}`;
    const seq = this.#seq++;
    this.#update(current => withLines(current, [{kind: 'mark', seq, time: null, tone: 'warn', text}]));
  }

  #again(requestFor: (index: number, id: string) => ReadRequest): void {
    const old = this.#reading;
    const targets = this.#targets();
    const requests = new Map(targets.map(target => [target.id, requestFor(this.#indexOf(target.id), target.id)] as const));
    this.#readingEnd.abort();
    // Its streams end by themselves; nobody waits for them.
    void old.ended();
    this.#reading = this.#start();
    for (const target of targets) this.#add(target, requests.get(target.id) ?? {tail: firstTail}, true);
  }

  #indexOf(id: string): number {
    return this.#followed.findIndex(source => source.id === id);
  }

  /** The first lines of a container that was started just now belong before what others write meanwhile. */
  #awaitNew({coming}: LogView): void {
    if (coming > this.#coming) this.#reading.awaitNew(coming - this.#coming);
    this.#coming = coming;
  }

  /** Those that come while the past is still being asked for may be told of by it too. */
  #takeEvents(): void {
    const events = this.#view()?.events ?? [];
    if (events.length === 0 || this.#opening?.hasHeard === false) return;
    for (const mark of this.#history.older.remember(events.map(markOf))) this.#reading.mark(mark);
    this.#update(view => ({...view, events: view.events.filter(event => !events.includes(event))}));
  }

  /** Lines a second over the last two seconds; told once a second. What was written before is no part of it. */
  #rate(pieces: readonly Piece[]): number {
    this.#counts.push(freshIn(pieces, this.#since));
    if (this.#counts.length > rateTicks) this.#counts.shift();
    const before = this.#view()?.rate ?? 0;
    if (this.#ticks % 10 !== 0) return before;
    return Math.round(this.#counts.reduce((sum, of) => sum + of, 0) / ((this.#counts.length * tickMs) / 1000));
  }
}
