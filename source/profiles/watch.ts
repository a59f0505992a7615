import {type FSWatcher, watch} from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';

/** Editors write a file in several steps: they are one change. */
const settleMs = 80;

/** A person may have linked all profiles from elsewhere; each folder they lie in is watched, up to this many. */
const mostPlaces = 16;

/** Folders to watch, and which of their entries matter. */
type Places = Map<string, (entry: string) => boolean>;

const isFolder = async (place: string): Promise<boolean> => {
  const stat = await fs.stat(place).catch(() => null); // not there is what is asked
  return stat?.isDirectory() ?? false;
};

const placesOf = async (folder: string): Promise<Places> => {
  const places: Places = new Map();
  if (await isFolder(folder)) places.set(folder, entry => /\.ya?ml$/.test(entry) || entry === path.basename(folder));
  // Folders above it, in which it may come to be or be moved: the two nearest that are there, from ~/.config/stacktop up to ~.
  for (let child = folder, depth = 0; depth < 3 && places.size < 2; depth += 1, child = path.dirname(child)) {
    const [place, name] = [path.dirname(child), path.basename(child)];
    if (await isFolder(place)) places.set(place, entry => entry === name || entry === path.basename(place));
  }
  const entries = await fs.readdir(folder, {withFileTypes: true}).catch(() => []); // not there, or not to be read
  for (const entry of entries) {
    if (!entry.isSymbolicLink() || places.size >= mostPlaces) continue;
    const target = await fs.realpath(path.join(folder, entry.name)).catch(() => null); // a link to nothing
    if (target === null) continue;
    const [place, file] = [path.dirname(target), path.basename(target)];
    const others = places.get(place);
    places.set(place, name => name === file || others?.(name) === true);
  }
  return places;
};

/** Watches one folder; null where that is not to be had: out of watches, a file system without them. */
const watchPlace = (place: string, matters: (entry: string) => boolean, heard: () => void): FSWatcher | null => {
  try {
    const watcher = watch(place, {persistent: false}, (_, entry) => {
      if (entry === null || matters(entry)) heard();
    });
    return watcher.on('error', () => watcher.close());
  } catch {
    return null; // then profiles are read at the next start, as everywhere else
  }
};

/** Resolves after the time, or with the signal. */
const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, {once: true});
  });

/**
 * Calls `changed` at once, and then whenever something in a folder of profiles may have changed; for changes that follow each other
 * closely once. A folder that comes later is seen, and so is what links lead to. Costs nothing while nothing happens. Resolves with the signal.
 */
export const watchFolder = async (folder: string, changed: () => Promise<void>, signal: AbortSignal): Promise<void> => {
  let watchers: readonly FSWatcher[] = [];
  const close = (): void => {
    for (const watcher of watchers) watcher.close();
    watchers = [];
  };
  while (!signal.aborted) {
    let heard: () => void = () => {};
    const next = new Promise<void>(resolve => {
      heard = resolve;
    });
    signal.addEventListener('abort', heard, {once: true});
    try {
      // All anew each time: a folder that was replaced by another of its name would be watched no more.
      const places = await placesOf(folder);
      watchers = signal.aborted ? [] : [...places].flatMap(([place, matters]) => watchPlace(place, matters, heard) ?? []);
      // What came while its place was not watched yet makes no sound any more.
      if (![...(await placesOf(folder)).keys()].every(place => places.has(place))) continue;
      await changed();
      await next;
      await pause(settleMs, signal);
    } finally {
      signal.removeEventListener('abort', heard);
      close();
    }
  }
};
