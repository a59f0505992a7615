import type {Engine} from '../engine/client.js';
import {type HostTunnel, recogniseProfile} from '../model/profile.js';
import type {Stack} from '../model/stack.js';
import {askAgent} from '../operations/public-urls.js';
import {problemText} from '../profiles/problem.js';
import {knownProfiles} from '../profiles/shipped.js';
import {leadsToPort, type Tunnel} from '../services/ngrok.js';

/** An agent that runs on the engine's host and not in a container, as a stack's profile tells. */
export interface HostAgent {
  readonly stack: Stack;
  readonly tunnel: HostTunnel;
}

/** Those of the stacks, asked for where the engine is this very host: elsewhere its loopback address is not ours. */
export const hostAgents = async (
  engine: Engine,
  stacks: readonly Stack[],
  onProblem: (text: string) => void,
): Promise<readonly HostAgent[]> => {
  if (engine.demo || engine.endpoint.kind !== 'unix' || stacks.every(({project}) => project === null)) return [];
  const {profiles, problems} = await knownProfiles(process.env);
  for (const problem of problems) onProblem(problemText(problem));
  return stacks.flatMap(stack => {
    if (stack.project === null) return [];
    const services = stack.members.map(({container}) => ({name: container.service ?? container.name, image: container.image}));
    const tunnel = recogniseProfile(profiles, {project: stack.project, services})?.hostTunnel;
    return tunnel ? [{stack, tunnel}] : [];
  });
};

/** The agent's tunnels that lead to the stack; null when no agent answers. It may serve other programs of the host too. */
export const hostTunnels = async ({tunnel}: HostAgent, signal: AbortSignal): Promise<readonly Tunnel[] | null> =>
  (await askAgent(`${tunnel.api.replace(/\/$/, '')}/api/tunnels`, signal))?.filter(one => leadsToPort(one, tunnel.port)) ?? null;
