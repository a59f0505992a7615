import type {Container} from '../model/container.js';
import type {ContainerEvent, EngineInfo} from '../model/engine-info.js';
import {isThrowAway} from '../model/throw-away.js';
import {delay, onAbort} from './abort.js';
import type {Engine} from './client.js';
import {listContainers} from './containers.js';
import {errorFor} from './error-messages.js';
import {EngineError} from './errors.js';
import {watchEvents} from './events.js';
import {InspectQueue} from './inspect-queue.js';
import {KnownContainers} from './known.js';
import {healthOf} from './summary.js';

/** Who wants to know. Called in turn, never after the watch has ended. `connected` and the first `listed` come in either order: names do not wait. */
export interface WatchSink {
  /** The engine answers (again). */
  connected(info: EngineInfo): void;
  /** Nothing is heard from the engine any more; the next attempt (`attempt` counts from 1) is made at `retryAt`, ms since 1970. */
  lost(error: EngineError, retryAt: number, attempt: number): void;
  /** All containers there are: those not in it are gone. Inspections already made are in it. */
  listed(containers: readonly Container[]): void;
  /** A container that is new, or other than before. */
  changed(container: Container): void;
  removed(id: string): void;
  event(event: ContainerEvent): void;
  /** An image was given a name, or lost one. */
  renamed?(): void;
}

export interface WatchOptions {
  readonly signal: AbortSignal;
  readonly retry?: {readonly firstMs: number; readonly maxMs: number};
  /** Resolves when the first list is on the screen: until then no container is inspected, which would take time from drawing it. */
  readonly shown?: Promise<void>;
}

/** Events tell of every change; a list now and then is for what they may have missed. It costs Engine 29 55 ms of CPU, so not often. */
const SAFETY_LIST_MS = 60_000;
/** A container is started right after it was made, and the engine may refuse that without a word. */
const AFTER_CREATE_MS = [1000, 5000];
/** Podman may send the event stream's headers with its first event only: the list waits for them no longer than this. */
const EVENTS_OPEN_MS = 250;

/**
 * Keeps `sink` up to date with the engine's containers until `signal` is aborted, and resolves then. A lost connection is told
 * to the sink and tried again for ever, with growing pauses. Never rejects for what an engine does.
 */
export async function watchEngine(engine: Engine, sink: WatchSink, {signal, retry, shown}: WatchOptions): Promise<void> {
  const {firstMs, maxMs} = retry ?? {firstMs: 250, maxMs: 5000};
  const known = new KnownContainers();
  let attempt = 0;
  for (let first = true; !signal.aborted; first = false) {
    let wellSince = Number.POSITIVE_INFINITY;
    try {
      if (!first) await engine.renegotiate(signal);
      await session(engine, sink, known, signal, first ? shown : undefined, () => {
        wellSince = Date.now();
      });
    } catch (cause) {
      if (signal.aborted) return;
      // An engine that answers and ends its event stream at once, again and again, is not asked at full speed.
      attempt = Date.now() - wellSince > maxMs ? 1 : attempt + 1;
      const pause = Math.min(firstMs * 2 ** (attempt - 1), maxMs);
      sink.lost(errorFor(cause, engine.endpoint), Date.now() + pause, attempt);
      await delay(pause, signal);
    }
  }
}

/** One connection's life: rejects when any part of it fails, after all parts have ended. */
async function session(
  engine: Engine,
  sink: WatchSink,
  known: KnownContainers,
  outer: AbortSignal,
  shown: Promise<void> | undefined,
  wellAgain: () => void,
): Promise<void> {
  const controller = new AbortController();
  const {signal} = controller;
  let reason: unknown = null;
  const fail = (cause: unknown) => {
    if (!signal.aborted) reason = cause;
    controller.abort();
  };
  const release = onAbort(outer, () => controller.abort());
  const queue = new InspectQueue(
    engine,
    {
      inspected: container => {
        if (known.inspected(container)) sink.changed(container);
      },
      missing: id => {
        known.remove(id);
        sink.removed(id);
      },
      broken: fail,
    },
    signal,
  );
  const relist = async (all: boolean) => {
    known.listing();
    const {containers, changed} = known.list(await listContainers(engine, signal));
    if (signal.aborted) return;
    sink.listed(containers);
    if (all && shown) await Promise.race([shown, new Promise<void>(resolve => onAbort(signal, resolve))]);
    if (signal.aborted) return;
    const waiting = containers.filter(isWaiting).map(({id}) => id);
    queue.add(all ? runningFirst(containers) : new Set([...changed, ...waiting]));
  };
  const onEvent = (event: ContainerEvent) => {
    if (!signal.aborted && !isThrowAway(event.attributes)) takeEvent(event, sink, known, queue);
  };

  let opened: () => void = () => {};
  const open = new Promise<true>(resolve => {
    opened = () => resolve(true);
  });
  const onImage = () => {
    if (!signal.aborted) sink.renamed?.();
  };
  const events = watchEvents(engine, {signal, onEvent, onImage, onOpen: opened})
    .then(() => {
      throw new EngineError('lost', `${engine.endpoint.url} ended its stream of events`, 'the engine is stopping or restarting');
    })
    .finally(opened);
  const greeting = async () => {
    const info = await engine.info(signal);
    if (!signal.aborted) sink.connected(info);
  };
  const lists = async () => {
    const inTime = await Promise.race([open, delay(EVENTS_OPEN_MS, signal)]);
    await Promise.all([relist(true), greeting()]);
    wellAgain();
    if (!inTime) await Promise.race([open, delay(SAFETY_LIST_MS, signal)]).then(() => relist(false));
    while (!signal.aborted) {
      await delay(SAFETY_LIST_MS, signal);
      if (!signal.aborted) await relist(false);
    }
  };
  const parts = [events, lists()];
  for (const part of parts) part.catch(fail);
  await Promise.allSettled(parts);
  release();
  if (!outer.aborted) throw reason ?? new EngineError('lost', `the watch of ${engine.endpoint.url} ended`);
}

function takeEvent(event: ContainerEvent, sink: WatchSink, known: KnownContainers, queue: InspectQueue): void {
  if (event.action.startsWith('network ')) {
    if (known.has(event.id)) queue.addSoon(event.id);
    return;
  }
  known.touch(event.id);
  sink.event(event);
  if (event.action === 'destroy') {
    queue.forget(event.id);
    known.remove(event.id);
    sink.removed(event.id);
    return;
  }
  const told = /^health_status: (\w+)$/.exec(event.action)?.[1];
  const health = told === undefined ? null : healthOf(told);
  const container = health && known.withHealth(event.id, health);
  if (container) sink.changed(container);
  queue.addSoon(event.id);
  if (event.action === 'create') for (const ms of AFTER_CREATE_MS) queue.addLater(event.id, ms);
}

/** Some starts that the engine refuses are told by no event at all: they are seen when what was just made is looked at again. */
const isWaiting = ({state, inspection}: Container): boolean => state === 'created' && !inspection?.error;

function runningFirst(containers: readonly Container[]): string[] {
  const isUp = (container: Container) =>
    container.state !== 'exited' && container.state !== 'created' && container.state !== 'dead';
  return [...containers.filter(isUp), ...containers.filter(container => !isUp(container))].map(container => container.id);
}
