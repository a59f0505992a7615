import type {Profile} from '../../model/profile.js';
import {chance} from '../random.js';
import type {DemoContainer, Probe} from '../world/container.js';
import {watchHealth} from '../world/health.js';
import {planFull} from '../world/lifecycle.js';
import type {World} from '../world/world.js';
import {specOf} from './build.js';
import type {Past, Story} from './story.js';

const minute = 60_000;

/** Made four days and some hours ago unless its story says otherwise. */
const usualAge = 4 * 24 * 60 + 7 * 60;

/** The last five probes as they would have been. */
const probesBefore = (container: DemoContainer, now: number, offset: number, past: Past): readonly Probe[] => {
  const {check, behaviour} = container.spec;
  if (!check) return [];
  return [4, 3, 2, 1, 0].map(turn => {
    const end = now - offset - turn * check.interval;
    const sick = past.sick !== undefined && now - past.sick.since * minute < end;
    return {
      start: end - 45,
      end,
      exitCode: sick ? 1 : 0,
      output: sick ? (past.sick?.output ?? '') : behaviour.wellOutput,
    };
  });
};

/** Something that happened before the demo began: told in the order of time, once all of it is known. */
interface Memory {
  readonly at: number;
  readonly container: DemoContainer;
  readonly action: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const settleHealth = (world: World, container: DemoContainer, past: Past, memories: Memory[]) => {
  const {check} = container.spec;
  if (!check) return;
  const now = world.now();
  const offset = chance(container.spec.name, 'probe') * check.interval;
  const ago = past.sick ? past.sick.since * minute : 0;
  const failing = past.sick ? Math.max(check.retries, Math.ceil(ago / check.interval) + check.retries - 1) : 0;
  container.health = {
    status: past.sick ? 'unhealthy' : 'healthy',
    failing,
    log: probesBefore(container, now, offset, past),
  };
  if (past.sick) {
    container.checkFails = {output: past.sick.output, survivesRestart: false};
    memories.push({at: now - ago, container, action: 'health_status: unhealthy', attributes: {}});
  }
  watchHealth(world, container, Math.max(500, check.interval - offset));
};

const settleDeaths = (world: World, container: DemoContainer, past: Past, memories: Memory[]) => {
  const now = world.now();
  for (const {ago, code, outOfMemory} of past.deaths ?? []) {
    const at = now - ago * minute;
    const life = container.lives.at(-1);
    if (life) life.end = at;
    const remember = (action: string, time: number, attributes: Readonly<Record<string, string>> = {}) =>
      memories.push({at: time, container, action, attributes});
    if (outOfMemory) remember('oom', at);
    remember('die', at + 5, {exitCode: String(code)});
    remember('start', at + 1500);
    world.beginLife(container, at + 1500);
    container.finishedAt = at;
  }
};

/** Puts a container where its story says it is now: running for days, come back from the dead, unhealthy, done. */
const settle = (world: World, container: DemoContainer, past: Past, memories: Memory[]): void => {
  const now = world.now();
  container.restarts = past.restarts ?? 0;
  if (past.exited) {
    const end = now - past.exited.ago * minute;
    world.beginLife(container, end - 14_000);
    Object.assign(container.lives.at(-1) ?? {}, {end});
    Object.assign(container, {status: 'exited', exitCode: past.exited.code, finishedAt: end, stopped: true});
    memories.push({at: end, container, action: 'die', attributes: {exitCode: String(past.exited.code)}});
    return;
  }
  world.beginLife(container, now - (past.started ?? usualAge - 1) * minute);
  settleDeaths(world, container, past, memories);
  container.status = 'running';
  container.pid = world.nextPid();
  settleHealth(world, container, past, memories);
  planFull(world, container, now - (container.lives.at(-1)?.start ?? now));
};

/** Brings systems into the world, as if they had been there for days. */
export const settleSystems = (world: World, systems: readonly {readonly profile: Profile; readonly story: Story}[]): void => {
  const now = world.now();
  const memories: Memory[] = [];
  for (const {profile, story} of systems) {
    profile.services.forEach((service, index) => {
      const past = story.services[service.name]?.past ?? {};
      const created = now - (past.created ?? usualAge) * minute + index * 400;
      settle(world, world.add(specOf(profile, story, service), created), past, memories);
    });
  }
  for (const {at, container, action, attributes} of memories.sort((a, b) => a.at - b.at)) {
    world.tell(container, action, attributes, at);
  }
};
