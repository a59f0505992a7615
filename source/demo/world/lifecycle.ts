import {fullAfter} from '../meters/memory.js';
import {type DemoContainer, isUp, lastLife} from './container.js';
import {beginHealth, endHealth, watchHealth} from './health.js';
import type {World} from './world.js';

const tellNetworks = (world: World, container: DemoContainer, action: 'connect' | 'disconnect') => {
  for (const name of container.spec.networks) {
    const network = world.networks.get(name);
    if (!network) continue;
    const attributes = {container: container.id, name, type: network.driver};
    world.events.emit(world.now(), 'network', action, network.id, attributes);
  }
};

/** Makes it run. Whether it may is the caller's question. */
export const start = (world: World, container: DemoContainer): void => {
  tellNetworks(world, container, 'connect');
  container.status = 'running';
  container.pid = world.nextPid();
  container.exitCode = 0;
  container.oomKilled = false;
  container.error = '';
  container.stopped = false;
  container.pausedAt = null;
  container.pausedFor = 0;
  if (container.checkFails && !container.checkFails.survivesRestart) container.checkFails = null;
  world.beginLife(container, world.now());
  world.tell(container, 'start');
  beginHealth(world, container);
  planFull(world, container, 0);
};

/**
 * Starts it, unless the engine refuses: then it stays as it is with the engine's words kept beside it, of which no event of the
 * container tells (moby:daemon/start.go). Gives those words.
 */
export const tryStart = (world: World, container: DemoContainer): string | null => {
  const {refusal} = container;
  if (refusal === null) {
    start(world, container);
    return null;
  }
  container.error = refusal;
  container.exitCode = /executable file not found/.test(refusal) ? 127 : 128;
  tellNetworks(world, container, 'connect');
  tellNetworks(world, container, 'disconnect');
  return refusal;
};

/** Plans the moment its leak fills its limit; `already` ms of running are behind it. */
export const planFull = (world: World, container: DemoContainer, already: number): void => {
  const full = fullAfter(container);
  if (full !== null) world.plan(container, 'full', Math.max(1000, full - already), () => crash(world, container, 137, true));
};

/** It ended, for whatever reason. */
const end = (world: World, container: DemoContainer, exitCode: number) => {
  const life = lastLife(container);
  if (life) {
    life.end = world.now();
    life.orderly = exitCode < 128 || exitCode === 143;
  }
  world.unplan(container);
  endHealth(world, container);
  container.status = 'exited';
  container.pid = 0;
  container.exitCode = exitCode;
  container.finishedAt = world.now();
  container.pausedAt = null;
  for (const exec of world.execs.values()) if (exec.container === container && exec.running) exec.end(137);
  world.tell(container, 'die', {exitCode: String(exitCode)});
  tellNetworks(world, container, 'disconnect');
};

/** It ends by itself; its restart policy decides what comes after. */
export const crash = (world: World, container: DemoContainer, exitCode: number, outOfMemory = false): void => {
  if (!isUp(container)) return;
  container.oomKilled = outOfMemory;
  if (outOfMemory) world.tell(container, 'oom');
  end(world, container, exitCode);
  const again = container.restartPolicy === 'on-failure' ? exitCode !== 0 : container.restartPolicy !== 'no';
  if (!again || container.stopped) return;
  container.restarts += 1;
  container.status = 'restarting';
  world.plan(container, 'again', 1500, () => start(world, container));
};

/** Signals that a program may handle end it a little later; KILL ends it at once. */
const endsWith = (container: DemoContainer) => (container.spec.behaviour.kind === 'kafka' ? 143 : 0);

const stopNow = async (world: World, container: DemoContainer, timeout: number): Promise<void> => {
  container.stopped = true;
  world.unplan(container, 'again');
  if (isUp(container)) {
    // What is frozen does not hear TERM.
    const stopAfter = container.status === 'paused' ? Number.POSITIVE_INFINITY : container.spec.behaviour.stopAfter;
    const patience = timeout < 0 ? Number.POSITIVE_INFINITY : timeout * 1000;
    world.tell(container, 'kill', {signal: '15'});
    await world.wait(Math.min(stopAfter, patience));
    if (stopAfter > patience) {
      world.tell(container, 'kill', {signal: '9'});
      await world.wait(30);
    }
    if (container.status === 'paused') world.tell(container, 'unpause');
    if (isUp(container)) end(world, container, stopAfter > patience ? 137 : endsWith(container));
  } else {
    container.status = 'exited';
  }
  world.tell(container, 'stop');
};

/** What is under way for it comes first, then this; a second request joins the line. */
const inTurn = (container: DemoContainer, run: () => Promise<void>): Promise<void> => {
  const turn = (container.ending ?? Promise.resolve()).then(run);
  const settled = turn.catch(() => undefined); // the caller of `turn` hears of it
  container.ending = settled;
  return turn;
};

/** Stops it as the engine does: TERM, `timeout` seconds of patience (below 0: for ever), KILL. */
export const stop = (world: World, container: DemoContainer, timeout: number): Promise<void> =>
  inTurn(container, async () => {
    if (isUp(container) || container.status === 'restarting') await stopNow(world, container, timeout);
  });

/** Stop and start; a container that is stopped is started (moby:daemon/restart.go). */
export const restart = (world: World, container: DemoContainer, timeout: number): Promise<void> =>
  inTurn(container, async () => {
    if (isUp(container)) await stopNow(world, container, timeout);
    await world.wait(250);
    if (!world.containers.has(container.id)) return;
    if (tryStart(world, container) === null) world.tell(container, 'restart');
  });

/** Sends a signal. Those that end programs end it as if by itself, those that do not are only told. */
export const signal = (world: World, container: DemoContainer, number: number): void => {
  world.tell(container, 'kill', {signal: String(number)});
  const deadly = new Map([
    [9, 20],
    [3, 200],
    [6, 200],
    [2, 300],
    [15, container.spec.behaviour.stopAfter],
  ]).get(number);
  if (deadly === undefined) return;
  container.stopped = true; // moby:daemon/kill.go: a killed container is not restarted by its policy
  const exitCode = number === 15 || number === 2 ? endsWith(container) : 128 + number;
  world.plan(container, 'killed', deadly, () => {
    if (isUp(container)) end(world, container, exitCode);
  });
};

export const pause = (world: World, container: DemoContainer): void => {
  container.status = 'paused';
  container.pausedAt = world.now();
  world.unplan(container, 'full');
  endHealth(world, container);
  world.tell(container, 'pause');
};

export const unpause = (world: World, container: DemoContainer): void => {
  container.status = 'running';
  container.pausedFor += world.now() - (container.pausedAt ?? world.now());
  container.pausedAt = null;
  const life = lastLife(container);
  if (life) planFull(world, container, world.now() - life.start - container.pausedFor);
  watchHealth(world, container);
  world.tell(container, 'unpause');
};

/** Takes it away; running or not. */
export const remove = (world: World, container: DemoContainer): void => {
  if (isUp(container)) {
    world.tell(container, 'kill', {signal: '9'});
    container.stopped = true;
    end(world, container, 137);
  }
  world.unplan(container);
  for (const [id, exec] of world.execs) if (exec.container === container) world.execs.delete(id);
  world.containers.delete(container.id);
  world.tell(container, 'destroy');
};
