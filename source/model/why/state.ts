import {bytes} from '../bytes.js';
import type {HttpHealth} from '../http-health.js';
import {maskProbe} from '../secrets.js';
import type {Member, Stack} from '../stack.js';
import {severityOf} from '../status.js';
import type {AbsentService} from './chain.js';
import {type End, endInWords, endOf} from './end.js';
import {imageExists, linesOf, networkExists, reachedOf, type WhyKnown} from './findings.js';
import {checkClause, streakClause} from './health-check.js';
import {apartFrom} from './networks.js';
import {oomKillsClause} from './oom-kills.js';
import {ago, type Clause, fact, factAgo, forHowLong, plain, quote, someOf, type WhyPart} from './parts.js';
import {isMet} from './plight.js';
import {takenParts} from './port.js';
import {reachable} from './reach.js';
import {isLooping, lastExitClause, restartsClause} from './restarts.js';
import {readStartError} from './start-error.js';

/** The name of a container, as loud as its trouble is. */
export const nameOf = (member: Member, loud: boolean): WhyPart => ({kind: loud ? 'trouble' : 'name', text: member.label});

/** In a word how a dependency is that keeps others waiting. */
const unmetWord = ({status}: Member): string =>
  status.kind === 'failed' ? `exited ${status.exitCode ?? ''}`.trimEnd() : status.kind;

/** What one that was created and did not start waits for: those of its dependencies that are not as it wants them. */
const createdParts = ({dependsOn}: Member, stack: Stack): WhyPart[] => {
  const unmet = dependsOn.flatMap(({service, condition}) => {
    const members = stack.members.filter(other => other.container.service === service && !other.container.oneOff);
    if (members.length === 0) return [`${service} (not there)`];
    return members.filter(one => !isMet(one, condition)).map(one => `${one.label} (${unmetWord(one)})`);
  });
  return unmet.length === 0 ? [plain('was created and never started')] : [plain('waits for'), fact(someOf(unmet))];
};

/** Why the engine did not start it. */
const refusedParts = (error: string, member: Member, known: WhyKnown): WhyPart[] => {
  const cause = readStartError(error);
  switch (cause.kind) {
    case 'port':
      return takenParts(cause, member, known);
    case 'network':
      return networkExists(known.findings, cause.name)
        ? [plain('network'), fact(cause.name), plain('was not there; it is now: start it again')]
        : [plain('network'), fact(cause.name), plain('is not there')];
    case 'known':
      return [fact(cause.words)];
    case 'unknown':
      return [quote(cause.text)];
  }
};

/** The engine keeps its message beside these codes when a start fails (moby:daemon/start.go). */
const refusals: ReadonlySet<number | null> = new Set([125, 126, 127, 128]);

/** The engine's message, when it is that which keeps the container down. */
export const refusalOf = ({status, container}: Member): string | null => {
  if (status.kind === 'created') return status.error === '' ? null : status.error;
  const error = container.inspection?.error ?? '';
  return status.kind === 'failed' && error !== '' && refusals.has(status.exitCode) ? error : null;
};

const endParts = (end: End, member: Member, since: number | null, now: number): WhyPart[] =>
  factAgo(endInWords(end, member.container.inspection?.memoryLimit), since, now);

/** Code 1 is what a program says that gave up: no engine, shell or signal is behind it. */
const failureParts = (end: End | null, member: Member, since: number | null, now: number): WhyPart[] => {
  if (end === null) return [fact('an error')];
  return end.code === 1 && !end.oomKilled ? factAgo('1, its own error', since, now) : endParts(end, member, since, now);
};

/** The name, and how the container is: what is to be read first. */
export const stateClause = (member: Member, stack: Stack, now: number, known: WhyKnown): Clause => {
  const {status, container} = member;
  const past = known.pastOf(member.key);
  const name = nameOf(member, severityOf(status) === 'bad' || isLooping(container, past, now));
  const refusal = refusalOf(member);
  if (refusal !== null) return [name, plain('did not start:'), ...refusedParts(refusal, member, known)];
  const end = endOf(member, past);
  switch (status.kind) {
    case 'unhealthy':
      return [name, fact('unhealthy'), ...forHowLong(past.unhealthySince ?? status.since, now)];
    case 'starting':
      return [name, plain('starting'), ...forHowLong(status.since, now)];
    case 'restarting':
      return end === null || end.code === null
        ? [name, fact('restarts again and again')]
        : [name, fact('restarts again and again,'), plain('exit code'), ...endParts(end, member, null, now)];
    case 'failed':
      return [name, plain('exited with'), ...failureParts(end, member, status.since, now)];
    case 'stopped':
      return [name, plain('stopped'), ...ago(status.since, now)];
    case 'done':
      return [name, plain('is done: it exited with'), ...factAgo('0', container.inspection?.finishedAt ?? null, now)];
    case 'created':
      return [name, ...createdParts(member, stack)];
    case 'paused':
      return [name, plain('is paused: its processes are frozen')];
    case 'dead':
      return [name, fact('is dead: the engine could not remove it')];
    case 'removing':
      return [name, plain('is being removed')];
    default:
      return [name, plain(status.kind)];
  }
};

const namer: Readonly<Record<AbsentService['namedBy'], string>> = {
  compose: 'the compose file names it',
  profile: 'its profile names it',
  label: 'depends_on names it',
};

/** What there is to say about a service that has no container. */
export const absentClauses = (service: AbsentService, stack: Stack, known: WhyKnown): Clause[] => {
  const image = known.imageOf(stack, service.name);
  const noImage = image !== null && imageExists(known.findings, image) === false;
  return [
    [
      {kind: service.namedBy === 'label' ? 'name' : 'trouble', text: service.name},
      fact('is missing:'),
      plain(`${namer[service.namedBy]}, and it has no container`),
    ],
    ...(noImage ? [[plain('its image'), fact(image), plain('is not on this engine: pull or build it')]] : []),
  ];
};

/** The answer to our own question over HTTP, where there is no check. */
const answerClause = ({asked, status, said}: HttpHealth): Clause => {
  const question = [plain('GET'), fact(asked)];
  if (status === null) return [...question, plain('gets no answer')];
  return [...question, plain('says'), fact(String(status)), ...(said === '' ? [] : [quote(said)])];
};

/** The last line of the log of one that ended by itself, where somebody has read it: one that was killed had no say in it. */
export const lastWordsClause = (member: Member, {findings, pastOf}: WhyKnown): Clause | null => {
  const end = endOf(member, pastOf(member.key));
  if (end === null || end.oomKilled || end.code === 137 || refusalOf(member) !== null) return null;
  const last = linesOf(findings, member.container.id).findLast(line => line.trim() !== '');
  return last === undefined ? null : [plain('its log ends with'), quote(maskProbe(last.trim()))];
};

const memoryClause = (member: Member, oom: boolean, {memoryOf}: WhyKnown): Clause | null => {
  const used = oom ? memoryOf(member.container.id) : null;
  return used === null ? null : [plain('it used'), fact(bytes(used)), plain('when it was measured last')];
};

const networkClause = (member: Member, stack: Stack): Clause | null => {
  const [other, ...more] = apartFrom(member, stack);
  if (!other) return null;
  const {networks, networkMode} = member.container;
  if (networks.length === 0 || networkMode === 'none') return [fact('it has no network'), plain(`and needs ${other.label}`)];
  return [plain('it shares no network with'), fact([other, ...more].map(({label}) => label).join(', '))];
};

const reachWords = {
  refused: 'is refused',
  timeout: 'gets no answer',
  unreachable: 'finds no way',
  'no-name': 'fails: the name is not known there',
} as const;

const reachClause = (member: Member, stack: Stack, {findings}: WhyKnown): Clause | null => {
  for (const {host, port} of reachable(member, stack)) {
    const reached = reachedOf(findings, member.container.id, host, port);
    if (reached !== null && reached !== 'open')
      return [plain('a connection from it to'), fact(`${host}:${port}`), plain(reachWords[reached])];
  }
  return null;
};

const todoClause = (member: Member): Clause | null => {
  const refusal = refusalOf(member);
  const cause = refusal === null ? null : readStartError(refusal);
  return cause?.kind === 'known' && cause.todo !== '' ? [plain(cause.todo)] : null;
};

/** What is known of a container's trouble beside its state and its log, the most telling first. */
export const factClauses = (member: Member, stack: Stack, now: number, known: WhyKnown): Clause[] => {
  const {status, container} = member;
  const past = known.pastOf(member.key);
  const looping = isLooping(container, past, now);
  const bad = looping || severityOf(status) === 'bad';
  const unwell = status.kind === 'unhealthy' || status.kind === 'starting';
  const refused = refusalOf(member) !== null;
  const error = container.inspection?.error ?? '';
  const oom = endOf(member, past)?.oomKilled ?? (looping && (past.exits.at(-1)?.oomKilled ?? false));
  const clauses = [
    bad && !refused ? networkClause(member, stack) : null,
    bad ? reachClause(member, stack, known) : null,
    unwell ? (status.http ? answerClause(status.http) : checkClause(container)) : null,
    status.kind === 'unhealthy' && !status.http ? streakClause(container, now) : null,
    status.kind === 'failed' && error !== '' && !refused ? [quote(maskProbe(error))] : null,
    todoClause(member),
    bad && status.kind !== 'failed' && !refused ? restartsClause(container, past, now) : null,
    unwell || (looping && status.kind !== 'restarting') ? lastExitClause(container, past) : null,
    memoryClause(member, oom, known),
    oomKillsClause(member, now, known),
  ];
  return clauses.filter(clause => clause !== null);
};
