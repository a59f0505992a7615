import {labelProblems} from '../model/label-problems.js';
import {whyInWords} from '../model/report.js';
import {maskValue} from '../model/secrets.js';
import type {Stack} from '../model/stack.js';
import {severityOf} from '../model/status.js';
import {type Hit, targetName} from '../model/target.js';
import {type Why, whyMember} from '../model/why.js';
import {plainText} from '../terminal/sanitise.js';
import {exitCodes, type Options} from './options.js';
import {type Named, readAnsweringStacks, resolveTargets} from './targets.js';
import {withEngine} from './with-engine.js';

/** Without the name that it begins with: the line has the whole one. */
const reason = ({severity, clauses: [first, ...rest]}: Why): string =>
  whyInWords({severity, clauses: [first?.slice(1) ?? [], ...rest]});

/** What is wrong, one line for each container that is unwell. `named` are asked for by name: then nothing running is wrong too. */
export const problemsOf = (hits: readonly Hit[], named: Named | null, now: number): string[] => {
  const lines = hits
    .filter(({member}) => severityOf(member.status) === 'bad')
    .map(hit => {
      const why = whyMember(hit.member, hit.stack, now);
      return `${targetName(hit)}: ${why ? reason(why) : hit.member.status.kind}`;
    });
  const meant = hits.filter(({member}) => member.status.kind !== 'done');
  const up = meant.filter(({member}) => ['running', 'paused', 'restarting'].includes(member.container.state));
  if (!named || meant.length === 0 || up.length > 0 || lines.length > 0) return lines;
  const [first] = meant;
  return [`${named.kind === 'stack' ? named.stack.name : first ? targetName(first) : ''}: does not run`];
};

/** When all is well: what was looked at. */
export const wellLine = (hits: readonly Hit[]): string => {
  const meant = hits.filter(({member}) => member.status.kind !== 'done' && member.status.kind !== 'stopped');
  const stacks = new Set(hits.map(({stack}) => stack)).size;
  const starting = meant.filter(({member}) => member.status.kind === 'starting').length;
  const of = `${meant.length} ${meant.length === 1 ? 'container' : 'containers'} of ${stacks} ${stacks === 1 ? 'stack' : 'stacks'}`;
  return `well: ${of}${starting === 0 ? '' : `, ${starting} still starting`}`;
};

/** Labels that are not taken, in a line each. */
export const labelLines = (hits: readonly Hit[]): string[] =>
  hits.flatMap(hit =>
    labelProblems(hit.member.container, hit.stack).map(
      ({label, value, message}) => `${targetName(hit)}: label ${label}: “${cut(maskValue(label, value))}” ${message}`,
    ),
  );

const cut = (text: string): string => (text.length <= 60 ? text : `${text.slice(0, 59)}…`);

const everything = (stacks: readonly Stack[]): Hit[] => stacks.flatMap(stack => stack.members.map(member => ({stack, member})));

/** `stacktop check [TARGET]`: 0 when nothing is unwell, else 1 and a line for each that is. Throws EngineError, UsageError. */
export const check = (options: Options, words: readonly string[]): Promise<number> =>
  withEngine(options, async run => {
    const {stacks} = await readAnsweringStacks(run);
    const [named = null] = resolveTargets(stacks, words);
    const hits = named?.hits ?? everything(stacks);
    const problems = problemsOf(hits, named, Date.now());
    const told = problems.length > 0 || !options.quiet ? labelLines(hits) : [];
    for (const line of told) run.tell(`stacktop: ${plainText(line)}`);
    const lines = problems.length > 0 || options.quiet ? problems : [wellLine(hits)];
    await run.print(lines.map(line => `${plainText(line)}\n`).join(''));
    return problems.length > 0 ? exitCodes.unwell : exitCodes.fine;
  });
