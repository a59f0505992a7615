/** What this process keeps: measured after a garbage collection, and watched from before the program is loaded. */

import {getEventListeners} from 'node:events';
import fs from 'node:fs';

type Collection = Map<unknown, unknown> | Set<unknown>;

/** More entries than anything has that goes by what there is now. */
const large = 400;

let grown: {readonly collection: WeakRef<Collection>; readonly where: string}[] = [];
const seen = new WeakSet<Collection>();
const {set} = Map.prototype;
const {add} = Set.prototype;

/** Where in the program it grew that large: the stack, as far as it is ours. */
const note = (collection: Collection): void => {
  if (seen.has(collection)) return;
  seen.add(collection);
  grown.push({collection: new WeakRef(collection), where: String(new Error().stack).split('\n').slice(3, 7).join(' ')});
};

Map.prototype.set = function (key, value) {
  set.call(this, key, value);
  if (this.size === large) note(this);
  return this;
};
Set.prototype.add = function (value) {
  add.call(this, value);
  if (this.size === large) note(this);
  return this;
};

let signals: WeakRef<AbortSignal>[] = [];
const known = new WeakSet<AbortSignal>();
const listen = EventTarget.prototype.addEventListener;
EventTarget.prototype.addEventListener = function (type, ...rest) {
  if (this instanceof AbortSignal && !known.has(this)) {
    known.add(this);
    signals.push(new WeakRef(this));
  }
  return listen.call(this, type, ...rest);
};

const alive = <T extends object>(refs: readonly WeakRef<T>[]): T[] => refs.flatMap(ref => ref.deref() ?? []);

export interface Kept {
  /** Bytes. */
  readonly heap: number;
  readonly external: number;
  readonly rss: number;
  /** Listeners for the abort of signals that are still there, and of the signal with most. */
  readonly abortListeners: number;
  readonly mostOfOneSignal: number;
  readonly processListeners: number;
  readonly descriptors: number;
  /** Handles and requests of the event loop, by kind. */
  readonly resources: Readonly<Record<string, number>>;
  /** Maps and sets that have been large and are still there. */
  readonly collections: readonly {readonly size: number; readonly where: string}[];
}

/** Collects the garbage, and measures what is left. Node has to be started with `--expose-gc`. */
export const kept = async (): Promise<Kept> => {
  for (let round = 0; round < 3; round += 1) {
    globalThis.gc?.();
    // References to what is gone are cleared, and finalisers run, in later turns.
    await new Promise(turn => setImmediate(turn));
  }
  signals = signals.filter(ref => ref.deref() !== undefined);
  grown = grown.filter(({collection}) => collection.deref() !== undefined);
  const listeners = alive(signals).map(signal => getEventListeners(signal, 'abort').length);
  const {heapUsed, external, rss} = process.memoryUsage();
  const resources: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) resources[kind] = (resources[kind] ?? 0) + 1;
  return {
    heap: heapUsed,
    external,
    rss,
    abortListeners: listeners.reduce((sum, count) => sum + count, 0),
    mostOfOneSignal: Math.max(0, ...listeners),
    processListeners: process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0),
    descriptors: fs.readdirSync('/proc/self/fd').length,
    resources,
    collections: grown.flatMap(({collection, where}) => {
      const size = collection.deref()?.size ?? 0;
      return size >= large ? [{size, where}] : [];
    }),
  };
};
