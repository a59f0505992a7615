import {delay, onAbort} from '../engine/abort.js';
import {inspectContainer} from '../engine/containers.js';
import type {EngineError} from '../engine/errors.js';
import {followLogs, isAway, type LogState} from '../engine/logs.js';
import type {Container} from '../model/container.js';
import type {LogLine} from '../model/log-line.js';
import {LogLife, LogLives} from './log-life.js';
import {LogPast} from './log-past.js';
import {windowMs} from './log-queue.js';
import {ofContainer, type Reading} from './read-logs.js';
import {watchLogs} from './watch-logs.js';

/** setTimeout takes no more. */
const longestWait = 2 ** 31 - 1;

/** Follows containers and those that are meant later until the signal, `until`, or until nothing more can come. Never rejects. */
export const followAll = (containers: readonly Container[], reading: Reading): Promise<void> =>
  new Follower(reading).run(containers);

class Follower {
  readonly #reading: Reading;
  readonly #lives = new LogLives();
  readonly #tasks = new Set<Promise<void>>();
  #sources = 0;
  #refused = 0;
  #lost = false;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  async run(containers: readonly Container[]): Promise<void> {
    const {until, stop, signal, following} = this.#reading;
    const meant = following?.meant ?? null;
    for (const container of containers) this.#follow(container, false);
    const watching = watchLogs(this.#reading.engine, {
      signal,
      knows: id => this.#lives.knows(id),
      ids: () => this.#lives.ids(),
      meant: container => meant?.(container) ?? false,
      onCome: container => {
        following?.onCome(this.#sources, container);
        this.#follow(container, true);
      },
      onStarted: id => this.#lives.started(id),
      onGone: id => this.#lives.removed(id),
      onLost: error => this.#lose(error),
      onFound: () => this.#find(),
    });
    const ending = until === undefined ? null : this.#endAt(until);
    await this.#allEnded(meant !== null);
    stop.abort();
    await Promise.all([watching, ending]);
  }

  /** Resolves when all sources have ended and no other is to be waited for. */
  async #allEnded(more: boolean): Promise<void> {
    const {signal} = this.#reading;
    while (this.#tasks.size > 0) await Promise.all(this.#tasks);
    // Where nothing could be read there is nothing to wait for: whoever asked is told at once.
    if (more && this.#refused < this.#sources)
      await new Promise<void>(resolve => {
        onAbort(signal, resolve);
      });
    while (this.#tasks.size > 0) await Promise.all(this.#tasks);
  }

  #follow(container: Container, fresh: boolean): void {
    const source = this.#sources++;
    if (source === 1) this.#reading.queue.expectOthers();
    const life = new LogLife(container.inspection?.startedAt ?? null);
    this.#lives.add(container.id, life);
    const task: Promise<void> = this.#read(source, container, life, fresh).finally(() => this.#tasks.delete(task));
    this.#tasks.add(task);
  }

  async #read(source: number, {id, inspection}: Container, life: LogLife, fresh: boolean): Promise<void> {
    const {engine, queue, since, until, signal, onRefused, onGap, following, fail} = this.#reading;
    const tty = inspection?.tty ?? false;
    const tail = fresh ? 'all' : this.#reading.tail;
    const last = until === undefined ? null : BigInt(Math.round(until * 1000)) * 1000n;
    const wanted = ({time}: LogLine): boolean => last === null || time === null || time <= last;
    let newest: bigint | null = since === undefined ? null : BigInt(Math.round(since * 1000)) * 1000n - 1n;
    const openWithPast = (): void => {
      const past = new LogPast();
      queue.open(source, past);
      void past.ask(engine, id, tty, newest, signal);
    };
    if (fresh || tail === 0) queue.opened(source);
    else openWithPast();
    let broken = false;
    const onState = (now: LogState, error?: EngineError): void => {
      if (now === 'open') this.#find();
      if (now !== 'waiting') return;
      // Nobody waits for one that does not run.
      queue.close(source);
      broken = error !== undefined;
      if (!error) return;
      if (isAway(error)) this.#lose(error);
      life.broke();
    };
    try {
      await followLogs(engine, id, {
        tail,
        ...(since === undefined ? {} : {since}),
        tty,
        mayLeaveOff: inspection?.logDriver === 'json-file',
        signal,
        follow: true,
        onGap: error => onGap?.(source, error),
        restarted: async inner => {
          await life.restarted(async () => (await inspectContainer(engine, id, inner)).inspection?.startedAt ?? null, inner);
          if (broken) openWithPast();
          else queue.opened(source);
        },
        onLines: lines => {
          newest = lines.at(-1)?.time ?? newest;
          return queue.push(source, last === null ? lines : lines.filter(wanted));
        },
        onState,
      });
      if (!signal.aborted) following?.onGone(source);
    } catch (error) {
      if (signal.aborted) return;
      if (!ofContainer(error)) return fail(error);
      if (fresh && error.code === 'not-found') return following?.onGone(source);
      this.#refused += 1;
      onRefused(source, error);
    } finally {
      queue.close(source);
    }
  }

  #lose(error: EngineError): void {
    if (!this.#lost) this.#reading.following?.onLost(error);
    this.#lost = true;
  }

  #find(): void {
    if (this.#lost) this.#reading.following?.onFound();
    this.#lost = false;
  }

  /** Ends the reading then, a little later: what was written until then is still on its way. */
  async #endAt(until: number): Promise<void> {
    const {signal, stop} = this.#reading;
    while (!signal.aborted && Date.now() < until + windowMs)
      await delay(Math.min(longestWait, until + windowMs - Date.now()), signal);
    stop.abort();
  }
}
