import type {Profile} from '../model/profile.js';
import {shippedProfiles} from '../profiles/shipped.js';
import {systemClock} from './clock.js';
import {controlOf} from './control.js';
import {Doors} from './doors.js';
import {Faults} from './faults.js';
import {KafkaDoors} from './kafka/doors.js';
import type {DemoEngine, DemoOptions} from './options.js';
import {makePlace} from './place.js';
import {between} from './random.js';
import {createServer} from './server.js';
import {crowd, settleCrowd} from './systems/crowd.js';
import {settleSystems} from './systems/settle.js';
import {stories, usualSystems} from './systems/stories.js';
import {minorOf} from './version.js';
import {World} from './world/world.js';

const populate = (world: World, profiles: readonly Profile[], names: readonly string[]): void => {
  const systems = names.map(name => {
    const story = stories.find(one => one.project === name);
    const profile = profiles.find(one => one.name === story?.profile);
    if (!story || !profile)
      throw new Error(`the demo has no system ${name}; there are ${stories.map(one => one.project).join(', ')}`);
    return {profile, story};
  });
  settleSystems(world, systems);
};

/**
 * Starts a Docker Engine in memory with the five systems in it, reached over HTTP like any engine. Throws with the reason when its
 * socket's folder cannot be made, or a system is not known.
 */
export const startDemoEngine = async (options: DemoOptions = {}): Promise<DemoEngine> => {
  const {apiVersion = '1.45', clock = systemClock(), seed = 'stacktop', systems = usualSystems, scale = 0} = options;
  const profiles = options.profiles ?? (await shippedProfiles()).profiles;
  const place = makePlace();
  const world = new World({
    clock,
    seed,
    block: `127.${between(64, 250, place.host)}`,
    firstNetwork: between(0, 255, place.host, 'network'),
    history: (options.historySeconds ?? 3600) * 1000,
    cgroup: (minorOf(apiVersion) ?? 45) >= 42 ? '2' : '1',
  });
  const faults = new Faults();
  for (const fault of options.faults ?? []) faults.add(fault);
  const listener = createServer({world, faults, engineVersion: apiVersion});
  let open = false;
  let doors: Doors | null = null;
  let brokers: KafkaDoors | null = null;
  let done: Promise<void> | null = null;
  const close = async () => {
    doors?.close();
    brokers?.close();
    world.close();
    if (open) await place.leave(listener, false);
    place.clear();
  };
  try {
    populate(world, profiles, systems);
    settleCrowd(world, crowd(scale));
    await place.listen(listener);
    open = true;
    // Not before the first list is answered: the screen waits for that.
    const delay = setTimeout(() => {
      if (world.closed) return;
      doors = new Doors(world);
      brokers = new KafkaDoors(world);
    }, 50);
    world.ended.addEventListener('abort', () => clearTimeout(delay));
  } catch (error) {
    await close();
    throw error;
  }
  return {
    host: place.host,
    world: controlOf(world),
    faults,
    stopListening: async () => {
      if (open) await place.leave(listener, true);
      open = false;
    },
    listenAgain: async () => {
      if (!open) await place.listen(listener);
      open = true;
    },
    close: () => {
      done ??= close();
      return done;
    },
  };
};
