import type {Engine} from '../engine/client.js';
import type {Container} from '../model/container.js';
import {type HttpHealth, healthFrom} from '../model/http-health.js';
import type {ServiceProfile} from '../model/profile.js';
import type {KnownServices} from '../model/service.js';
import {groupStacks, type Stack} from '../model/stack.js';
import {askHealth} from '../operations/http-health.js';

/** A container that is asked: it runs, has no check of its own, and somebody has said where it answers. */
export interface Asked {
  readonly container: Container;
  readonly profile: ServiceProfile;
}

export const askedAmong = (stacks: readonly Stack[], services: KnownServices): Asked[] =>
  stacks.flatMap(({members}) =>
    members.flatMap(({key, container}) => {
      const profile = services.byKey.get(key)?.profile;
      return profile?.probe && container.state === 'running' && container.health === 'none' ? [{container, profile}] : [];
    }),
  );

/** Asks once, and tells the health after it; null where there is no way to ask. Throws only the signal's reason. */
export const askOnce = async (
  engine: Engine,
  {container, profile}: Asked,
  before: () => HttpHealth | null,
  signal: AbortSignal,
): Promise<HttpHealth | null> => {
  const {probe, slowStart} = profile;
  const answer = probe ? await askHealth(engine, container, probe, signal) : undefined;
  if (!probe || answer === undefined) return null;
  return healthFrom(before(), answer, {
    asked: `:${probe.port}${probe.path}`,
    now: Date.now(),
    startedAt: container.inspection?.startedAt ?? null,
    slowStartMs: slowStart === null ? null : slowStart * 1000,
  });
};

/** The same stacks with what their services answer now: all are asked side by side, the silent ones twice. */
export const withAnswers = async (
  engine: Engine,
  stacks: readonly Stack[],
  services: KnownServices,
  signal: AbortSignal,
): Promise<Stack[]> => {
  const answers = new Map<string, HttpHealth>();
  const ask = async (asked: Asked): Promise<void> => {
    const {id} = asked.container;
    for (let turn = 0; turn < 2; turn++) {
      const health = await askOnce(engine, asked, () => answers.get(id) ?? null, signal);
      if (!health) return;
      answers.set(id, health);
      if (health.silences === 0) return;
    }
  };
  await Promise.all(askedAmong(stacks, services).map(ask));
  return groupStacks(
    stacks.flatMap(({members}) => members.map(({container}) => container)),
    answers,
  );
};
