import type {Engine} from '../engine/client.js';
import {EngineError} from '../engine/errors.js';
import {containerLogs} from '../engine/logs.js';
import type {Container} from '../model/container.js';
import {followAll} from './follow-logs.js';
import {LogQueue, type OnLines} from './log-queue.js';

export interface ReadLogsOptions {
  /** Of each container that is there at the start; all of those that come later. */
  readonly tail: number | 'all';
  /** ms since 1970. */
  readonly since?: number | undefined;
  /** ms since 1970; with `follow` it ends then. */
  readonly until?: number | undefined;
  readonly follow: boolean;
  readonly signal: AbortSignal;
  /** Called with some lines after others, awaited before the next: that is the back-pressure. What it throws ends everything. */
  readonly onLines: OnLines;
  /** The log of one source cannot be read (its driver, a container that is gone): the others go on. */
  readonly onRefused: (source: number, error: EngineError) => void;
  /** Lines may be missing before those of a source that come next: the engine could not read them. */
  readonly onGap?: (source: number, error: EngineError) => void;
  readonly following?: Following;
}

/** What is told of a log that is followed. */
export interface Following {
  /** Whether a container that comes later is followed too; null when none can be meant. */
  readonly meant: ((container: Container) => boolean) | null;
  /** Such a one has come, inspected: the next source. */
  onCome(source: number, container: Container): void;
  /** The container was removed, and its log was read to the end. */
  onGone(source: number): void;
  /** The engine does not answer any more, and is asked again until it does. Told once. */
  onLost(error: EngineError): void;
  /** It answers again. */
  onFound(): void;
}

/** Errors of one container; all others are the engine's. */
export const ofContainer = (error: unknown): error is EngineError =>
  error instanceof EngineError && ['not-found', 'conflict', 'engine'].includes(error.code);

/** What all sources of one run share. */
export interface Reading extends ReadLogsOptions {
  readonly engine: Engine;
  readonly queue: LogQueue;
  /** Ends the reading; what was read is still handed out. */
  readonly stop: AbortController;
  /** An error that ends the reading: told to whoever reads the logs, after what was received. */
  readonly fail: (error: unknown) => void;
}

/**
 * Reads the logs of several containers (inspected; a source's index is its container's) as one, in order of time: what there is, exactly;
 * then, with `follow`, what comes, as far as it comes within 200 ms of its time, from those that are started again, made anew or come
 * later too. No line twice, and none is lost on the way from one container to the next. Ends with the logs, at `until`, or with the
 * signal. Throws EngineError when the engine is lost and nobody follows, after all that was received; and whatever `onLines` throws.
 */
export const readLogs = async (engine: Engine, containers: readonly Container[], options: ReadLogsOptions): Promise<void> => {
  const end = new AbortController();
  const stop = new AbortController();
  const failures: unknown[] = [];
  // Nothing is handed out after this signal; reading ends before.
  const handing = AbortSignal.any([options.signal, end.signal]);
  const queue = new LogQueue(options.onLines, handing, error => {
    failures.unshift(error);
    end.abort();
  });
  const fail = (error: unknown): void => {
    failures.push(error);
    stop.abort();
  };
  const signal = AbortSignal.any([handing, stop.signal]);
  const reading = {...options, engine, queue, stop, fail, signal};
  const past = options.until !== undefined && options.until <= Date.now();
  await (options.follow && !past ? followAll(containers, reading) : readAll(containers, reading));
  await queue.end();
  if (failures.length > 0) throw failures[0];
};

const readAll = async (containers: readonly Container[], reading: Reading): Promise<void> => {
  const {engine, queue, tail, since, until, signal, onRefused, onGap, fail} = reading;
  for (const source of containers.keys()) queue.open(source);
  await Promise.all(
    containers.map(async ({id, inspection}, source) => {
      const tty = inspection?.tty ?? false;
      try {
        await containerLogs(engine, id, {
          tail,
          ...(since === undefined ? {} : {since}),
          ...(until === undefined ? {} : {until}),
          tty,
          mayLeaveOff: inspection?.logDriver === 'json-file',
          signal,
          onLines: lines => queue.push(source, lines),
          onGap: error => onGap?.(source, error),
        });
      } catch (error) {
        if (ofContainer(error)) onRefused(source, error);
        else if (!signal.aborted) fail(error);
      } finally {
        queue.close(source);
      }
    }),
  );
};
