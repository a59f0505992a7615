import type {Stack} from '../model/stack.js';
import {type Hit, targetName} from '../model/target.js';
import {publicUrls} from '../operations/public-urls.js';
import {isNgrok, leadsTo, type Tunnel} from '../services/ngrok.js';
import {plainText} from '../terminal/sanitise.js';
import {exitCodes, type Options} from './options.js';
import {type Named, readStacks, resolveTargets} from './targets.js';
import {type Run, withEngine} from './with-engine.js';

interface Question {
  readonly agents: readonly Hit[];
  /** Which of their tunnels are meant. */
  readonly wanted: (tunnel: Tunnel) => boolean;
  /** What was asked about, for the answer that there is none. */
  readonly about: string;
}

const agentsIn = (stacks: readonly Stack[]): Hit[] =>
  stacks.flatMap(stack => stack.members.filter(({container}) => isNgrok(container)).map(member => ({stack, member})));

/** Whom to ask: the agents among what is named, else those of its stack, about the tunnels that lead to it. */
export const questionOf = (stacks: readonly Stack[], named: Named | undefined): Question => {
  if (!named) return {agents: agentsIn(stacks), wanted: () => true, about: 'this engine'};
  const own = named.hits.filter(({member}) => isNgrok(member.container));
  const [first] = named.hits;
  if (named.kind === 'stack' || own.length > 0)
    return {agents: own, wanted: () => true, about: named.kind === 'stack' ? named.stack.name : first ? targetName(first) : ''};
  const names = named.hits.flatMap(({member: {container}}) => [
    container.service ?? '',
    container.name,
    container.id.slice(0, 12),
  ]);
  return {
    agents: agentsIn([...new Set(named.hits.map(({stack}) => stack))]),
    wanted: tunnel => names.some(name => leadsTo(tunnel, name)),
    about: first ? targetName(first) : '',
  };
};

const silence = (hit: Hit): string => {
  const name = plainText(targetName(hit));
  return hit.member.container.state === 'running'
    ? `${name} does not tell its URL: its API at port 4040 does not answer, and its log has none (ngrok writes one with --log stdout)`
    : `${name} does not run`;
};

const ask = async (run: Run, {agents, wanted, about}: Question): Promise<number> => {
  if (agents.length === 0) {
    run.tell(`stacktop: no public URL of ${plainText(about)}: there is no ngrok container`);
    return exitCodes.unwell;
  }
  const answers = await Promise.all(
    agents.map(async hit => ({hit, tunnels: await publicUrls(run.engine, hit.member.container, run.signal)})),
  );
  const urls = new Set(answers.flatMap(({tunnels}) => (tunnels ?? []).filter(wanted).map(({url}) => url)));
  for (const {hit, tunnels} of answers) if (!tunnels) run.tell(`stacktop: ${silence(hit)}`);
  await run.print([...urls].map(url => `${url}\n`).join(''));
  if (urls.size > 0) return exitCodes.fine;
  if (answers.some(({tunnels}) => tunnels)) run.tell(`stacktop: no tunnel is open to ${plainText(about)}`);
  return exitCodes.unwell;
};

/** `stacktop url [TARGET]`: public URLs, one a line; 1 when there is none, with the reason. Throws EngineError, UsageError. */
export const url = (options: Options, words: readonly string[]): Promise<number> =>
  withEngine(options, async run => {
    const stacks = await readStacks(run);
    return ask(run, questionOf(stacks, resolveTargets(stacks, words)[0]));
  });
