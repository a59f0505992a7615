import type {Member, Stack} from '../model/stack.js';
import {serviceFor} from '../services/recognise.js';
import type {Service, ServiceTarget} from '../services/service.js';
import {memberIn} from '../state/selectors.js';
import type {State} from '../state/state.js';
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
