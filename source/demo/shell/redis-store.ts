import {between, hex} from '../random.js';
import type {Io} from './program.js';

/** What people have put into a server of the demo, and whether they have emptied it before. Lives with the container. */
interface Kept {
  readonly values: Map<string, string>;
  readonly gone: Set<string>;
  emptied: boolean;
}

const kept = new WeakMap<object, Kept>();

const keptOf = (io: Io): Kept => {
  const known = kept.get(io.container) ?? {values: new Map(), gone: new Set(), emptied: false};
  kept.set(io.container, known);
  return known;
};

/** Keys by the patterns of AUREN's profile. */
const ownKeys = (io: Io): readonly string[] =>
  ['agent', 'session', 'cache', 'checkpoint'].flatMap(kind =>
    Array.from(
      {length: between(3, 9, io.container.spec.name, kind)},
      (_, index) => `${kind}:${hex(6, io.container.spec.name, kind, index)}`,
    ),
  );

/** Every key that is there now. */
export const keysOf = (io: Io): readonly string[] => {
  const {values, gone, emptied} = keptOf(io);
  const own = emptied ? [] : ownKeys(io).filter(key => !gone.has(key) && !values.has(key));
  return [...own, ...values.keys()];
};

/** The value of a key; null when there is none. */
export const valueFor = (io: Io, key: string): string | null =>
  keptOf(io).values.get(key) ?? (keysOf(io).includes(key) ? `{"demo":true,"key":"${key}"}` : null);

export const setValue = (io: Io, key: string, value: string): void => {
  keptOf(io).values.set(key, value);
};

/** Gives how many of them there were. */
export const deleteKeys = (io: Io, keys: readonly string[]): number => {
  const there = keys.filter(key => keysOf(io).includes(key));
  const {values, gone} = keptOf(io);
  for (const key of there) {
    values.delete(key);
    gone.add(key);
  }
  return there.length;
};

export const emptyStore = (io: Io): void => {
  const store = keptOf(io);
  store.values.clear();
  store.emptied = true;
};
