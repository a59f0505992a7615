import {bytes} from './bytes.js';
import type {Composed} from './composed.js';
import {type Drift, driftClauses} from './drift.js';
import {memoryWeight} from './memory-weight.js';
import type {Member, Stack} from './stack.js';
import {isLive, type Severity} from './status.js';
import {fullInWords, type Trend} from './trend.js';
import type {Why, WhyPart} from './why.js';

/** What is known of a container beside its state. Bytes; null where it is not known. */
export interface RemarkFacts {
  readonly used: number | null;
  readonly usual: number | null;
  readonly trend: Trend | null;
  readonly drift: Drift | null;
  readonly composed: Composed | null;
  /** ms since 1970. */
  readonly now: number;
}

interface Remark {
  readonly severity: Severity;
  readonly clauses: readonly WhyPart[][];
}

const plain = (text: string): WhyPart => ({kind: 'plain', text});
const fact = (text: string): WhyPart => ({kind: 'fact', text});
const hour = 3_600_000;

const trendRemark = ({container}: Member, {trend, used, now: moment}: RemarkFacts): Remark[] => {
  const limit = container.inspection?.memoryLimit ?? null;
  if (!trend || limit === null || !isLive(container)) return [];
  const left = Math.max(0, trend.fullAt - moment);
  const now =
    used === null ? [] : [[fact(`${bytes(used)} of ${bytes(limit)},`), fact(bytes(trend.slope * 60)), plain('more a minute')]];
  return [{severity: left < hour ? 'warn' : 'quiet', clauses: [[fact('memory full'), plain(fullInWords(left))], ...now]}];
};

const usualRemark = ({container}: Member, {used, usual}: RemarkFacts): Remark[] => {
  if (used === null || usual === null || !isLive(container)) return [];
  const {severity} = memoryWeight({used, limit: null, usual, fullIn: null});
  if (severity !== 'warn' && severity !== 'bad') return [];
  return [{severity: 'warn', clauses: [[plain('holds'), fact(`${bytes(used)},`), plain('usually'), fact(bytes(usual))]]}];
};

/** Containers that the files say a service has, and fewer there are; null when there are enough, or nobody says. */
export const replicasOf = (
  {container}: Member,
  {members}: Stack,
  composed: Composed | null,
): {there: number; meant: number} | null => {
  if (container.service === null || container.oneOff) return null;
  const meant = composed?.services.find(({name}) => name === container.service)?.replicas ?? 0;
  const there = members.filter(other => other.container.service === container.service && !other.container.oneOff).length;
  return there < meant ? {there, meant} : null;
};

const replicaRemark = (member: Member, stack: Stack, {composed}: RemarkFacts): Remark[] => {
  const replicas = replicasOf(member, stack, composed);
  if (!replicas) return [];
  return [{severity: 'quiet', clauses: [[fact(`${replicas.there} of ${replicas.meant} replicas`)]]}];
};

const driftRemark = ({container}: Member, {drift, now}: RemarkFacts): Remark[] => {
  const clauses = drift ? driftClauses(container, drift, now) : [];
  return clauses.length === 0 ? [] : [{severity: 'quiet', clauses: [...clauses, [plain('C up recreates it')]]}];
};

/** What is to be said of a container that is otherwise well, the most urgent first; null when nothing is. */
export const remarkOn = (member: Member, stack: Stack, facts: RemarkFacts): Why | null => {
  const remarks = [
    ...trendRemark(member, facts),
    ...usualRemark(member, facts),
    ...replicaRemark(member, stack, facts),
    ...driftRemark(member, facts),
  ];
  const [first] = remarks.flatMap(({clauses}) => clauses);
  if (!first) return null;
  const severity = remarks.some(remark => remark.severity === 'warn') ? 'warn' : 'quiet';
  const [, ...others] = remarks.flatMap(({clauses}) => clauses);
  return {
    severity,
    clauses: [[{kind: 'name', text: first[0]?.kind === 'fact' ? `${member.label}:` : member.label}, ...first], ...others],
  };
};
