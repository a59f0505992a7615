import type {Stack} from '../model/stack.js';
import {type Hit, targetName} from '../model/target.js';
import {publicUrls} from '../operations/public-urls.js';
import {isNgrok, leadsTo, type Tunnel} from '../services/ngrok.js';
import {plainText} from '../terminal/sanitise.js';
import {type HostAgent, hostAgents, hostTunnels} from './host-tunnels.js';
import {exitCodes, type Options} from './options.js';
import {type Named, readStacks, resolveTargets} from './targets.js';
import {type Run, withEngine} from './with-engine.js';

interface Question {
  /** Whose agents are asked. */
  readonly stacks: readonly Stack[];
  readonly agents: readonly Hit[];
  /** Only tunnels that lead to one of these services or containers are meant; null means all. */
  readonly names: readonly string[] | null;
  /** What was asked about, for the answer that there is none. */
  readonly about: string;
}

const agentsIn = (stacks: readonly Stack[]): Hit[] =>
  stacks.flatMap(stack => stack.members.filter(({container}) => isNgrok(container)).map(member => ({stack, member})));

/** Whom to ask: the agents among what is named, else those of its stack, about the tunnels that lead to it. */
export const questionOf = (stacks: readonly Stack[], named: Named | undefined): Question => {
  if (!named) return {stacks, agents: agentsIn(stacks), names: null, about: 'this engine'};
  const own = named.hits.filter(({member}) => isNgrok(member.container));
  const [first] = named.hits;
  const name = first ? targetName(first) : '';
  if (named.kind === 'stack') return {stacks: [named.stack], agents: own, names: null, about: named.stack.name};
  if (own.length > 0) return {stacks: [], agents: own, names: null, about: name};
  const names = named.hits.flatMap(({member: {container}}) => [
    container.service ?? '',
    container.name,
    container.id.slice(0, 12),
  ]);
  const parents = [...new Set(named.hits.map(({stack}) => stack))];
  return {stacks: parents, agents: agentsIn(parents), names, about: name};
};

const silence = (hit: Hit): string => {
  const name = plainText(targetName(hit));
  return hit.member.container.state === 'running'
    ? `${name} does not tell its URL: its API at port 4040 does not answer, and its log has none (ngrok writes one with --log stdout)`
    : `${name} does not run`;
};

interface Answer {
  readonly tunnels: readonly Tunnel[];
  /** Why there is none. */
  readonly silence: string | null;
}

const askContainer = async (run: Run, hit: Hit, names: Question['names']): Promise<Answer> => {
  const wanted = (tunnel: Tunnel): boolean => names === null || names.some(name => leadsTo(tunnel, name));
  const tunnels = await publicUrls(run.engine, hit.member.container, run.signal);
  return {tunnels: (tunnels ?? []).filter(wanted), silence: tunnels ? null : silence(hit)};
};

const askHost = async (run: Run, agent: HostAgent): Promise<Answer> => {
  const tunnels = await hostTunnels(agent, run.signal);
  const where = `the ngrok of ${plainText(agent.stack.name)}, which runs on the host,`;
  return {tunnels: tunnels ?? [], silence: tunnels ? null : `${where} does not answer at ${agent.tunnel.api}`};
};

const ask = async (run: Run, {stacks, agents, names, about}: Question): Promise<number> => {
  const hosts = await hostAgents(run.engine, stacks, problem => run.tell(`stacktop: ${plainText(problem)}`));
  const answers = await Promise.all([
    ...agents.map(hit => askContainer(run, hit, names)),
    ...hosts.filter(({tunnel}) => names === null || names.includes(tunnel.service)).map(agent => askHost(run, agent)),
  ]);
  const urls = new Set(answers.flatMap(({tunnels}) => tunnels.map(({url}) => url)));
  await run.print([...urls].map(url => `${url}\n`).join(''));
  for (const answer of answers) if (answer.silence !== null) run.tell(`stacktop: ${answer.silence}`);
  if (urls.size > 0) return exitCodes.fine;
  if (answers.length === 0) run.tell(`stacktop: no public URL of ${plainText(about)}: there is no ngrok container`);
  else if (answers.some(answer => answer.silence === null)) run.tell(`stacktop: no tunnel is open to ${plainText(about)}`);
  return exitCodes.unwell;
};

/** `stacktop url [TARGET]`: public URLs, one a line; 1 when there is none, with the reason. Throws EngineError, UsageError. */
export const url = (options: Options, words: readonly string[]): Promise<number> =>
  withEngine(options, async run => {
    const stacks = await readStacks(run);
    return ask(run, questionOf(stacks, resolveTargets(stacks, words)[0]));
  });
