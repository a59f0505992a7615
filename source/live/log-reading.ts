import {delay, onAbort} from '../engine/abort.js';
import type {Line} from '../engine/call.js';
import {EngineError} from '../engine/errors.js';
import {followLogs, isAway, type LogState} from '../engine/logs.js';
import type {LogMark} from '../model/log-entry.js';
import {firstTail} from '../model/log-range.js';
import {MergeOrder, type Run} from '../model/merge-order.js';
import type {LogLife, LogTarget} from '../state/log-targets.js';
import type {SourceState} from '../state/logs.js';
import type {PackedLines, Piece} from '../state/packed-lines.js';
import {AttendedClock} from './attended-clock.js';
import {createIntake, type LogDraft} from './log-intake.js';
import {LogLag} from './log-lag.js';
import {LogQueue} from './log-queue.js';

export interface ReadRequest {
  readonly tail: number | 'all';
  /** ms since 1970, or ns. */
  readonly since?: number | bigint;
  /** ms since 1970; it is read up to then, and not followed. */
  readonly until?: number;
}

/** How a source stood whose lines are left out from there on. */
type Left = Pick<LogLag, 'newest' | 'rate'>;

export interface ReadingOptions {
  readonly signal: AbortSignal;
  /** A source's container as it is now; undefined when it is gone. */
  lifeOf(id: string): LogLife | undefined;
  onState(index: number, id: string, state: SourceState): void;
  /** About so many lines were left out. */
  onSkipped?(count: number): void;
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
/** Others wait no longer for what a container has written before. */
const openingMs = 700;
/** When the engine is back so soon, what its containers wrote meanwhile is put in order with what came before. */
const awayMs = 5000;
/** A source that has sent nothing for so long is done with its past. */
const quietMs = 60;
/** While a log is being opened it is looked at so often; a source that has sent nothing new for so many looks is done with its past. */
export const openingLookMs = 25;
const quietLooks = 3;
/** A stopped container is looked at so often. */
const watchMs = 500;
/** A container that stopped may be back so soon: until then others wait for its first lines. */
const backSoonMs = 1500;
/** What waits to be shown; the engine's streams are not read beyond it. Some 35,000 usual lines: a flood beside a quiet container waits for it. */
const mostWaitingBytes = 6 * 1024 * 1024;
/** Of a line that waits, beside its text. */
const lineOverhead = 40;

/** Stands for a container that is not followed yet. */
const newName = 'new';

interface Open {
  readonly name: string;
  readonly target: LogTarget;
  readonly index: number;
  readonly lag: LogLag;
  readonly stop: () => void;
  /** Lines that have been asked for at most. */
  readonly tail: number | 'all';
  received: number;
  /** `received` at the last look, and how many looks have found the same. */
  looked: number;
  quietLooks: number;
  /** The engine has answered. */
  isOpen: boolean;
  /** When the engine last began to answer; null while it does not. */
  openedAt: number | null;
  /** When the last lines came. */
  lastAt: number;
  waitingSince: number | null;
}

let streams = 0;

/** Of the queue of marks. */
const marksName = 'events';

/** The streams of one view's sources, merged. It lives as long as its signal. */
export class LogReading {
  readonly #engine: Line;
  readonly #options: ReadingOptions;
  readonly #order = new MergeOrder(windowMs, openingMs, {awayMs});
  readonly #queues = new Map<string, LogQueue>();
  readonly #spare: PackedLines[] = [];
  readonly #open = new Map<string, Open>();
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
    this.#engine = engine;
    this.#options = options;
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
    const open: Open = {
      ...{name, target, index, lag, stop: () => controller.abort(), tail: request.tail},
      ...{received: 0, looked: -1, quietLooks: 0, isOpen: false, openedAt: this.#clock.now(), lastAt: 0, waitingSince: null},
    };
    this.#order.open(name);
    this.#open.set(name, open);
    const task: Promise<void> = this.#read(open, request, left, controller.signal).finally(() => {
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
    if (this.#awaited > 0 && now - this.#awaitedAt > openingMs) this.#cameOf(this.#awaited);
    for (const open of this.#open.values()) {
      if (open.waitingSince === null) {
        if (open.openedAt !== null && now - Math.max(open.openedAt, open.lastAt) > quietMs) this.#order.opened(open.name);
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
   * Which sources have older lines than were asked for, as their tail came whole; null while the past of one is still coming. A source
   * is done with it when it has sent its tail, or nothing new for some looks (time alone tells nothing when this program was busy), or
   * for too long. To be asked every `openingLookMs`.
   */
  olderThanTail(): ReadonlySet<number> | null {
    const now = this.#clock.now();
    const isFull = ({tail, received}: Open): boolean => tail !== 'all' && received >= tail;
    const all = [...this.#open.values()];
    for (const open of all) {
      open.quietLooks = open.isOpen && open.looked === open.received ? open.quietLooks + 1 : 0;
      open.looked = open.received;
    }
    const isDone = (open: Open): boolean =>
      isFull(open) ||
      open.waitingSince !== null ||
      open.quietLooks >= quietLooks ||
      open.openedAt === null ||
      now - open.openedAt > openingMs;
    return all.every(isDone) ? new Set(all.filter(isFull).map(({index}) => index)) : null;
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

  /** A mark after what was read of a source. */
  #sayBetween({name, lag: {newest}}: Open, text: string): void {
    const time = newest === null ? Date.now() : Number(newest) / 1e6;
    this.#push(name, {kind: 'mark', seq: 0, time, tone: 'warn', text}, this.#clock.now());
  }

  #resume(): void {
    const waiting = this.#drained;
    this.#drained = [];
    for (const resume of waiting) resume();
  }

  /** A log that is refused is tried again when its container is started anew. */
  async #read(open: Open, request: ReadRequest, left: Left | null, signal: AbortSignal): Promise<void> {
    const {onState, lifeOf} = this.#options;
    const {name, target, index} = open;
    const tell = (state: SourceState): void => {
      if (!signal.aborted) onState(index, target.id, state);
    };
    while (!signal.aborted) {
      const refused = await this.#readOn(open, request, left, signal, tell);
      if (!refused || signal.aborted) return;
      const state = sourceState('waiting', refused);
      // A log of one container says it where its lines would be.
      if (state.kind === 'failed' && this.#open.size > 1) this.#sayBetween(open, `no log of ${target.label}: ${state.message}`);
      this.#order.close(name);
      open.waitingSince = this.#clock.now();
      tell(state);
      if (state.kind !== 'failed') return;
      if (!(await startsAnew(() => lifeOf(target.id), signal))) return tell({kind: 'gone'});
    }
  }

  /** @returns why the log was refused; null when it has ended */
  async #readOn(
    open: Open,
    request: ReadRequest,
    left: Left | null,
    signal: AbortSignal,
    tell: (state: SourceState) => void,
  ): Promise<EngineError | null> {
    const {name, target, index, lag} = open;
    const lifeOf = (): LogLife | undefined => this.#options.lifeOf(target.id);
    const intake = createIntake(index);
    let before = left;
    try {
      await followLogs(this.#engine, target.id, {
        ...request,
        tty: target.tty,
        // Where lines are left out for speed, nobody looks for others that are.
        mayLeaveOff: target.logDriver === 'json-file' && left === null,
        follow: request.until === undefined,
        signal,
        restarted: async inner => {
          await runsAgain(lifeOf, inner);
          if (open.waitingSince !== null) this.#order.open(name);
        },
        onLines: lines => {
          const now = this.#clock.now();
          open.received += lines.length;
          open.lastAt = now;
          const gap = before && gapAfter(before, lines[0]?.time ?? null);
          before = null;
          if (gap) {
            this.#push(name, markOfGap(gap), now);
            this.#options.onSkipped?.(gap.count);
          }
          for (const line of lines) this.#push(name, intake(line), now);
          lag.seen(lines.at(-1)?.time ?? null, lines.length, performance.timeOrigin + performance.now());
          if (this.#bytes < mostWaitingBytes) return;
          return new Promise(resolve => this.#drained.push(resolve));
        },
        onState: (state, error) => {
          const isLost = error !== undefined && isAway(error);
          if (state === 'open' || isLost) open.openedAt = isLost ? null : this.#clock.now();
          if (state === 'open') open.isOpen = true;
          open.waitingSince = state === 'waiting' && !isLost ? this.#clock.now() : null;
          if (isLost) this.#order.away(name);
          else if (state === 'ended' || error) this.#order.close(name);
          else this.#order.open(name);
          tell(state === 'ended' && request.until !== undefined ? {kind: 'read'} : sourceState(state, error, lifeOf()));
        },
        onGap: ({message}) => this.#sayBetween(open, `lines of ${target.label} may be missing here: ${message}`),
      });
      return null;
    } catch (error) {
      return error instanceof EngineError ? error : new EngineError('engine', String(error));
    }
  }
}

/** How a source stands, by what its reader says. */
const sourceState = (state: LogState, error?: EngineError, life?: LogLife): SourceState => {
  if (state === 'ended' || error?.code === 'not-found') return {kind: 'gone'};
  if (!error) return state === 'waiting' ? {kind: state, never: life?.never ?? false} : {kind: state};
  return isAway(error) ? {kind: 'away'} : {kind: 'failed', message: error.message, hint: error.hint};
};

interface Gap {
  /** Where it ends, ns. */
  readonly until: bigint;
  readonly seconds: number;
  /** The engine does not count what it does not send: about so many, by the lines a second before. */
  readonly count: number;
}

/** What lies between the last line before and the first one after. */
const gapAfter = ({newest, rate}: Left, first: bigint | null): Gap | null => {
  if (newest === null || first === null || first <= newest) return null;
  const seconds = Number(first - newest) / 1e9;
  return {until: first, seconds, count: Number((rate * seconds).toPrecision(2))};
};

const markOfGap = ({until, seconds, count}: Gap): MarkDraft => {
  const some = String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
  const text = `skipped here: ${seconds.toFixed(1)} s, some ${some} lines: they come faster than they can be read`;
  return {kind: 'mark', seq: 0, time: Number(until) / 1e6, tone: 'warn', text};
};

/** Resolves when a container runs, or has run since; the list's own watch tells. */
const runsAgain = async (now: () => LogLife | undefined, signal: AbortSignal): Promise<void> => {
  const before = now();
  while (!signal.aborted) {
    const found = now();
    if (!found) throw new EngineError('not-found', 'this container is no more', '');
    if (found.running || found.startedAt !== before?.startedAt) return;
    await delay(watchMs, signal);
  }
};

/** Waits until a container is started once more. False when it is gone, or nobody waits any longer. */
const startsAnew = async (now: () => LogLife | undefined, signal: AbortSignal): Promise<boolean> => {
  let before = now();
  while (!signal.aborted) {
    const found = now();
    if (!found) return false;
    if (found.startedAt !== before?.startedAt || (found.running && !before.running)) return true;
    before = found;
    await delay(watchMs, signal);
  }
  return false;
};
