import {delay} from '../engine/abort.js';
import type {Member, Stack} from '../model/stack.js';
import type {Agent} from '../model/tunnel.js';
import {tunnelsOfMember} from '../model/url.js';
import {lastRequests} from '../operations/agent-requests.js';
import type {AgentPlace, AgentWay} from '../operations/ngrok-agent.js';
import {memberIn} from '../state/selectors.js';
import type {State} from '../state/state.js';
import {beginUrls, type CameThrough, endUrls, type LastRequests, requestsTold} from '../state/urls.js';
import type {Desk} from './desk.js';
import type {TunnelWatch} from './tunnel-watch.js';

const intervalMs = 2000;
/** An agent keeps five hundred; a screen shows some tens. */
const most = 30;

let openings = 0;

/** An agent that is asked for its requests, and through which of its tunnels they have to come; null is any. */
interface Asked {
  readonly agent: Agent;
  readonly place: AgentPlace;
  readonly names: ReadonlySet<string> | null;
}

const nameOf = (agent: Agent): string => (agent.kind === 'container' ? agent.id : agent.api);

/** The place of an agent; null when its container is gone or does not run. */
export const placeIn = (state: Pick<State, 'stacks'>, agent: Agent): AgentPlace | null => {
  if (agent.kind === 'host') return agent;
  const container = memberIn(state, agent.key)?.member.container;
  return container?.state === 'running' ? {kind: 'container', container} : null;
};

/** Agents of a stack, or those that a container has to do with. */
const agentsFor = (state: State, stack: Stack, member: Member | null): Asked[] => {
  const all = state.tunnels.get(stack.key) ?? [];
  const tunnels = member ? tunnelsOfMember(all, member.key) : all;
  const own = (member ? [member] : stack.members).filter(({key}) => state.services.byKey.get(key)?.kind === 'ngrok');
  const agents = new Map<string, Agent>([
    ...own.map(({key, container: {id}}) => [id, {kind: 'container', id, key} as const] as const),
    ...tunnels.map(({agent}) => [nameOf(agent), agent] as const),
  ]);
  return [...agents.values()].flatMap(agent => {
    const place = placeIn(state, agent);
    if (!place) return [];
    const isWhole = agent.kind === 'container' && own.some(({key}) => key === agent.key);
    const names = new Set(tunnels.filter(one => nameOf(one.agent) === nameOf(agent)).map(({name}) => name));
    return [{agent, place, names: isWhole ? null : names}];
  });
};

const askedIn = (state: State, key: string): Asked[] => {
  const found = memberIn(state, key);
  const stack = found?.stack ?? state.stacks.find(candidate => candidate.key === key);
  return stack ? agentsFor(state, stack, found?.member ?? null) : [];
};

/**
 * Asks the agents of a stack or container for the last requests through their tunnels, every 2 s, into `state.urls`, until `signal` is
 * aborted. What agents do not tell is no failure of the screen's. Never rejects but for faults of ours.
 */
export const openUrlSession = async (
  {engine, store, publisher, inView}: Desk,
  watch: TunnelWatch,
  key: string,
  signal: AbortSignal,
): Promise<void> => {
  const ways = new Map<string, AgentWay>();
  const ask = async ({agent, place, names}: Asked): Promise<readonly CameThrough[] | null> => {
    const name = nameOf(agent);
    const told = await lastRequests(engine, place, {limit: most, signal, before: ways.get(name) ?? watch.wayOf(agent)});
    if (!told) return null;
    ways.set(name, told.way);
    return told.value
      .filter(({tunnel}) => names === null || tunnel === '' || names.has(tunnel))
      .map(request => ({...request, agent}));
  };
  const round = async (): Promise<LastRequests> => {
    const asked = askedIn(store.get(), key);
    if (asked.length === 0) return {kind: 'none'};
    const told = (await Promise.all(asked.map(ask))).filter(list => list !== null);
    if (told.length === 0) return {kind: 'silent'};
    const list = told.flat().sort((a, b) => (b.startedAt ?? 0) - (a.startedAt ?? 0));
    return {kind: 'told', list: list.slice(0, most)};
  };
  const id = ++openings;
  store.update(state => beginUrls(state, id, key));
  watch.hurry();
  try {
    while (!signal.aborted) {
      if (inView()) {
        const requests = await round();
        publisher.publish(state => requestsTold(state, id, requests));
      }
      await delay(intervalMs, signal);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    store.update(state => endUrls(state, id));
  }
};
