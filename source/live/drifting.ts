import {delay} from '../engine/abort.js';
import type {Engine} from '../engine/client.js';
import {EngineError, isUnreached} from '../engine/errors.js';
import {namedImage} from '../engine/images.js';
import type {Container} from '../model/container.js';
import {type ConfigDrift, configDriftsOf, type Drift, imageDriftOf, isMovable, madeBefore, type NameNow} from '../model/drift.js';
import type {Stack} from '../model/stack.js';
import {newestFile} from '../operations/compose/files.js';
import {configHashes} from '../operations/compose/hash.js';
import type {State} from '../state/state.js';
import type {ComposeLook} from './composing.js';
import type {Desk} from './desk.js';

/** Images are asked about after everything that people wait for. */
const firstAskMs = 1500;
/** A build gives several names, one after another. */
const settleMs = 500;

/** Finds out how containers differ from what their files and their images' names are now, into `state.drifts`. */
export interface Drifting {
  /** To be told of the stacks whenever they changed. */
  look(stacks: readonly Stack[]): void;
  /** Images were given names, or lost them. */
  renamed(): void;
  /** The compose files of a stack were looked at. */
  compare(stackKey: string, look: ComposeLook): void;
}

const versionOf = ({labels}: Container): string => labels['com.docker.compose.version'] ?? '';

const sameDrifts = (a: ReadonlyMap<string, Drift>, b: ReadonlyMap<string, Drift>): boolean =>
  a.size === b.size && [...a].every(([id, drift]) => JSON.stringify(drift) === JSON.stringify(b.get(id)));

/** Each image is asked about once, and again when a name is given or taken; compose is run only when a file is newer than a container. */
export const createDrifting = ({
  engine,
  store,
  publisher,
  signal,
  start,
}: Pick<Desk, 'engine' | 'store' | 'publisher' | 'signal' | 'start'>): Drifting => {
  /** Of names that were asked about. */
  const names = new Map<string, NameNow | null | undefined>();
  const configs = new Map<string, ReadonlyMap<string, ConfigDrift>>();
  let asking: Promise<void> | null = null;
  let stale = false;
  let comparing: Promise<void> = Promise.resolve();

  /** Lets go of names whose containers are gone, and of stacks that are. */
  const forget = ({containers, stacks}: State): void => {
    const images = new Set([...containers.values()].map(({image}) => image));
    for (const name of names.keys()) if (!images.has(name)) names.delete(name);
    const keys = new Set(stacks.map(({key}) => key));
    for (const key of configs.keys()) if (!keys.has(key)) configs.delete(key);
  };

  const publish = (): void =>
    publisher.publish(state => {
      forget(state);
      const drifts = driftsIn(state, names, configs);
      return sameDrifts(drifts, state.drifts) ? state : {...state, drifts};
    });

  const wanted = (): string[] => {
    const all = new Set<string>();
    // A list names an image that has lost its name by its id: only an inspection tells the name it had.
    for (const {image, inspection} of store.get().containers.values()) if (inspection && isMovable(image)) all.add(image);
    return [...all];
  };

  const ask = async (): Promise<void> => {
    await delay(names.size === 0 ? firstAskMs : settleMs, signal);
    for (let again = true; again && !signal.aborted; ) {
      if (stale) names.clear();
      stale = false;
      const missing = wanted().filter(name => !names.has(name));
      for (const name of missing) {
        const found = await askOnce(engine, name, signal);
        if (signal.aborted) return;
        if (found === 'away') return; // the next list is the next occasion
        names.set(name, found);
      }
      again = missing.length > 0 || stale;
    }
    publish();
  };

  const askSoon = (): void => {
    if (asking || store.get().connection.kind !== 'connected') return;
    asking = ask().finally(() => {
      asking = null;
    });
    start(asking);
  };

  const compareNow = async (stackKey: string, {project, composed, files, inEnvFiles}: ComposeLook): Promise<void> => {
    const newest = await newestFile(files);
    const stack = store.get().stacks.find(({key}) => key === stackKey);
    if (signal.aborted || !stack) return;
    const containers = stack.members.map(({container}) => container);
    const [old] = newest ? madeBefore(containers, newest.changedAt) : [];
    if (!newest || !old) {
      if (configs.delete(stackKey)) publish();
      return;
    }
    const profiles = [...new Set(composed.services.flatMap(service => service.profiles))];
    const found = await configHashes(project, versionOf(old), composed.files, profiles, signal);
    const hashes = found.kind === 'none' ? {reason: found.reason} : found;
    const file = newest.file.slice(newest.file.lastIndexOf('/') + 1);
    configs.set(stackKey, configDriftsOf(containers, {hashes, file, changedAt: newest.changedAt, inEnvFiles}));
    publish();
  };

  return {
    look() {
      if (stale || wanted().some(name => !names.has(name))) askSoon();
      else publish();
    },
    renamed() {
      stale = true;
      askSoon();
    },
    compare(stackKey, look) {
      // One after another: compose is a program of some weight. What fails is told once, and the next is compared all the same.
      const work = comparing
        .then(() => (signal.aborted ? undefined : compareNow(stackKey, look)))
        .catch((error: unknown) => {
          if (!signal.aborted) throw error;
        });
      comparing = work.catch(() => {});
      start(work);
    },
  };
};

/** Undefined when the engine does not tell, `away` when it does not answer. Throws nothing an engine does. */
const askOnce = async (engine: Engine, name: string, signal: AbortSignal): Promise<NameNow | null | undefined | 'away'> => {
  try {
    return await namedImage(engine, name, signal);
  } catch (error) {
    if (signal.aborted) return 'away';
    if (error instanceof EngineError) return isUnreached(error) ? 'away' : undefined;
    throw error;
  }
};

/** What is known of the containers there are. */
const driftsIn = (
  {stacks}: State,
  names: ReadonlyMap<string, NameNow | null | undefined>,
  configs: ReadonlyMap<string, ReadonlyMap<string, ConfigDrift>>,
): ReadonlyMap<string, Drift> => {
  const drifts = new Map<string, Drift>();
  for (const {key, members} of stacks) {
    for (const {container} of members) {
      const now = names.get(container.image);
      const image = now === undefined || !container.inspection ? null : imageDriftOf(container, now);
      const config = configs.get(key)?.get(container.id) ?? null;
      if (image || config) drifts.set(container.id, {image, config});
    }
  }
  return drifts;
};
