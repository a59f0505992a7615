import {onAbort} from '../engine/abort.js';
import type {Line} from '../engine/call.js';
import type {LogMark} from '../model/log-entry.js';
import {firstTail} from '../model/log-range.js';
import {MergeOrder, type Run} from '../model/merge-order.js';
import type {LogLife, LogTarget} from '../state/log-targets.js';
import type {SourceState} from '../state/logs.js';
import type {PackedLines, Piece} from '../state/packed-lines.js';
import {AttendedClock} from './attended-clock.js';
import type {Left} from './log-gap.js';
import type {LogDraft} from './log-intake.js';
import {LogLag} from './log-lag.js';
import {LogQueue} from './log-queue.js';
import {LogStream, type StreamRoom} from './log-stream.js';

export interface ReadRequest {
  readonly tail: number | 'all';
  /** ms since 1970, or ns. */
  readonly since?: number | bigint;
  /** ms since 1970; it is read up to then, and not followed. */
  readonly until?: number;
}

export interface ReadingOptions {
  readonly signal: AbortSignal;
  /** A source's container as it is now; undefined when it is gone. */
  lifeOf(id: string): LogLife | undefined;
  onState(index: number, id: string, state: SourceState): void;
  /** About so many lines were left out. */
  onSkipped?(count: number): void;
  /** All has come of the past of one that others may wait for. */
  onPast?(): void;
}

export type MarkDraft = Omit<LogMark, 'seq'> & {seq: number};
export type ItemDraft = LogDraft | MarkDraft;

/** Lines in order, to be read before the next are taken. */
export interface LogBatch {
  readonly pieces: readonly Piece[];
  readonly count: number;
}

/** Lines of different containers are put in order when they come within this time. */
const windowMs = 200;
/** Others wait no longer for what a container has written before: of one that sends it, or says how far it goes, it comes sooner or later. */
const openingMs = 3000;
/** A container that was started just now is in the list by then. */
const newMs = 700;
/** When the engine is back so soon, what its containers wrote meanwhile is put in order with what came before. */
const awayMs = 5000;
/** While a log is being opened it is looked at so often. */
export const openingLookMs = 25;
/** A container that stopped may be back so soon: until then others wait for its first lines. */
const backSoonMs = 1500;
/** What waits to be shown; the engine's streams are not read beyond it. Some 35,000 usual lines: a flood beside a quiet container waits for it. */
const mostWaitingBytes = 6 * 1024 * 1024;
/** Of a line that waits, beside its text. */
const lineOverhead = 40;

/** Stands for a container that is not followed yet. */
const newName = 'new';

let streams = 0;

/** Of the queue of marks. */
const marksName = 'events';

/** The streams of one view's sources, merged. It lives as long as its signal. */
export class LogReading {
  readonly #options: ReadingOptions;
  readonly #room: StreamRoom;
  readonly #order = new MergeOrder(windowMs, openingMs, {awayMs});
  readonly #queues = new Map<string, LogQueue>();
  readonly #spare: PackedLines[] = [];
  readonly #open = new Map<string, LogStream>();
  readonly #tasks = new Set<Promise<void>>();
  /** Marks that wait, in their own queue. */
  readonly #marks: MarkDraft[] = [];
  readonly #clock = new AttendedClock();
  /** Containers that are not followed yet, and when the last of them was announced. */
  #awaited = 0;
  #awaitedAt = 0;
  #bytes = 0;
  #drained: (() => void)[] = [];

  constructor(engine: Line, options: ReadingOptions) {
    this.#options = options;
    this.#room = {
      ...{engine, options, order: this.#order, clock: this.#clock},
      isAlone: () => this.#open.size <= 1,
      push: (name, item, now) => this.#push(name, item, now),
      room: () => (this.#bytes < mostWaitingBytes ? undefined : new Promise(resolve => this.#drained.push(resolve))),
      onPast: () => options.onPast?.(),
    };
  }

  /** So many containers have been started that will be followed in a moment: others wait for them, as they do for those that open. */
  awaitNew(count: number): void {
    this.#order.open(newName);
    this.#awaited += count;
    this.#awaitedAt = this.#clock.now();
  }

  /** Reads a container's log, as source `index`, until the signal. */
  follow(target: LogTarget, index: number, request: ReadRequest): void {
    if (this.#awaited > 0) this.#cameOf(1);
    this.#follow(target, index, request, new LogLag({isPast: request.tail === 'all'}), null);
  }

  #follow(target: LogTarget, index: number, request: ReadRequest, lag: LogLag, left: Left | null): void {
    const name = `${++streams} ${index} ${target.id}`;
    const controller = new AbortController();
    const release = onAbort(this.#options.signal, () => controller.abort());
    const stop = (): void => controller.abort();
    const open = new LogStream(this.#room, {name, target, index, request, lag, left, stop});
    this.#order.open(name);
    this.#open.set(name, open);
    const task: Promise<void> = open.read(controller.signal).finally(() => {
      release();
      this.#order.close(name);
      this.#open.delete(name);
      this.#tasks.delete(task);
    });
    this.#tasks.add(task);
  }

  /** Looked at ten times a second: sources that cannot catch up go on with their newest lines, and it is said what was left out. */
  leaveOut(): void {
    for (const {name, target, index, lag, stop} of [...this.#open.values()]) {
      if (!lag.isLost() || lag.newest === null) continue;
      stop();
      this.#open.delete(name);
      this.#follow(target, index, {tail: firstTail, since: lag.newest + 1n}, new LogLag({before: lag}), {
        newest: lag.newest,
        rate: lag.rate,
      });
    }
  }

  /** An event, to be put between the lines by its time. */
  mark(mark: MarkDraft): void {
    this.#marks.push(mark);
    this.#push(marksName, mark, this.#clock.now());
  }

  /** Those that have not found their place between the lines yet. */
  waitingMarks(): readonly MarkDraft[] {
    return this.#marks;
  }

  /** What has come of the past, in order, once all of it has: but for its last moment, in which others may still be on their way. */
  takePast(): LogBatch {
    return this.#taken(this.#order.take(this.#clock.look(), undefined, this.#order.newest - windowMs));
  }

  /** What is in order by now, about `bytes` of it at most. What was taken before can be read no longer. */
  take(bytes: number): LogBatch {
    const now = this.#clock.look();
    if (this.#awaited > 0 && now - this.#awaitedAt > newMs) this.#cameOf(this.#awaited);
    for (const open of this.#open.values()) {
      if (open.waitingSince === null) {
        if (open.isPastRead(now)) this.#order.opened(open.name);
      } else if (now - open.waitingSince > backSoonMs) this.#order.close(open.name);
    }
    const average = this.#bytes / Math.max(1, this.#order.size);
    return this.#taken(this.#order.take(now, Math.max(1, Math.floor(bytes / Math.max(1, average)))));
  }

  #taken(runs: readonly Run[]): LogBatch {
    for (const [source, queue] of this.#queues) {
      queue.release();
      if (queue.isEmpty) this.#queues.delete(source);
    }
    for (const {source, count} of runs) if (source === marksName) this.#marks.splice(0, count);
    const pieces = runs.flatMap(({source, count}) => this.#queues.get(source)?.take(count) ?? []);
    let count = 0;
    for (const {lines, from, to} of pieces) {
      count += to - from;
      this.#bytes -= lines.startOf(to) - lines.startOf(from) + (to - from) * lineOverhead;
    }
    this.#resume();
    return {pieces, count};
  }

  /**
   * Which sources have older lines than were asked for, as their tail came whole; null while the past of one is still coming. To be asked
   * every `openingLookMs`.
   */
  olderThanTail(): ReadonlySet<number> | null {
    const now = this.#clock.now();
    const all = [...this.#open.values()];
    const waiting = all.filter(open => !open.isDoneOpening(now));
    return waiting.length === 0 ? new Set(all.filter(({isFull}) => isFull).map(({index}) => index)) : null;
  }

  /** Of lines that have come and were not taken, at most some MB: the engine's streams are not read beyond it. */
  get waitingBytes(): number {
    return this.#bytes;
  }

  /** ns of the newest line read of a source; null when there is none. */
  newest(index: number, id: string): bigint | null {
    for (const open of this.#open.values()) if (open.index === index && open.target.id === id) return open.lag.newest;
    return null;
  }

  /** Resolves when all streams have ended; they do so when the signal is aborted. */
  async ended(): Promise<void> {
    this.#order.clear();
    for (const queue of this.#queues.values()) queue.clear();
    this.#queues.clear();
    this.#bytes = 0;
    this.#resume();
    await Promise.allSettled(this.#tasks);
  }

  #push(source: string, item: ItemDraft, now: number): void {
    let queue = this.#queues.get(source);
    if (!queue) {
      queue = new LogQueue(this.#spare);
      this.#queues.set(source, queue);
    }
    this.#bytes += queue.push(item) + lineOverhead;
    this.#order.push(source, item.time, now);
  }

  /** So many are awaited no longer. */
  #cameOf(count: number): void {
    this.#awaited -= count;
    if (this.#awaited === 0) this.#order.close(newName);
  }

  #resume(): void {
    const waiting = this.#drained;
    this.#drained = [];
    for (const resume of waiting) resume();
  }
}
