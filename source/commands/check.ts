import {whyKnown} from '../live/findings.js';
import {labelProblems} from '../model/label-problems.js';
import {whyInWords} from '../model/report.js';
import {maskValue} from '../model/secrets.js';
import type {Stack} from '../model/stack.js';
import {severityOf} from '../model/status.js';
import {type Hit, targetName} from '../model/target.js';
import {chainsOf, effectsClause, type Party, type Root, type Why, type WhyKnown, whyCause, whyMember} from '../model/why.js';
import {asciiOnly} from '../terminal/capabilities.js';
import {plainText} from '../terminal/sanitise.js';
import {exitCodes, type Options} from './options.js';
import {type Named, readAnsweringStacks, resolveTargets} from './targets.js';
import {withEngine} from './with-engine.js';

/** A why in words, after the whole name instead of the one that it begins with: `shop/web: exited with 1`, `shop/web ← shop/redis is missing`. */
const line = (name: string, {severity, clauses: [first = [], ...rest]}: Why): string => {
  const parts = first.slice(1);
  return `${name}${parts[0]?.kind === 'arrow' ? ' ' : ': '}${whyInWords({severity, clauses: [parts, ...rest]})}`;
};

const partyName = (party: Party, stack: Stack): string =>
  party.kind === 'member' ? targetName({stack, member: party.member}) : `${stack.name}/${party.service.name}`;

/** A root cause, and in the same line all that follows from it. */
const rootLine = (root: Root, stack: Stack, known: WhyKnown, now: number): string => {
  const effects = effectsClause(root.effects, Number.POSITIVE_INFINITY);
  const follows = effects ? ` → ${whyInWords({severity: root.severity, clauses: [effects]})}` : '';
  return `${line(partyName(root.party, stack), whyCause(root, stack, now, known))}${follows}`;
};

/** Of one stack: a line for each cause of what is unwell among `hits`, and for each of those whose cause was not asked for. */
const linesOf = (stack: Stack, hits: readonly Hit[], known: WhyKnown, now: number): string[] => {
  const asked = new Set(hits.map(({member}) => member.key));
  const told = new Set<string>();
  const lines: string[] = [];
  for (const root of chainsOf(stack, now, known.pastOf).roots) {
    const {party, effects, severity} = root;
    const isAsked = party.kind === 'member' ? asked.has(party.key) : effects.some(({member}) => asked.has(member.key));
    if (severity !== 'bad' || !isAsked) continue;
    lines.push(rootLine(root, stack, known, now));
    for (const key of [party.key, ...effects.map(({member}) => member.key)]) told.add(key);
  }
  for (const hit of hits) {
    if (told.has(hit.member.key) || severityOf(hit.member.status) !== 'bad') continue;
    const why = whyMember(hit.member, stack, now, known);
    lines.push(why ? line(targetName(hit), why) : `${targetName(hit)}: ${hit.member.status.kind}`);
  }
  return lines;
};

/** What is wrong, one line for each root cause. `named` are asked for by name: then nothing running is wrong too. */
export const problemsOf = (hits: readonly Hit[], named: Named | null, known: WhyKnown, now: number): string[] => {
  const stacks = [...new Set(hits.map(({stack}) => stack))];
  const lines = stacks.flatMap(stack =>
    linesOf(
      stack,
      hits.filter(hit => hit.stack === stack),
      known,
      now,
    ),
  );
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
  const missing = [...new Set(hits.map(({stack}) => stack))]
    // Who asked for one of its containers has not asked for what else it should have.
    .filter(stack => hits.filter(hit => hit.stack === stack).length === stack.members.length)
    .flatMap(stack => stack.missing.map(({name}) => `${stack.name}/${name}`));
  const absent = missing.length === 0 ? '' : `; not there, and nothing that runs needs it: ${missing.join(', ')}`;
  const of = `${meant.length} ${meant.length === 1 ? 'container' : 'containers'} of ${stacks} ${stacks === 1 ? 'stack' : 'stacks'}`;
  return `well: ${of}${starting === 0 ? '' : `, ${starting} still starting`}${absent}`;
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

const asAscii = (text: string): string => text.replaceAll('←', '<-').replaceAll('→', '->');

/** `stacktop check [TARGET]`: 0 when nothing is unwell, else 1 and a line for each cause of it. Throws EngineError, UsageError. */
export const check = (options: Options, words: readonly string[]): Promise<number> =>
  withEngine(options, async run => {
    const {stacks, services} = await readAnsweringStacks(run);
    const [named = null] = resolveTargets(stacks, words);
    const hits = named?.hits ?? everything(stacks);
    const known = await whyKnown(run.engine, stacks, services, run.signal);
    const problems = problemsOf(hits, named, known, Date.now());
    const told = problems.length > 0 || !options.quiet ? labelLines(hits) : [];
    const lines = problems.length > 0 || options.quiet ? problems : [wellLine(hits)];
    const written = (text: string): string =>
      asciiOnly(process.env, options.ascii) ? asAscii(plainText(text)) : plainText(text);
    for (const each of told) run.tell(`stacktop: ${written(each)}`);
    await run.print(lines.map(each => `${written(each)}\n`).join(''));
    return problems.length > 0 ? exitCodes.unwell : exitCodes.fine;
  });
