import type {Line} from '../engine/call.js';
import {EngineError, withHint} from '../engine/errors.js';
import {followLogs, isAway, type LogPastState, type LogState} from '../engine/logs.js';
import type {MergeOrder} from '../model/merge-order.js';
import type {LogLife, LogTarget} from '../state/log-targets.js';
import type {SourceState} from '../state/logs.js';
import type {AttendedClock} from './attended-clock.js';
import {gapAfter, type Left, markOfGap} from './log-gap.js';
import {createIntake} from './log-intake.js';
import type {LogLag} from './log-lag.js';
import {runsAgain, startsAnew} from './log-lives.js';
import type {ItemDraft, ReadingOptions, ReadRequest} from './log-reading.js';

/** What the streams of one view share. */
export interface StreamRoom {
  readonly engine: Line;
  readonly order: MergeOrder;
  readonly clock: AttendedClock;
  readonly options: ReadingOptions;
  /** Whether it is the only one. */
  isAlone(): boolean;
  push(name: string, item: ItemDraft, now: number): void;
  /** Resolves when there is room for more; undefined where there is. */
  room(): Promise<void> | undefined;
  /** All has come of a source's past. */
  onPast(): void;
}

export interface StreamBeginning {
  readonly name: string;
  readonly target: LogTarget;
  readonly index: number;
  readonly request: ReadRequest;
  readonly lag: LogLag;
  /** Where lines are left out before those that come. */
  readonly left: Left | null;
  readonly stop: () => void;
}

/** Where it cannot be told whether all of a source's past has come: one that has sent nothing for so long is done with it, ms. */
const quietMs = 60;
/** While a log is opened: nothing new for so many looks, as time alone tells nothing when this program was busy. */
const quietLooks = 3;
/** Sooner than this a look is none: another source has asked for it. */
const leastLookMs = 20;
/** Nobody waits longer for it, ms: less where it cannot be told. */
const knownMs = 3000;
const unknownMs = 700;

/** One source of a view: its container's log, followed into the view's order. */
export class LogStream {
  readonly name: string;
  readonly target: LogTarget;
  readonly index: number;
  readonly lag: LogLag;
  readonly stop: () => void;
  /** Since when it has waited for its container, by the room's clock; null while it does not. */
  waitingSince: number | null = null;
  readonly #room: StreamRoom;
  readonly #request: ReadRequest;
  #left: Left | null;
  #past: LogPastState = 'unknown';
  #received = 0;
  /** `received` at the last look, and how many looks have found the same. */
  #looked = -1;
  #quietLooks = 0;
  #lookedAt = 0;
  /** The engine has answered. */
  #isOpen = false;
  /** When the engine last began to answer; null while it does not. */
  #openedAt: number | null;
  /** When the last lines came. */
  #lastAt = 0;

  constructor(room: StreamRoom, {name, target, index, request, lag, left, stop}: StreamBeginning) {
    this.#room = room;
    this.name = name;
    this.target = target;
    this.index = index;
    this.lag = lag;
    this.stop = stop;
    this.#request = request;
    this.#left = left;
    this.#openedAt = room.clock.now();
  }

  /** Lines before those that it has sent were not asked for: as many have come as were. */
  get isFull(): boolean {
    const {tail} = this.#request;
    return tail !== 'all' && this.#received >= tail;
  }

  /** Whether others need not wait for what it may send of its past. */
  isPastRead(now: number): boolean {
    if (this.#past !== 'unknown') return this.#past === 'read';
    return this.#openedAt !== null && now - Math.max(this.#openedAt, this.#lastAt) > quietMs;
  }

  /** The same while a log is opened, at one look after another. */
  isDoneOpening(now: number): boolean {
    if (this.#looked !== this.#received || !this.#isOpen) this.#quietLooks = 0;
    else if (now - this.#lookedAt >= leastLookMs) this.#quietLooks += 1;
    if (now - this.#lookedAt >= leastLookMs) this.#lookedAt = now;
    this.#looked = this.#received;
    if (this.isFull || this.waitingSince !== null || this.#openedAt === null || this.#past === 'read') return true;
    const isKnown = this.#past === 'coming';
    return (!isKnown && this.#quietLooks >= quietLooks) || now - this.#openedAt > (isKnown ? knownMs : unknownMs);
  }

  /** Reads until the signal, or until the log has ended; a log that is refused is tried again when its container is started anew. */
  async read(signal: AbortSignal): Promise<void> {
    const {onState, lifeOf} = this.#room.options;
    const {name, target, index} = this;
    const tell = (state: SourceState): void => {
      if (!signal.aborted) onState(index, target.id, state);
    };
    while (!signal.aborted) {
      const refused = await this.#readOn(signal, tell);
      if (!refused || signal.aborted) return;
      const state = sourceState('waiting', refused);
      // A log of one container says it where its lines would be.
      if (state.kind === 'failed' && !this.#room.isAlone()) this.#sayBetween(`no log of ${target.label}: ${withHint(state)}`);
      this.#room.order.close(name);
      this.waitingSince = this.#room.clock.now();
      tell(state);
      if (state.kind !== 'failed') return;
      if (!(await startsAnew(() => lifeOf(target.id), signal))) return tell({kind: 'gone'});
    }
  }

  /** @returns why the log was refused; null when it has ended */
  async #readOn(signal: AbortSignal, tell: (state: SourceState) => void): Promise<EngineError | null> {
    const {order, clock, engine, options, push, room} = this.#room;
    const {name, target, index, lag} = this;
    const {tail, since, until} = this.#request;
    const lifeOf = (): LogLife | undefined => options.lifeOf(target.id);
    const intake = createIntake(index);
    try {
      await followLogs(engine, target.id, {
        tail,
        ...(since === undefined ? {} : {since}),
        ...(until === undefined ? {} : {until}),
        tty: target.tty,
        // Where lines are left out for speed, nobody looks for others that are.
        mayLeaveOff: target.logDriver === 'json-file' && this.#left === null,
        follow: until === undefined,
        signal,
        restarted: async inner => {
          await runsAgain(lifeOf, inner);
          if (this.waitingSince !== null) order.open(name);
        },
        onPast: past => {
          this.#past = past;
          if (past === 'read') this.#room.onPast();
        },
        onLines: lines => {
          const now = clock.now();
          this.#received += lines.length;
          this.#lastAt = now;
          this.#sayLeft(lines[0]?.time ?? null, now);
          lines.forEach(line => {
            push(name, intake(line), now);
          });
          lag.seen(lines.at(-1)?.time ?? null, lines.length, performance.timeOrigin + performance.now());
          return room();
        },
        onState: (state, error) => {
          const isLost = error !== undefined && isAway(error);
          if (state === 'open' || isLost) this.#openedAt = isLost ? null : clock.now();
          if (state === 'open') this.#isOpen = true;
          this.waitingSince = state === 'waiting' && !isLost ? clock.now() : null;
          if (isLost) order.away(name);
          else if (state === 'ended' || error) order.close(name);
          else order.open(name);
          tell(state === 'ended' && until !== undefined ? {kind: 'read'} : sourceState(state, error, lifeOf()));
        },
        onGap: ({message}) => this.#sayBetween(`lines of ${target.label} may be missing here: ${message}`),
      });
      return null;
    } catch (error) {
      return error instanceof EngineError ? error : new EngineError('engine', String(error));
    }
  }

  /** Before the first lines after those that were left out. */
  #sayLeft(first: bigint | null, now: number): void {
    const gap = this.#left && gapAfter(this.#left, first);
    this.#left = null;
    if (!gap) return;
    this.#room.push(this.name, markOfGap(gap), now);
    this.#room.options.onSkipped?.(gap.count);
  }

  /** A mark after what was read. */
  #sayBetween(text: string): void {
    const {newest} = this.lag;
    const time = newest === null ? Date.now() : Number(newest) / 1e6;
    this.#room.push(this.name, {kind: 'mark', seq: 0, time, tone: 'warn', text}, this.#room.clock.now());
  }
}

/** How a source stands, by what its reader says. */
const sourceState = (state: LogState, error?: EngineError, life?: LogLife): SourceState => {
  if (state === 'ended' || error?.code === 'not-found') return {kind: 'gone'};
  if (!error) return state === 'waiting' ? {kind: state, never: life?.never ?? false} : {kind: state};
  return isAway(error) ? {kind: 'away'} : {kind: 'failed', message: error.message, hint: error.hint};
};
