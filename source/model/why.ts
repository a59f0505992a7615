import {maskWords} from './command-mask.js';
import type {Container, DependencyCondition} from './container.js';
import {spokenDuration} from './duration.js';
import {exitCodeInWords} from './exit-code.js';
import type {HttpHealth} from './http-health.js';
import {loopOf, noPast, type Past} from './past.js';
import {maskProbe} from './secrets.js';
import type {Member, Stack} from './stack.js';
import {type Severity, type Status, severityOf} from './status.js';

/** A piece of the why line, with its weight: plain words, the fact to see, a quotation, the container's name. */
export interface WhyPart {
  readonly kind: 'name' | 'trouble' | 'plain' | 'fact' | 'quote';
  readonly text: string;
}

export interface Why {
  readonly severity: Severity;
  /** Clauses, each a list of parts; the screen joins clauses by a dot and drops the last ones when there is no room. */
  readonly clauses: readonly (readonly WhyPart[])[];
}

const plain = (text: string): WhyPart => ({kind: 'plain', text});
const fact = (text: string): WhyPart => ({kind: 'fact', text});

/** The health check as people wrote it: without `CMD` and `CMD-SHELL`, which are the engine's, and without its secrets. */
export const checkCommand = (test: readonly string[]): string =>
  maskWords(test[0] === 'CMD' || test[0] === 'CMD-SHELL' ? test.slice(1) : test).join(' ');

const forHowLong = (since: number | null, now: number): WhyPart[] =>
  since === null ? [] : [plain('for'), fact(spokenDuration(now - since))];

/** A fact, and when that was, set apart: it may end with a number. */
const factAgo = (text: string, since: number | null, now: number): WhyPart[] => {
  if (since === null) return [fact(text)];
  return now - since < 1000
    ? [fact(`${text},`), plain('just now')]
    : [fact(`${text},`), fact(spokenDuration(now - since)), plain('ago')];
};

const ago = (since: number | null, now: number): WhyPart[] =>
  since === null ? [] : [fact(spokenDuration(now - since)), plain('ago')];

/** The check's own last words. */
const checkClause = (container: Container): WhyPart[] | null => {
  const inspection = container.inspection;
  const command = checkCommand(inspection?.healthTest ?? []);
  const failed = inspection?.probes.findLast(probe => probe.exitCode !== 0);
  if (command === '') return null;
  if (!failed) return [plain('check'), fact(command)];
  const output = maskProbe(failed.output).trim().split('\n').at(-1)?.trim() ?? '';
  return output === ''
    ? [plain('check'), fact(command), plain('exits'), fact(String(failed.exitCode))]
    : [plain('check'), fact(command), plain('said'), {kind: 'quote', text: output}];
};

/** The answer to our own question over HTTP, where there is no check. */
const answerClause = ({asked, status, said}: HttpHealth): WhyPart[] => {
  const question = [plain('GET'), fact(asked)];
  if (status === null) return [...question, plain('gets no answer')];
  return [...question, plain('says'), fact(String(status)), ...(said === '' ? [] : [{kind: 'quote' as const, text: said}])];
};

const lastExitClause = (past: Past): WhyPart[] | null => {
  const last = past.exits.at(-1);
  return last && last.code !== null && last.code !== 0
    ? [plain('last exit'), fact(exitCodeInWords(last.code, last.oomKilled))]
    : null;
};

const restartsClause = (container: Container, past: Past, now: number): WhyPart[] | null => {
  const loop = loopOf(past, now);
  if (loop) return [fact(`${loop.count} ends in 10 min,`), plain('about every'), fact(spokenDuration(loop.periodMs))];
  const restarts = container.inspection?.restarts ?? 0;
  return restarts === 0 ? null : [fact(restarts === 1 ? '1 restart' : `${restarts} restarts`)];
};

/** Services of the stack that wait for this one and are not up. */
const waitingClause = (member: Member, stack: Stack): WhyPart[] | null => {
  const service = member.container.service;
  const waiting = stack.members.filter(
    other => other.container.state === 'created' && other.dependsOn.some(dependency => dependency.service === service),
  );
  if (waiting.length === 0) return null;
  return [fact(waiting.map(other => other.label).join(', ')), plain(waiting.length === 1 ? 'waits for it' : 'wait for it')];
};

const isMet = (status: Status, condition: DependencyCondition): boolean => {
  if (condition === 'service_completed_successfully') return status.kind === 'done';
  if (status.kind === 'healthy' || status.kind === 'done') return true;
  return (
    condition === 'service_started' && (status.kind === 'running' || status.kind === 'starting' || status.kind === 'unhealthy')
  );
};

/** In a word how a dependency is that keeps others waiting. */
const unmetWord = (status: Status): string =>
  status.kind === 'failed' ? `exited ${status.exitCode ?? ''}`.trimEnd() : status.kind;

/** What one that was created and did not start waits for: those of its dependencies that are not as it wants them. */
const createdParts = ({dependsOn}: Member, stack: Stack): WhyPart[] => {
  const unmet = dependsOn.flatMap(({service, condition}) => {
    const members = stack.members.filter(other => other.container.service === service && !other.container.oneOff);
    if (members.length === 0) return [`${service} (not there)`];
    return members.filter(({status}) => !isMet(status, condition)).map(({label, status}) => `${label} (${unmetWord(status)})`);
  });
  return unmet.length === 0 ? [plain('was created and never started')] : [plain('waits for'), fact(unmet.join(', '))];
};

const stateClause = (member: Member, stack: Stack, severity: Severity, past: Past, now: number): WhyPart[] => {
  const {status, container} = member;
  const name: WhyPart = {kind: severity === 'bad' ? 'trouble' : 'name', text: member.label};
  switch (status.kind) {
    case 'unhealthy':
      return [name, fact('unhealthy'), ...forHowLong(past.unhealthySince ?? status.since, now)];
    case 'starting':
      return [name, plain('starting'), ...forHowLong(status.since, now)];
    case 'restarting':
      return [
        name,
        fact(status.exitCode === null ? 'restarts again and again' : 'restarts again and again,'),
        ...(status.exitCode === null ? [] : [plain('exit code'), fact(exitCodeInWords(status.exitCode, status.oomKilled))]),
      ];
    case 'failed':
      return [
        name,
        plain('exited with'),
        ...factAgo(status.exitCode === null ? 'an error' : exitCodeInWords(status.exitCode, status.oomKilled), status.since, now),
      ];
    case 'stopped':
      return [name, plain('stopped'), ...ago(status.since, now)];
    case 'done':
      return [name, plain('is done: it exited with'), ...factAgo('0', container.inspection?.finishedAt ?? null, now)];
    case 'created':
      return status.error === ''
        ? [name, ...createdParts(member, stack)]
        : [name, plain('did not start:'), {kind: 'quote', text: status.error}];
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

/** What is wrong with a container, since when and why, as far as the engine knows. Null when nothing is. */
export const whyMember = (member: Member, stack: Stack, now: number, past: Past = noPast): Why | null => {
  const {status, container} = member;
  const looping = loopOf(past, now) !== null;
  const severity = looping ? 'bad' : severityOf(status);
  if (severity !== 'bad' && severity !== 'warn' && !['stopped', 'done', 'created'].includes(status.kind)) return null;
  const unwell = status.kind === 'unhealthy' || status.kind === 'starting';
  const clauses = [
    stateClause(member, stack, severity, past, now),
    unwell ? (status.http ? answerClause(status.http) : checkClause(container)) : null,
    status.kind === 'failed' && container.inspection?.error ? [{kind: 'quote' as const, text: container.inspection.error}] : null,
    severity === 'bad' && status.kind !== 'failed' ? restartsClause(container, past, now) : null,
    unwell || looping ? lastExitClause(past) : null,
    severity === 'bad' ? waitingClause(member, stack) : null,
  ];
  return {severity, clauses: clauses.filter(clause => clause !== null)};
};

/** The same, for those who look at another stack: it says whose container it is about, `auren/kafka`. */
export const namingStack = (why: Why, stack: Stack): Why => {
  const [[name, ...rest] = [], ...others] = why.clauses;
  if (!name || stack.project === null) return why;
  return {...why, clauses: [[{...name, text: `${stack.name}/${name.text}`}, ...rest], ...others]};
};

/** The why of a stack is that of its worst member, or of one that ends again and again and happens to run just now. */
export const whyStack = (stack: Stack, now: number, pastOf: (key: string) => Past = () => noPast): Why | null => {
  const {worst, members} = stack;
  const ill = worst && severityOf(worst.status) === 'bad' ? worst : undefined;
  const told = ill ?? members.find(member => loopOf(pastOf(member.key), now) !== null) ?? worst;
  const why = told ? whyMember(told, stack, now, pastOf(told.key)) : null;
  return why?.severity === 'quiet' ? null : why;
};
