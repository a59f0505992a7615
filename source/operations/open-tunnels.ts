import type {Engine} from '../engine/client.js';
import type {HostTunnel} from '../model/profile.js';
import type {KnownServices} from '../model/service.js';
import type {Member, Stack} from '../model/stack.js';
import type {Agent, AgentAnswer} from '../model/tunnel.js';
import {hostAgentBases, isHere} from '../services/ngrok.js';
import {agentTunnels} from './agent-tunnels.js';
import type {AgentPlace} from './ngrok-agent.js';

/** An ngrok container in its stack. */
export interface AgentMember {
  readonly stack: Stack;
  readonly member: Member;
}

export const agentsIn = (stacks: readonly Stack[], {byKey}: Pick<KnownServices, 'byKey'>): AgentMember[] =>
  stacks.flatMap(stack => stack.members.filter(({key}) => byKey.get(key)?.kind === 'ngrok').map(member => ({stack, member})));

/**
 * Where agents on the host itself may answer. None where the engine is elsewhere: our loopback address is not its host's. None of the
 * demo either: whatever runs on this host is not its.
 * @param stacks all of the engine's: a port that one of their containers publishes is no agent's of the host
 */
export const hostAgents = (engine: Engine, stacks: readonly Stack[], named: readonly HostTunnel[]): string[] =>
  engine.demo || !isHere(engine.endpoint)
    ? []
    : hostAgentBases(
        stacks.flatMap(({members}) => members.map(({container}) => container)),
        named.map(({api}) => api),
      );

export const agentOf = ({member}: AgentMember): Agent => ({kind: 'container', id: member.container.id, key: member.key});

export const placeOf = ({member}: AgentMember): AgentPlace => ({kind: 'container', container: member.container});

export interface AskOptions {
  readonly signal: AbortSignal;
  readonly patienceMs?: number;
}

/** Asks all of these agents at once. Containers come first, each with an answer; of the host's only those that answer. */
export const askAgents = async (
  engine: Engine,
  agents: readonly AgentMember[],
  hosts: readonly string[],
  options: AskOptions,
): Promise<AgentAnswer[]> => {
  const [containers, others] = await Promise.all([
    Promise.all(
      agents.map(async found => {
        const told = await agentTunnels(engine, placeOf(found), options);
        return {agent: agentOf(found), tunnels: told?.value ?? null};
      }),
    ),
    Promise.all(
      hosts.map(async (api): Promise<AgentAnswer[]> => {
        const told = await agentTunnels(engine, {kind: 'host', api}, options);
        return told ? [{agent: {kind: 'host', api}, tunnels: told.value}] : [];
      }),
    ),
  ]);
  return [...containers, ...others.flat()];
};
