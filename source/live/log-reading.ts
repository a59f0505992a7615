import {delay} from '../engine/abort.js';
import type {Line} from '../engine/call.js';
import {EngineError} from '../engine/errors.js';
import {followLogs, isAway} from '../engine/logs.js';
import type {LogMark} from '../model/log-entry.js';
import {Merger} from '../model/log-merge.js';
import type {LogLife, LogTarget} from '../state/log-targets.js';
import type {SourceState} from '../state/logs.js';
import {createIntake, type LogDraft} from './log-intake.js';

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
}

export type MarkDraft = Omit<LogMark, 'seq'> & {seq: number};
export type ItemDraft = LogDraft | MarkDraft;

/** Lines of different containers are put in order when they come within this time. */
const windowMs = 200;
/** Others wait no longer for what a container has written before. */
const openingMs = 700;
/** A source that has sent nothing for so long is done with its past. */
const quietMs = 60;
/** While a log is being opened it is looked at so often; a source that has sent nothing new for so many looks is done with its past. */
export const openingLookMs = 25;
const quietLooks = 3;
/** A stopped container is looked at so often. */
const watchMs = 500;
/** A container that stopped may be back so soon: until then others wait for its first lines. */
const backSoonMs = 1500;
/** What waits to be shown; the engine's streams are not read beyond it. */
const mostWaiting = 20_000;
const mostWaitingBytes = 6 * 1024 * 1024;

interface Open {
  readonly name: string;
  readonly index: number;
  /** Lines that have been asked for at most. */
  readonly tail: number | 'all';
  received: number;
  /** `received` at the last look, and how many looks have found the same. */
  looked: number;
  quietLooks: number;
  openedAt: number;
  /** The engine has answered. */
  isOpen: boolean;
  lastAt: number;
  waitingSince: number | null;
  /** ns of the newest line. */
  newest: bigint | null;
  /** Least distance seen between a line's time and its arrival: the clocks' difference. */
  leastLag: number;
  lag: number;
}

/** The streams of one view's sources, merged. It lives as long as its signal. */
export class LogReading {
  readonly #engine: Line;
  readonly #options: ReadingOptions;
  readonly #merger = new Merger<ItemDraft>(windowMs, openingMs);
  readonly #open = new Map<string, Open>();
  readonly #tasks = new Set<Promise<void>>();
  readonly #marks = new Set<MarkDraft>();
  #bytes = 0;
  #drained: (() => void)[] = [];

  constructor(engine: Line, options: ReadingOptions) {
    this.#engine = engine;
    this.#options = options;
  }

  /** Reads a container's log, as source `index`, until the signal. */
  follow(target: LogTarget, index: number, request: ReadRequest): void {
    const name = `${index} ${target.id}`;
    this.#merger.open(name);
    const open = {
      ...{name, index, tail: request.tail, received: 0, looked: -1, quietLooks: 0},
      openedAt: Date.now(),
      isOpen: false,
      lastAt: 0,
      waitingSince: null,
      newest: null,
      leastLag: Number.POSITIVE_INFINITY,
      lag: 0,
    };
    this.#open.set(name, open);
    const task: Promise<void> = this.#read(target, index, request, open).finally(() => {
      this.#merger.close(name);
      this.#open.delete(name);
      this.#tasks.delete(task);
    });
    this.#tasks.add(task);
  }

  /** An event, to be put between the lines by its time. */
  mark(mark: MarkDraft): void {
    this.#marks.add(mark);
    this.#bytes += mark.text.length;
    this.#merger.push('events', mark, mark.time, Date.now());
  }

  /** Those that have not found their place between the lines yet. */
  waitingMarks(): readonly MarkDraft[] {
    return [...this.#marks];
  }

  /** What has come of the past, in order, once all of it has: but for its last moment, in which others may still be on their way. */
  takePast(): ItemDraft[] {
    return this.#taken(this.#merger.take(Date.now(), undefined, this.#merger.newest - windowMs));
  }

  /** What is in order by now, about `bytes` of it at most. */
  take(bytes: number): ItemDraft[] {
    const now = Date.now();
    for (const open of this.#open.values()) {
      if (open.waitingSince === null) {
        if (open.openedAt > 0 && now - Math.max(open.openedAt, open.lastAt) > quietMs) this.#merger.opened(open.name);
      } else if (now - open.waitingSince > backSoonMs) this.#merger.close(open.name);
    }
    const average = 20 + this.#bytes / Math.max(1, this.#merger.size);
    return this.#taken(this.#merger.take(now, Math.max(1, Math.floor(bytes / average))));
  }

  #taken(taken: ItemDraft[]): ItemDraft[] {
    for (const item of taken) {
      this.#bytes -= item.text.length;
      if (item.kind === 'mark') this.#marks.delete(item);
    }
    this.#resume();
    return taken;
  }

  /**
   * Which sources have older lines than were asked for, as their tail came whole; null while the past of one is still coming. A source
   * is done with it when it has sent its tail, or nothing new for some looks (time alone tells nothing when this program was busy), or
   * for too long. To be asked every `openingLookMs`.
   */
  olderThanTail(): ReadonlySet<number> | null {
    const now = Date.now();
    const isFull = ({tail, received}: Open): boolean => tail !== 'all' && received >= tail;
    const all = [...this.#open.values()];
    for (const open of all) {
      open.quietLooks = open.isOpen && open.looked === open.received ? open.quietLooks + 1 : 0;
      open.looked = open.received;
    }
    const isDone = (open: Open): boolean =>
      isFull(open) || open.waitingSince !== null || open.quietLooks >= quietLooks || now - open.openedAt > openingMs;
    return all.every(isDone) ? new Set(all.filter(isFull).map(({index}) => index)) : null;
  }

  /** ms that the newest lines are behind; 0 while nothing is known. */
  lag(): number {
    return Math.max(0, ...[...this.#open.values()].map(open => open.lag));
  }

  /** ns of the newest line read of a source; null when there is none. */
  newest(index: number, id: string): bigint | null {
    return this.#open.get(`${index} ${id}`)?.newest ?? null;
  }

  /** Resolves when all streams have ended; they do so when the signal is aborted. */
  async ended(): Promise<void> {
    this.#merger.clear();
    this.#bytes = 0;
    this.#resume();
    await Promise.allSettled(this.#tasks);
  }

  #resume(): void {
    const waiting = this.#drained;
    this.#drained = [];
    for (const resume of waiting) resume();
  }

  async #read(target: LogTarget, index: number, request: ReadRequest, open: Open): Promise<void> {
    const {signal, onState, lifeOf} = this.#options;
    const intake = createIntake(index);
    const tell = (state: SourceState): void => {
      if (!signal.aborted) onState(index, target.id, state);
    };
    try {
      await followLogs(this.#engine, target.id, {
        ...request,
        tty: target.tty,
        follow: request.until === undefined,
        signal,
        restarted: async inner => {
          await runsAgain(() => lifeOf(target.id), inner);
          this.#merger.open(open.name);
        },
        onLines: lines => {
          const now = Date.now();
          open.received += lines.length;
          for (const line of lines) {
            const entry = intake(line);
            this.#bytes += entry.text.length;
            this.#merger.push(open.name, entry, entry.time, now);
          }
          this.#seen(open, lines.at(-1)?.time ?? null, now);
          if (this.#merger.size < mostWaiting && this.#bytes < mostWaitingBytes) return;
          return new Promise(resolve => this.#drained.push(resolve));
        },
        onState: (state, error) => {
          const now = Date.now();
          if (state === 'open') {
            open.openedAt = now;
            open.isOpen = true;
          }
          open.waitingSince = state === 'waiting' ? now : null;
          if (state === 'ended') this.#merger.close(open.name);
          else this.#merger.open(open.name);
          if (state === 'ended') tell({kind: request.until === undefined ? 'gone' : 'read'});
          else if (error && !isAway(error)) tell({kind: 'failed', message: error.message, hint: error.hint});
          else tell({kind: state});
        },
      });
    } catch (error) {
      const known = error instanceof EngineError ? error : null;
      if (known?.code === 'not-found') tell({kind: 'gone'});
      else tell({kind: 'failed', message: known?.message ?? String(error), hint: known?.hint ?? ''});
    }
  }

  #seen(open: Open, time: bigint | null, now: number): void {
    open.lastAt = now;
    if (time === null) return;
    open.newest = time;
    const distance = now - Number(time) / 1e6;
    open.leastLag = Math.min(open.leastLag, distance);
    open.lag = distance - open.leastLag;
  }
}

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
