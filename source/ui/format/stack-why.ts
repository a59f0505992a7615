import type {Stack} from '../../model/stack.js';
import type {State} from '../../state/state.js';
import {line, type Piece} from './detail-piece.js';
import type {Look} from './look.js';
import {formatWhy} from './why.js';
import {memberWhy} from './why-of.js';

/** What is wrong with a stack and why, at the top of its overview: a line for each of its members in trouble. Nothing when all is well. */
export const stackWhyPieces = (stack: Stack, state: State, width: number, look: Look): Piece[] => {
  const whys = stack.members
    .map(member => memberWhy({kind: 'container', key: member.key, stack, member, last: false}, state))
    .filter(why => why !== null)
    .filter(({severity}) => severity === 'bad' || severity === 'warn');
  return whys.length === 0 ? [] : [...whys.map(why => line(formatWhy(why, width, look))), line('')];
};
