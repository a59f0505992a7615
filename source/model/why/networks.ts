import type {Container} from '../container.js';
import type {Member, Stack} from '../stack.js';
import {isLive} from '../status.js';

/** Networks on which others can call it by name; null where that is no question (the host's network, another container's). */
const ownNetworks = ({networkMode, networks}: Container): readonly string[] | null =>
  networkMode === 'host' || networkMode.startsWith('container:') || networkMode.startsWith('service:') ? null : networks;

const isApart = (one: Container, other: Container): boolean => {
  const mine = ownNetworks(one);
  const theirs = ownNetworks(other);
  if (mine === null || theirs === null || theirs.length === 0) return false;
  return !mine.some(name => theirs.includes(name));
};

/** Whether one depends on the other to talk to it: a job that has to be done first need not be reached. */
const talksTo = (member: Member, service: string): boolean =>
  member.dependsOn.some(one => one.service === service && one.condition !== 'service_completed_successfully');

/** Running services that a container depends on and has no network in common with; it cannot reach them. */
export const apartFrom = (member: Member, stack: Stack): readonly Member[] =>
  member.dependsOn.length === 0
    ? []
    : stack.members.filter(
        other =>
          other.container.service !== null &&
          !other.container.oneOff &&
          isLive(other.container) &&
          talksTo(member, other.container.service) &&
          isApart(member.container, other.container),
      );
