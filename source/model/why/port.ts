import type {Member, Stack} from '../stack.js';
import {isLive} from '../status.js';
import {type Hit, targetName} from '../target.js';
import {holderOf, type PortProtocol, type WhyKnown} from './findings.js';
import {fact, plain, type WhyPart} from './parts.js';
import type {StartError} from './start-error.js';

type Taken = Extract<StartError, {kind: 'port'}>;

const everywhere = (address: string | null): boolean => address === null || ['', '0.0.0.0', '::'].includes(address);
const meets = (one: string | null, other: string | null): boolean => everywhere(one) || everywhere(other) || one === other;

const publishes = ({container}: Member, port: number, protocol: PortProtocol, address: string | null): boolean =>
  isLive(container) &&
  container.ports.some(one => one.publicPort === port && one.protocol === protocol && meets(one.ip, address));

/** The running container that publishes a port of the engine's host, of whatever stack. */
export const publisherOf = (stacks: readonly Stack[], {port, protocol, address}: Taken, except: Member): Hit | null => {
  for (const stack of stacks) {
    const member = stack.members.find(one => one.container.id !== except.container.id && publishes(one, port, protocol, address));
    if (member) return {stack, member};
  }
  return null;
};

/** Who has the port that a container did not get. */
export const takenParts = (taken: Taken, member: Member, {stacks, findings}: WhyKnown): WhyPart[] => {
  const port = [plain('port'), fact(taken.protocol === 'tcp' ? String(taken.port) : `${taken.port}/${taken.protocol}`)];
  const publisher = publisherOf(stacks, taken, member);
  if (publisher) return [...port, plain('is taken by'), fact(targetName(publisher))];
  const holder = holderOf(findings, taken.port, taken.protocol);
  switch (holder?.kind) {
    case 'process':
      return [...port, plain('is taken by'), fact(holder.program), plain(`(pid ${holder.pid}) on this host`)];
    case 'hidden':
      return [...port, plain("is taken by another user's process on this host")];
    case 'free':
      return [...port, plain('was taken; nobody has it now: start it again')];
    default:
      return [...port, plain("is taken by somebody on the engine's host")];
  }
};
