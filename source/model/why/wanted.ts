import type {Container} from '../container.js';
import type {Stack} from '../stack.js';
import {severityOf} from '../status.js';
import {chainsOf} from './chain.js';
import {
  imageQuestion,
  logQuestion,
  networkQuestion,
  portQuestion,
  type Question,
  reachQuestion,
  type WhyKnown,
} from './findings.js';
import {publisherOf} from './port.js';
import {reachable} from './reach.js';
import {readStartError} from './start-error.js';
import {refusalOf} from './state.js';

/** A question, and what it is about: an answer holds until that is another (`===`), because then something happened to it. */
export interface Wanted {
  readonly question: Question;
  readonly about: object | string;
}

/** One run of a container: what its log says and whom it reaches is told of that. */
export const runOf = ({id, inspection}: Container): string => `${id} ${inspection?.startedAt} ${inspection?.finishedAt}`;

/** What the rules would ask about a stack in trouble: who has a port, whether a network or an image is there. Few questions, asked once for each change. */
export const wantedOf = (stack: Stack, now: number, known: WhyKnown): readonly Wanted[] => {
  const wanted: Wanted[] = [];
  for (const member of stack.members) {
    const refusal = refusalOf(member);
    if (refusal === null) continue;
    const cause = readStartError(refusal);
    const about = member.container;
    if (cause.kind === 'network') wanted.push({question: networkQuestion(cause.name), about});
    if (cause.kind === 'port' && !publisherOf(known.stacks, cause, member))
      wanted.push({question: portQuestion(cause.port, cause.protocol), about});
  }
  if (stack.missing.length === 0) return wanted;
  for (const {party} of chainsOf(stack, now, known.pastOf).roots) {
    const image = party.kind === 'absent' ? known.imageOf(stack, party.service.name) : null;
    if (image !== null) wanted.push({question: imageQuestion(image), about: stack});
  }
  return wanted;
};

/** What is asked besides of the one container that is looked at: its last words and, from near by, whether it reaches what it needs. */
export const wantedOfSelected = (stack: Stack, key: string, nearBy: boolean): readonly Wanted[] => {
  const member = stack.members.find(one => one.key === key);
  if (!member) return [];
  const {container, status} = member;
  const about = runOf(container);
  const ran = container.inspection?.startedAt !== null && container.inspection !== null;
  const ended = status.kind === 'failed' || status.kind === 'restarting';
  const wanted: Wanted[] = ran && ended && refusalOf(member) === null ? [{question: logQuestion(container.id), about}] : [];
  if (!nearBy || severityOf(status) !== 'bad') return wanted;
  return [
    ...wanted,
    ...reachable(member, stack).map(({host, port}) => ({question: reachQuestion(container.id, host, port), about})),
  ];
};
