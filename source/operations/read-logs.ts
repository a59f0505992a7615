import type {Engine} from '../engine/client.js';
import {EngineError} from '../engine/errors.js';
import {LogPosition} from '../engine/log-resume.js';
import {containerLogs, followLogs, type LogState} from '../engine/logs.js';
import type {LogLine} from '../model/log-line.js';
import {Merger} from '../model/log-merge.js';

export interface LogSource {
  readonly id: string;
  /** Whether the container has a TTY. */
  readonly tty: boolean;
}

export interface ReadLogsOptions {
  /** Of each source. */
  readonly tail: number | 'all';
  /** ms since 1970. */
  readonly since?: number | undefined;
  readonly until?: number | undefined;
  readonly follow: boolean;
  readonly signal: AbortSignal;
  /** Called with one line after another; awaited before the next. `source` is an index. What it throws ends everything. */
  readonly onLine: (source: number, line: LogLine) => Promise<void>;
  /** The log of one source cannot be read (its driver, a container that is gone): the others go on. */
  readonly onRefused: (source: number, error: EngineError) => void;
  /** While following: the engine does not answer any more, and is asked again until it does. */
  readonly onLost: (error: EngineError) => void;
}

interface Tagged {
  readonly source: number;
  readonly line: LogLine;
}

/** Lines of one source that may wait for those of others; then it is not read on. */
const mostWaiting = 2000;
/** While following: how long a line waits for older ones of other sources. */
const windowMs = 200;

/** One order of lines from several sources, handed out one by one. */
class Queue {
  readonly #merger: Merger<Tagged>;
  readonly #waiting = new Map<number, number>();
  readonly #onLine: ReadLogsOptions['onLine'];
  readonly #signal: AbortSignal;
  readonly #fail: (error: unknown) => void;
  #work: Promise<void> = Promise.resolve();
  #wake: (() => void)[] = [];

  /** @param fail told what `onLine` threw; it has to abort `signal` */
  constructor(onLine: ReadLogsOptions['onLine'], window: number, signal: AbortSignal, fail: (error: unknown) => void) {
    this.#merger = new Merger(window, window);
    this.#onLine = onLine;
    this.#signal = signal;
    this.#fail = fail;
  }

  open(source: number): void {
    this.#merger.open(String(source));
  }

  async close(source: number): Promise<void> {
    this.#merger.close(String(source));
    await this.hand();
  }

  /** Resolves when the source may go on. */
  async push(source: number, lines: readonly LogLine[]): Promise<void> {
    for (const line of lines) {
      const time = line.time === null ? null : Number(line.time) / 1e6;
      this.#merger.push(String(source), {source, line}, time, performance.now());
    }
    this.#waiting.set(source, (this.#waiting.get(source) ?? 0) + lines.length);
    await this.hand();
    while ((this.#waiting.get(source) ?? 0) > mostWaiting && !this.#signal.aborted)
      await new Promise<void>(resolve => this.#wake.push(resolve));
  }

  /** Hands out those whose turn it is. Never rejects. */
  hand(): Promise<void> {
    this.#work = this.#work.then(() => this.#handAll()).catch(this.#fail);
    return this.#work;
  }

  async #handAll(): Promise<void> {
    for (;;) {
      const batch = this.#merger.take(performance.now(), 500);
      try {
        for (const {source, line} of batch) {
          if (!this.#signal.aborted) await this.#onLine(source, line);
          this.#waiting.set(source, (this.#waiting.get(source) ?? 0) - 1);
        }
      } finally {
        const woken = this.#wake;
        this.#wake = [];
        for (const wake of woken) wake();
      }
      if (batch.length === 0) return;
    }
  }
}

/** Errors of one container; all others are the engine's, and end everything. */
const ofContainer = (error: unknown): error is EngineError =>
  error instanceof EngineError && ['not-found', 'conflict', 'engine'].includes(error.code);

/**
 * Reads the logs of several containers as one, in order of time: what there is, exactly; then, with `follow`, what comes, as far as it
 * comes within 200 ms of its time. No line twice. Ends with the logs, or with the signal. Throws EngineError when the engine is lost,
 * and whatever `onLine` throws.
 */
export const readLogs = async (engine: Engine, sources: readonly LogSource[], options: ReadLogsOptions): Promise<void> => {
  const failure = new AbortController();
  const signal = AbortSignal.any([options.signal, failure.signal]);
  // After the first failure no source is read on.
  await readAll(engine, sources, options, signal, error => failure.abort(error));
  if (failure.signal.aborted) throw failure.signal.reason;
};

const readAll = async (
  engine: Engine,
  sources: readonly LogSource[],
  options: ReadLogsOptions,
  signal: AbortSignal,
  fail: (error: unknown) => void,
): Promise<void> => {
  const {tail, since, until, follow, onLine, onRefused, onLost} = options;
  const positions = sources.map(() => new LogPosition());
  const refused = new Set<number>();
  const each = (read: (source: LogSource, index: number) => Promise<void>): Promise<unknown> =>
    Promise.all(
      sources.map(async (source, index) => {
        if (refused.has(index)) return;
        try {
          await read(source, index);
        } catch (error) {
          if (signal.aborted) return;
          if (!ofContainer(error)) return fail(error);
          refused.add(index);
          onRefused(index, error);
        }
      }),
    );

  if (!(follow && tail === 0)) {
    const past = new Queue(onLine, Number.POSITIVE_INFINITY, signal, fail);
    for (const index of sources.keys()) past.open(index);
    await each(async ({id, tty}, index) => {
      const onLines = (lines: LogLine[]) => past.push(index, positions[index]?.take(lines) ?? lines);
      try {
        await containerLogs(engine, id, {tail, since, until, tty, signal, onLines});
      } finally {
        await past.close(index);
      }
    });
  }
  if (!follow || signal.aborted) return;

  const present = new Queue(onLine, windowMs, signal, fail);
  const ticks = setInterval(() => void present.hand(), windowMs / 4);
  try {
    for (const index of sources.keys()) present.open(index);
    await each(async ({id, tty}, index) => {
      const position = positions[index] ?? new LogPosition();
      const last = position.last;
      position.resume();
      try {
        await followLogs(engine, id, {
          tail: tail === 0 ? 0 : 'all',
          since: last ?? since,
          tty,
          signal,
          follow: true,
          onLines: lines => present.push(index, position.take(lines)),
          onState: (state: LogState, error) => {
            if (state === 'waiting' && error) onLost(error);
          },
        });
      } finally {
        await present.close(index);
      }
    });
  } finally {
    clearInterval(ticks);
  }
};
