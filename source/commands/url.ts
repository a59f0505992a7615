import type {HostTunnel} from '../model/profile.js';
import type {KnownServices} from '../model/service.js';
import type {Stack} from '../model/stack.js';
import {type Hit, targetName} from '../model/target.js';
import type {Agent, AgentAnswer, OpenTunnel} from '../model/tunnel.js';
import {placeTunnels} from '../model/tunnel-places.js';
import {agentsIn, askAgents, hostAgents} from '../operations/open-tunnels.js';
import {plainText} from '../terminal/sanitise.js';
import {exitCodes, type Options} from './options.js';
import {type Named, readStacks, recognisedStacks, resolveTargets} from './targets.js';
import {type Run, withEngine} from './with-engine.js';

interface Question {
  /** Whose tunnels are meant. */
  readonly stacks: readonly Stack[];
  /** Agents that are meant to tell. */
  readonly agents: readonly Hit[];
  /** Whether agents of other stacks, and on the host, may have a tunnel that leads here. */
  readonly others: boolean;
  /** Only tunnels that lead to one of these containers are meant, by key; null means all. */
  readonly targets: ReadonlySet<string> | null;
  /** What was asked about, for the answer that there is none. */
  readonly about: string;
}

/** Others are not waited for as long as those that are meant. */
const othersMs = 1000;

/** All replicas of the services: a tunnel to a service leads to any of them. */
const withReplicas = (hits: readonly Hit[]): Set<string> =>
  new Set(
    hits.flatMap(({stack, member}) => {
      const {service} = member.container;
      const alike = stack.members.filter(({container}) => service !== null && container.service === service);
      return [member, ...alike].map(({key}) => key);
    }),
  );

/** Whom to ask: the agents among what is named, else those of its stack, about the tunnels that lead to it. */
export const questionOf = (stacks: readonly Stack[], services: KnownServices, named: Named | undefined): Question => {
  if (!named) return {stacks, agents: agentsIn(stacks, services), others: true, targets: null, about: 'this engine'};
  const own = named.hits.filter(({member}) => services.byKey.get(member.key)?.kind === 'ngrok');
  if (named.kind === 'stack') return {stacks: [named.stack], agents: own, others: true, targets: null, about: named.stack.name};
  const parents = [...new Set(named.hits.map(({stack}) => stack))];
  const [first] = named.hits;
  const about = first ? targetName(first) : '';
  if (own.length > 0) return {stacks: parents, agents: own, others: false, targets: null, about};
  return {stacks: parents, agents: agentsIn(parents, services), others: true, targets: withReplicas(named.hits), about};
};

const silence = (hit: Hit): string => {
  const name = plainText(targetName(hit));
  return hit.member.container.state === 'running'
    ? `${name} does not tell its URL: its API at port 4040 does not answer, and its log has none (ngrok writes one with --log stdout)`
    : `${name} does not run`;
};

/** Why agents that should tell of tunnels told nothing. */
const silences = (
  {stacks, agents, targets}: Question,
  answers: readonly AgentAnswer[],
  expected: (stack: Stack) => HostTunnel | null,
): string[] => {
  const quiet = agents
    .filter(({member}) => answers.some(({agent, tunnels}) => isOf(agent, member.key) && tunnels === null))
    .map(silence);
  if (answers.some(({agent}) => agent.kind === 'host')) return quiet;
  const hosts = stacks.flatMap(stack => {
    const tunnel = expected(stack);
    const served = stack.members.find(({container}) => container.service === tunnel?.service);
    return tunnel && (targets === null || (served && targets.has(served.key)))
      ? [`the ngrok of ${plainText(stack.name)}, which runs on the host, does not answer at ${tunnel.api}`]
      : [];
  });
  return [...quiet, ...hosts];
};

const isOf = (agent: Agent, key: string): boolean => agent.kind === 'container' && agent.key === key;

const ask = async (run: Run, all: readonly Stack[], services: KnownServices, question: Question): Promise<number> => {
  const {engine, signal} = run;
  const {stacks, agents, others, targets, about} = question;
  const expected = (stack: Stack): HostTunnel | null =>
    others && !engine.demo ? (services.profiles.get(stack.key)?.hostTunnel ?? null) : null;
  const hosts = others
    ? hostAgents(
        engine,
        all,
        all.map(expected).filter(tunnel => tunnel !== null),
      )
    : [];
  const strangers = others
    ? agentsIn(all, services).filter(({member}) => agents.every(hit => hit.member.key !== member.key))
    : [];
  const [own, further] = await Promise.all([
    askAgents(engine, agents, hosts, {signal}),
    askAgents(engine, strangers, [], {signal, patienceMs: othersMs}),
  ]);
  const places = placeTunnels([...own, ...further], all, expected);
  const isMeant = ({agent, leadsTo}: OpenTunnel): boolean =>
    targets === null ? others || agents.some(({member}) => isOf(agent, member.key)) : leadsTo !== null && targets.has(leadsTo);
  const urls = new Set(stacks.flatMap(({key}) => places.get(key) ?? []).flatMap(tunnel => (isMeant(tunnel) ? [tunnel.url] : [])));
  await run.print([...urls].map(url => `${url}\n`).join(''));
  const quiet = silences(question, own, expected);
  for (const reason of quiet) run.tell(`stacktop: ${reason}`);
  if (urls.size > 0) return exitCodes.fine;
  if (own.some(({tunnels}) => tunnels !== null)) run.tell(`stacktop: no tunnel is open to ${plainText(about)}`);
  else if (quiet.length === 0) run.tell(`stacktop: no public URL of ${plainText(about)}: there is no ngrok container`);
  return exitCodes.unwell;
};

/** `stacktop url [TARGET]`: public URLs, one a line; 1 when there is none, with the reason. Throws EngineError, UsageError. */
export const url = (options: Options, words: readonly string[]): Promise<number> =>
  withEngine(options, async run => {
    const stacks = await readStacks(run);
    const [named] = resolveTargets(stacks, words);
    const {services} = await recognisedStacks(run, stacks);
    return ask(run, stacks, services, questionOf(stacks, services, named));
  });
