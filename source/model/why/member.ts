import type {Member, Stack} from '../stack.js';
import {type Severity, severityOf} from '../status.js';
import {type AbsentService, type Chains, chainsOf, type Effect, type Party, type Root} from './chain.js';
import {nothingFound, type WhyKnown} from './findings.js';
import {oomKillsClause} from './oom-kills.js';
import {because, type Clause, fact, plain, someOf, type Why, type WhyPart} from './parts.js';
import {isLooping} from './restarts.js';
import {absentClauses, factClauses, lastWordsClause, nameOf, stateClause} from './state.js';

const labelsOf = (effects: readonly Effect[], how: Effect['how']): readonly string[] =>
  effects.filter(effect => effect.how === how).map(({member}) => member.label);

/** What follows from a cause, in a clause: who cannot work, who waits, who may not. `most` names of each; null when nothing follows. */
export const effectsClause = (effects: readonly Effect[], most?: number): Clause | null => {
  const unwell = labelsOf(effects, 'unwell');
  const waiting = labelsOf(effects, 'waiting');
  const doubt = labelsOf(effects, 'doubt');
  const groups: WhyPart[][] = [];
  const add = (names: readonly string[], verb: string): void => {
    if (names.length > 0) groups.push([fact(someOf(names, most)), plain(verb)]);
  };
  add(unwell, 'cannot work');
  add(waiting, waiting.length === 1 ? 'waits for it' : 'wait for it');
  add(doubt, groups.length > 0 ? 'may not work' : doubt.length === 1 ? 'needs it' : 'need it');
  if (groups.length === 0) return null;
  return groups.flatMap((group, at) =>
    at < groups.length - 1 ? [...group.slice(0, -1), plain(`${group.at(-1)?.text},`)] : group,
  );
};

/** Services that depend on each other in a ring. */
export const ringClause = (ring: readonly string[]): Clause | null =>
  ring.length === 0 ? null : [plain('depends_on goes in a ring:'), fact(ring.join(' needs '))];

const rootOf = (chains: Chains, key: string): Root | undefined => chains.roots.find(({party}) => party.key === key);

/** From what a container needs to the root of its trouble. */
const pathFrom = (key: string, chains: Chains): readonly Party[] => {
  const path: Party[] = [];
  const seen = new Set([key]);
  for (let at = key; ; ) {
    const [cause] = chains.causesOf(at);
    if (!cause || seen.has(cause.key)) return path;
    path.push(cause);
    seen.add(cause.key);
    if (rootOf(chains, cause.key)) return path;
    at = cause.key;
  }
};

const partyClauses = (party: Party, stack: Stack, now: number, known: WhyKnown): readonly Clause[] =>
  party.kind === 'absent' ? absentClauses(party.service, stack, known) : [stateClause(party.member, stack, now, known)];

const quietName = (part: WhyPart): WhyPart => (part.kind === 'trouble' ? {...part, kind: 'name'} : part);

/** `← auren-api ← redis exited with 137`. */
const chainParts = (path: readonly Party[], stack: Stack, now: number, known: WhyKnown): WhyPart[] => {
  const last = path.at(-1);
  if (!last) return [];
  const between = path
    .slice(0, -1)
    .flatMap((party): WhyPart[] => [
      because,
      {kind: 'name', text: party.kind === 'absent' ? party.service.name : party.member.label},
    ]);
  const [words = []] = partyClauses(last, stack, now, known);
  return [...between, because, ...words.map(quietName)];
};

const present = (clauses: readonly (Clause | null)[]): Clause[] => clauses.filter(clause => clause !== null);

const details = (member: Member, stack: Stack, now: number, known: WhyKnown): Clause[] =>
  present([lastWordsClause(member, known), ...factClauses(member, stack, now, known)]);

/** Of one whose cause is its own, or that is nobody's: its state, what says most about it, what follows from it, and the rest. */
const ownClauses = (
  member: Member,
  stack: Stack,
  now: number,
  known: WhyKnown,
  root: Pick<Root, 'effects' | 'ring'> | undefined,
): Clause[] => {
  const [first, ...rest] = details(member, stack, now, known);
  const effects = root ? [effectsClause(root.effects), ringClause(root.ring)] : [];
  return present([stateClause(member, stack, now, known), first ?? null, ...effects, ...rest]);
};

const told: ReadonlySet<string> = new Set(['stopped', 'done', 'created']);

/** What is wrong with a container, since when and why, as far as it is known. Null when nothing is. */
export const whyMember = (member: Member, stack: Stack, now: number, known: WhyKnown = nothingFound): Why | null => {
  const {status, key} = member;
  const looping = isLooping(member.container, known.pastOf(key), now);
  const chains = chainsOf(stack, now, known.pastOf);
  const path = pathFrom(key, chains);
  const own: Severity = looping ? 'bad' : severityOf(status);
  const shown = own === 'bad' || own === 'warn' || told.has(status.kind);
  if (!shown && path.length === 0) {
    const kills = oomKillsClause(member, now, known);
    return kills && {severity: 'warn', clauses: [[nameOf(member, false), plain('had'), ...kills]]};
  }
  const root = rootOf(chains, key);
  // One whose cause is its own says that first, also when something that it needs is not there either.
  if (path.length === 0 || root) return {severity: own, clauses: ownClauses(member, stack, now, known, root)};
  const severity = own === 'bad' ? 'bad' : 'warn';
  const chain = chainParts(path, stack, now, known);
  const state = stateClause(member, stack, now, known);
  if (status.kind === 'created') return {severity, clauses: [state, chain]};
  const [, ...how] = state;
  const rest = shown
    ? [how, ...details(member, stack, now, known)]
    : present([[plain('it runs all the same')], oomKillsClause(member, now, known)]);
  return {severity, clauses: [[nameOf(member, own === 'bad'), ...chain], ...rest]};
};

const absentWhy = (service: AbsentService, root: Root | undefined, stack: Stack, known: WhyKnown): Why => {
  const effects = root ? effectsClause(root.effects) : null;
  return {
    severity: root?.severity ?? 'warn',
    clauses: [...absentClauses(service, stack, known), ...(effects ? [effects] : [])],
  };
};

/** Why of a root cause, with what follows from it. */
export const whyRoot = (root: Root, stack: Stack, now: number, known: WhyKnown = nothingFound): Why => {
  const {party, severity} = root;
  if (party.kind === 'absent') return absentWhy(party.service, root, stack, known);
  return {severity, clauses: ownClauses(party.member, stack, now, known, root)};
};

/** The same without what follows from it. */
export const whyCause = ({party, severity, ring}: Root, stack: Stack, now: number, known: WhyKnown = nothingFound): Why =>
  party.kind === 'absent'
    ? absentWhy(party.service, undefined, stack, known)
    : {severity, clauses: ownClauses(party.member, stack, now, known, {effects: [], ring})};

/** The same, for those who look at another stack: it says whose container it is about, `auren/kafka`. */
export const namingStack = (why: Why, stack: Stack): Why => {
  const [[name, ...rest] = [], ...others] = why.clauses;
  if (!name || stack.project === null) return why;
  return {...why, clauses: [[{...name, text: `${stack.name}/${name.text}`}, ...rest], ...others]};
};

/** The why of a stack is its worst root cause; where there is none, what its worst member is at (starting, paused). */
export const whyStack = (stack: Stack, now: number, known: WhyKnown = nothingFound): Why | null => {
  const [root] = chainsOf(stack, now, known.pastOf).roots;
  if (root) return whyRoot(root, stack, now, known);
  const {worst} = stack;
  return worst && severityOf(worst.status) === 'warn' ? whyMember(worst, stack, now, known) : null;
};
