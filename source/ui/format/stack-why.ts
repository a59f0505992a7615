import type {Stack} from '../../model/stack.js';
import {type WhyNode, whyTree} from '../../model/why.js';
import {whyKnownIn} from '../../state/findings.js';
import type {State} from '../../state/state.js';
import {line, type Piece} from './detail-piece.js';
import type {Look} from './look.js';
import {brokenWhy} from './remark-of.js';
import {formatWhy} from './why.js';
import {memberWhy} from './why-of.js';
import {whyTreeLines} from './why-tree.js';

const keysOf = (nodes: readonly WhyNode[]): string[] => nodes.flatMap(({key, effects}) => [key, ...keysOf(effects)]);

/**
 * What is wrong with a stack and why, at the top of its overview: each cause with all that follows from it, then a line for each member
 * that is in no such tree and not well yet (it starts, it is paused), and what is wrong with its files. Nothing when all is well.
 */
export const stackWhyPieces = (stack: Stack, state: State, width: number, look: Look): Piece[] => {
  const trees = whyTree(stack, state.now, whyKnownIn(state));
  const told = new Set(keysOf(trees));
  const others = stack.members
    .filter(({key}) => !told.has(key))
    .map(member => memberWhy({kind: 'container', key: member.key, stack, member, last: false}, state))
    .filter(why => why !== null)
    .filter(({severity}) => severity === 'bad' || severity === 'warn');
  const broken = brokenWhy(stack, state);
  const lines = [
    ...whyTreeLines(trees, width - 1, look),
    ...[...others, ...(broken ? [broken] : [])].map(why => formatWhy(why, width, look)),
  ];
  return lines.length === 0 ? [] : [...lines.map(line), line('')];
};
