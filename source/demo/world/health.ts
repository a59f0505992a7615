import {hex} from '../random.js';
import {type DemoContainer, type Probe, runningFor, startedAt} from './container.js';
import type {CheckSpec} from './spec.js';
import type {World} from './world.js';

/** While it starts it is asked this often, as `start_interval` of the newer engines does. */
const startInterval = 2000;

/** What its check would say now; without a check, how well it is all the same. */
export const checkNow = (container: DemoContainer, now: number): {readonly exitCode: number; readonly output: string} => {
  const {behaviour} = container.spec;
  if (container.checkFails) return {exitCode: container.checkFails.exitCode ?? 1, output: container.checkFails.output};
  const running = runningFor(container, now) * 1000;
  if (running < behaviour.readyAfter) return {exitCode: 1, output: behaviour.illOutput};
  const {flapping} = behaviour;
  const ill = flapping !== null && (running - behaviour.readyAfter) % (flapping.good + flapping.bad) >= flapping.good;
  return ill ? {exitCode: 1, output: behaviour.illOutput} : {exitCode: 0, output: behaviour.wellOutput};
};

const command = (check: CheckSpec) =>
  check.test[0] === 'CMD-SHELL' ? `/bin/sh -c ${check.test.slice(1).join(' ')}` : check.test.slice(1).join(' ');

/** Every probe is an exec, and tells of it like one: a client that redraws on every event would never rest. */
const tellExec = (world: World, container: DemoContainer, check: CheckSpec, exitCode: number) => {
  const execID = hex(64, container.id, 'probe', world.now());
  world.tell(container, `exec_create: ${command(check)}`, {execID});
  world.tell(container, `exec_start: ${command(check)}`, {execID});
  world.tell(container, 'exec_die', {execID, exitCode: String(exitCode)});
};

/** One run of the check, and what follows from it (moby:daemon/health.go handleProbeResult). */
const probe = (world: World, container: DemoContainer, check: CheckSpec): void => {
  const {health} = container;
  if (!health) return;
  const now = world.now();
  const {exitCode, output} = checkNow(container, now);
  const result: Probe = {start: now - 45, end: now, exitCode, output};
  health.log = [...health.log, result].slice(-5);
  if (world.events.listeners > 0) tellExec(world, container, check, exitCode);
  const before = health.status;
  if (exitCode === 0) {
    health.failing = 0;
    health.status = 'healthy';
  } else if (before !== 'starting' || now - (startedAt(container) ?? now) >= check.startPeriod) {
    health.failing += 1;
    if (health.failing >= check.retries) health.status = 'unhealthy';
  }
  if (health.status !== before) world.tell(container, `health_status: ${health.status}`);
};

/** Plans the next run of the check, and so on until the container stops. */
export const watchHealth = (world: World, container: DemoContainer, first?: number): void => {
  const {check} = container.spec;
  if (!check || !container.health) return;
  const starting = container.health.status === 'starting';
  world.plan(container, 'probe', first ?? (starting ? Math.min(startInterval, check.interval) : check.interval), () => {
    probe(world, container, check);
    watchHealth(world, container);
  });
};

/** A start sets the health back, not its log, and begins to ask. */
export const beginHealth = (world: World, container: DemoContainer): void => {
  if (!container.spec.check) return;
  container.health = {status: 'starting', failing: 0, log: container.health?.log ?? []};
  watchHealth(world, container);
};

/** Asking ends; moby calls the container unhealthy then, without an event (container/health.go CloseMonitorChannel). */
export const endHealth = (world: World, container: DemoContainer): void => {
  world.unplan(container, 'probe');
  if (container.health) container.health.status = 'unhealthy';
};
