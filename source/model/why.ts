/**
 * Why something is unwell: pure rules, from what is red to its cause. A rule is a file of why/; what no list tells they name as
 * questions (why/wanted.ts), and the answers come back to them as findings.
 */
export {type Chains, chainsOf, type Effect, type Party, type Root} from './why/chain.js';
export {
  type Finding,
  type Findings,
  noFindings,
  nothingFound,
  type PortHolder,
  type PortProtocol,
  type Question,
  type Reached,
  type WhyKnown,
} from './why/findings.js';
export {checkCommand} from './why/health-check.js';
export {effectsClause, namingStack, whyCause, whyMember, whyRoot, whyStack} from './why/member.js';
export type {Clause, Why, WhyPart} from './why/parts.js';
export {type WhyNode, whyTree} from './why/tree.js';
export {runOf, type Wanted, wantedOf, wantedOfSelected} from './why/wanted.js';
