import {maskProbe} from '../secrets.js';
import type {Member, Stack} from '../stack.js';
import type {Severity} from '../status.js';
import {severityOf} from '../status.js';
import {type Chains, chainsOf, type Effect, type Party, type Root} from './chain.js';
import {linesOf, nothingFound, type WhyKnown} from './findings.js';
import {ringClause} from './member.js';
import {type Clause, plain} from './parts.js';
import {unwrapped} from './start-error.js';
import {absentClauses, factClauses, refusalOf, stateClause} from './state.js';

/** A cause, or what follows from one, with all that follows from it in turn. */
export interface WhyNode {
  /** The member's key, or that of the service that is missing. */
  readonly key: string;
  readonly severity: Severity;
  /** Its name and how it is. */
  readonly head: Clause;
  /** What else is known of it, a line each. */
  readonly facts: readonly Clause[];
  /** The engine's own message, and the last lines of its log: hostile text. */
  readonly said: readonly string[];
  readonly effects: readonly WhyNode[];
}

const logLines = 5;

const doubtful: Clause = [plain('runs; it has no health check')];
const awaiting: Clause = [plain('says that it is well all the same')];

const memberNode = (
  member: Member,
  how: Effect['how'] | null,
  stack: Stack,
  now: number,
  known: WhyKnown,
  effects: readonly WhyNode[],
): WhyNode => {
  const state = stateClause(member, stack, now, known);
  const [name] = state;
  const calm = how === 'doubt' && (member.status.kind === 'running' || member.status.kind === 'healthy');
  const refusal = refusalOf(member);
  return {
    key: member.key,
    severity: how === 'doubt' || how === 'waiting' ? 'warn' : severityOf(member.status),
    head: calm && name ? [name, ...(member.status.kind === 'healthy' ? awaiting : doubtful)] : state,
    facts: calm ? [] : factClauses(member, stack, now, known),
    said: [
      ...(refusal === null ? [] : [maskProbe(unwrapped(refusal))]),
      ...linesOf(known.findings, member.container.id).map(maskProbe).slice(-logLines),
    ],
    effects,
  };
};

/** Grows the tree below a root: everyone once, below the last of those that he is unwell because of. */
class Growing {
  readonly #chains: Chains;
  readonly #left: Map<string, Effect>;
  readonly #make: (effect: Effect, effects: readonly WhyNode[]) => WhyNode;

  constructor(root: Root, chains: Chains, make: (effect: Effect, effects: readonly WhyNode[]) => WhyNode) {
    this.#chains = chains;
    this.#left = new Map(root.effects.map(effect => [effect.member.key, effect]));
    this.#make = make;
  }

  #grow(effect: Effect): WhyNode {
    this.#left.delete(effect.member.key);
    return this.#make(effect, this.below(effect.member.key));
  }

  below(key: string): WhyNode[] {
    const waits = ({member}: Effect): boolean =>
      this.#chains.causesOf(member.key).some(cause => cause.key !== key && this.#left.has(cause.key));
    const nodes: WhyNode[] = [];
    for (const {member} of this.#chains.effectsOf(key)) {
      const effect = this.#left.get(member.key);
      if (effect && !waits(effect)) nodes.push(this.#grow(effect));
    }
    return nodes;
  }

  /** Those that wait for each other in a ring, which no branch has reached. */
  rest(): WhyNode[] {
    const nodes: WhyNode[] = [];
    for (const effect of this.#left.values()) nodes.push(this.#grow(effect));
    return nodes;
  }
}

const rootNode = (root: Root, chains: Chains, stack: Stack, now: number, known: WhyKnown): WhyNode => {
  const {party, ring, severity} = root;
  const growing = new Growing(root, chains, (effect, effects) =>
    memberNode(effect.member, effect.how, stack, now, known, effects),
  );
  const effects = [...growing.below(party.key), ...growing.rest()];
  const round = ringClause(ring);
  const node = partyNode(party, stack, now, known, effects);
  return {...node, severity, facts: round ? [...node.facts, round] : node.facts};
};

const partyNode = (party: Party, stack: Stack, now: number, known: WhyKnown, effects: readonly WhyNode[]): WhyNode => {
  if (party.kind === 'member') return memberNode(party.member, null, stack, now, known, effects);
  const [head = [], ...facts] = absentClauses(party.service, stack, known);
  return {key: party.key, severity: 'bad', head, facts, said: [], effects};
};

const has = (node: WhyNode, key: string): boolean => node.key === key || node.effects.some(effect => has(effect, key));

/** Of a tree only what leads to a container, and what follows from that. */
const leadingTo = (node: WhyNode, key: string): WhyNode =>
  node.key === key
    ? node
    : {...node, effects: node.effects.filter(effect => has(effect, key)).map(effect => leadingTo(effect, key))};

/**
 * What is wrong with a stack: each root cause with all that follows from it, the worst first. With `key`, only what leads to this
 * container and follows from it. Empty when nothing is wrong.
 */
export const whyTree = (
  stack: Stack,
  now: number,
  known: WhyKnown = nothingFound,
  key: string | null = null,
): readonly WhyNode[] => {
  const chains = chainsOf(stack, now, known.pastOf);
  const trees = chains.roots.map(root => rootNode(root, chains, stack, now, known));
  return key === null ? trees : trees.filter(tree => has(tree, key)).map(tree => leadingTo(tree, key));
};
