import type {Engine} from '../engine/client.js';
import {inspectContainer} from '../engine/containers.js';
import type {Member, Stack} from '../model/stack.js';
import {serviceFor} from '../services/recognise.js';
import type {Service, ServiceTarget} from '../services/service.js';
import {changed} from '../state/engine-updates.js';
import {memberIn} from '../state/selectors.js';
import type {State} from '../state/state.js';
import type {Store} from '../state/store.js';
import {plainText} from '../terminal/sanitise.js';

/** A container's name as people know it, safe to print: `auren/kafka`. */
export const nameOf = ({stack, member}: {readonly stack: Stack; readonly member: Member}): string =>
  plainText(stack.project === null ? member.label : `${stack.name}/${member.label}`);

/** A container, and how one speaks to what runs in it. */
export interface SpokenTo {
  readonly name: string;
  readonly stack: Stack;
  readonly member: Member;
  readonly service: Service;
  readonly target: ServiceTarget;
}

/** The container with this key as a service; null when it is gone. */
export const spokenTo = (state: State, key: string): SpokenTo | null => {
  const found = memberIn(state, key);
  if (!found) return null;
  const facts = state.services.byKey.get(key);
  return {
    ...found,
    name: nameOf(found),
    service: serviceFor(facts?.kind ?? 'other'),
    target: {container: found.member.container, profile: facts?.profile ?? null},
  };
};

/**
 * The same once its container is inspected: users, databases and passwords stand in its environment. An engine with many containers
 * tells of each after a while only; this one is asked for now. Null when it is gone. Throws EngineError.
 */
export const inspectedTarget = async (
  {engine, store}: {readonly engine: Engine; readonly store: Store<State>},
  key: string,
  signal: AbortSignal,
): Promise<SpokenTo | null> => {
  const found = spokenTo(store.get(), key);
  if (!found || found.target.container.inspection) return found;
  const container = await inspectContainer(engine, found.target.container.id, signal);
  store.update(state => changed(state, [container], Date.now()));
  const again = spokenTo(store.get(), key);
  // Recognised anew with the next change: until then what is known of it is what it was.
  return again && {...again, service: found.service, target: {...found.target, container}};
};
