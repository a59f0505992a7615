import {clusterOf, type DemoCluster} from './kafka/cluster.js';
import {plainSpec} from './systems/crowd.js';
import type {DemoContainer} from './world/container.js';
import {crash, pause, remove, restart, signal, start, stop, tryStart, unpause} from './world/lifecycle.js';
import type {ContainerSpec} from './world/spec.js';
import type {World} from './world/world.js';

/** The hands a test has in the demo's world. Containers are named by id, name, or `project/service`; an unknown one is an error. */
export interface DemoWorld {
  find(reference: string): DemoContainer;
  containers(): readonly DemoContainer[];
  /** Its check fails from now on; a restart cures it unless it survives that. Without a check of its own it answers 503 over HTTP. */
  breakHealth(
    reference: string,
    options?: {readonly output?: string; readonly survivesRestart?: boolean; readonly exitCode?: number},
  ): void;
  /** Its check succeeds again. */
  heal(reference: string): void;
  /** It ends by itself; its restart policy does what it does. */
  crash(reference: string, options?: {readonly exitCode?: number; readonly outOfMemory?: boolean}): void;
  /** The engine does not start it from now on, and says so in these words; null lets it start again. */
  refuseStart(reference: string, words: string | null): void;
  /** A container that was made and not started. */
  make(project: string, service: string, number?: number, more?: Partial<ContainerSpec>): DemoContainer;
  start(reference: string): void;
  stop(reference: string): Promise<void>;
  restart(reference: string): Promise<void>;
  pause(reference: string): void;
  unpause(reference: string): void;
  kill(reference: string): void;
  /** A new container, started. */
  add(project: string, service: string, number?: number, more?: Partial<ContainerSpec>): DemoContainer;
  remove(reference: string): void;
  addVolume(name: string, project: string | null): void;
  /** It is gone, whoever still refers to it. */
  removeNetwork(name: string): void;
  /** The Kafka cluster of a broker. */
  cluster(reference: string): DemoCluster;
  /** As `compose up --force-recreate` does: another container of the same name, started. */
  recreate(reference: string): DemoContainer;
  /** That many more log lines a second; 0 ends it. */
  floodLogs(reference: string, perSecond: number): void;
  /** That many events a second, of a container that comes and goes; the answer ends it. */
  floodEvents(perSecond: number): () => void;
}

const byService = (world: World, reference: string): DemoContainer | null => {
  const [project, service] = reference.split('/');
  return [...world.containers.values()].find(one => one.spec.project === project && one.spec.service === service) ?? null;
};

export const controlOf = (world: World): DemoWorld => {
  const find = (reference: string): DemoContainer => {
    const container = world.find(reference) ?? byService(world, reference);
    if (!container) throw new Error(`the demo has no container ${reference}`);
    return container;
  };
  const make = (spec: ContainerSpec) => {
    const container = world.add(spec, world.now());
    world.tell(container, 'create');
    return container;
  };
  const arrive = (spec: ContainerSpec) => {
    const container = make(spec);
    start(world, container);
    return container;
  };
  return {
    find,
    containers: () => [...world.containers.values()],
    breakHealth: (reference, {output = 'broken on purpose\n', survivesRestart = false, exitCode = 1} = {}) => {
      find(reference).checkFails = {output, survivesRestart, exitCode};
    },
    heal: reference => {
      find(reference).checkFails = null;
    },
    crash: (reference, {outOfMemory = false, exitCode = outOfMemory ? 137 : 1} = {}) =>
      crash(world, find(reference), exitCode, outOfMemory),
    refuseStart: (reference, words) => {
      find(reference).refusal = words;
    },
    make: (project, service, number = 1, more = {}) => make(plainSpec(project, service, number, more)),
    start: reference => void tryStart(world, find(reference)),
    stop: reference => stop(world, find(reference), 10),
    restart: reference => restart(world, find(reference), 10),
    pause: reference => pause(world, find(reference)),
    unpause: reference => unpause(world, find(reference)),
    kill: reference => signal(world, find(reference), 9),
    add: (project, service, number = 1, more = {}) => arrive(plainSpec(project, service, number, more)),
    remove: reference => remove(world, find(reference)),
    addVolume: (name, project) => world.addVolume(name, project),
    removeNetwork: name => world.removeNetwork(name),
    cluster: reference => clusterOf(world, find(reference)),
    recreate: reference => {
      const old = find(reference);
      remove(world, old);
      return arrive(old.spec);
    },
    floodLogs: (reference, perSecond) => {
      find(reference).flood = perSecond > 0 ? {since: world.now(), perSecond} : null;
    },
    floodEvents: perSecond => floodEvents(world, perSecond),
  };
};

const floodEvents = (world: World, perSecond: number): (() => void) => {
  const step = Math.max(10, 1000 / perSecond);
  const container = world.add(plainSpec('flood', 'job', 1), world.now());
  const over = new AbortController();
  const run = async () => {
    let told = 0;
    for (const began = world.now(); !over.signal.aborted && !world.closed; ) {
      const due = Math.floor(((world.now() - began) / 1000) * perSecond);
      for (; told < due; told += 1) world.tell(container, told % 2 === 0 ? 'start' : 'die', {exitCode: '0'});
      await world.wait(step, over.signal);
    }
    world.containers.delete(container.id);
  };
  void run();
  return () => over.abort();
};
