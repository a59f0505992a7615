import {delay} from '../engine/abort.js';
import type {Engine} from '../engine/client.js';
import {inspectContainer, listContainers} from '../engine/containers.js';
import {errorFor} from '../engine/error-messages.js';
import {EngineError} from '../engine/errors.js';
import {watchEvents} from '../engine/events.js';
import {isAway} from '../engine/logs.js';
import type {Container} from '../model/container.js';
import type {ContainerEvent} from '../model/engine-info.js';
import {isThrowAway} from '../model/throw-away.js';

/** Who wants to know which containers come, start and go. Called in turn, never after `signal` is aborted. */
export interface LogWatch {
  readonly signal: AbortSignal;
  /** Whether this id is followed already. */
  knows(id: string): boolean;
  /** The ids that are followed. */
  ids(): readonly string[];
  /** Whether a container that is new is to be followed. */
  meant(container: Container): boolean;
  /** It is meant, and runs or has run: inspected. */
  onCome(container: Container): void;
  /** One that is followed was started, or may have been. */
  onStarted(id: string): void;
  onGone(id: string): void;
  onLost(error: EngineError): void;
  /** The engine answers (again). */
  onFound(): void;
}

/** Podman may send the event stream's headers with its first event only. */
const openMs = 250;
const retryMs = 1000;
/** Where the engine, or who stands before it, gives no events: the list is read so often. */
const listMs = 2000;

/** Tells which containers come, start and go until the signal is aborted; an engine that is away is asked again. Never rejects. */
export const watchLogs = async (engine: Engine, watch: LogWatch): Promise<void> => {
  const {signal} = watch;
  for (let first = true; !signal.aborted; first = false) {
    try {
      if (!first) await engine.renegotiate(signal);
      await session(engine, watch);
    } catch (cause) {
      if (signal.aborted) return;
      const error = errorFor(cause, engine.endpoint);
      if (isAway(error)) watch.onLost(error);
      else await byLists(engine, watch);
    }
    await delay(retryMs, signal);
  }
};

/** One stream of events, and the list for what was before it. Rejects with what ends it. */
const session = async (engine: Engine, watch: LogWatch): Promise<void> => {
  const ended = new AbortController();
  const signal = AbortSignal.any([watch.signal, ended.signal]);
  let work: Promise<void> = Promise.resolve();
  let failure: unknown = null;
  const fail = (error: unknown): void => {
    failure ??= error;
    ended.abort();
  };
  // One after another: what is gone is told after it has come.
  const next = (task: () => Promise<void>): void => {
    work = work.then(() => (signal.aborted ? undefined : task())).catch(fail);
  };
  let opened: () => void = () => {};
  const open = new Promise<void>(resolve => {
    opened = resolve;
  });
  const onEvent = (event: ContainerEvent): void => {
    if (!isThrowAway(event.attributes)) next(() => takeEvent(engine, watch, event, signal));
  };
  const events = watchEvents(engine, {signal, onEvent, onOpen: opened}).then(
    () => fail(new EngineError('lost', `${engine.endpoint.url} ended its stream of events`)),
    fail,
  );
  await Promise.race([open, events, delay(openMs, signal)]);
  next(() => takeList(engine, watch, () => true, signal));
  await events;
  await work;
  throw failure;
};

const takeEvent = async (engine: Engine, watch: LogWatch, {action, id}: ContainerEvent, signal: AbortSignal): Promise<void> => {
  if (action === 'destroy') {
    if (watch.knows(id)) watch.onGone(id);
  } else if (action === 'start') {
    if (watch.knows(id)) watch.onStarted(id);
    else await lookAt(engine, watch, id, signal);
  }
};

/** Containers that came, started or went while nobody told. */
const takeList = async (
  engine: Engine,
  watch: LogWatch,
  mayHaveStarted: (container: Container) => boolean,
  signal: AbortSignal,
): Promise<void> => {
  const list = await listContainers(engine, signal);
  if (signal.aborted) return;
  watch.onFound();
  const there = new Set(list.map(({id}) => id));
  for (const id of watch.ids()) if (!there.has(id)) watch.onGone(id);
  for (const container of list) {
    if (watch.knows(container.id)) {
      if (mayHaveStarted(container)) watch.onStarted(container.id);
    } else if (container.state !== 'created' && watch.meant(container)) await lookAt(engine, watch, container.id, signal);
  }
};

const lookAt = async (engine: Engine, watch: LogWatch, id: string, signal: AbortSignal): Promise<void> => {
  try {
    const container = await inspectContainer(engine, id, signal);
    if (!signal.aborted && watch.meant(container)) watch.onCome(container);
  } catch (error) {
    if (!(error instanceof EngineError && error.code === 'not-found')) throw error; // it has come and gone
  }
};

/** Without events. Returns when the engine is away, or the signal is aborted. */
const byLists = async (engine: Engine, watch: LogWatch): Promise<void> => {
  const {signal} = watch;
  while (!signal.aborted) {
    try {
      await takeList(engine, watch, ({state}) => state === 'running', signal);
    } catch (cause) {
      if (signal.aborted) return;
      const error = errorFor(cause, engine.endpoint);
      if (isAway(error)) return watch.onLost(error);
    }
    await delay(listMs, signal);
  }
};
