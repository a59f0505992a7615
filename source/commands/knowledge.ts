import type {Knowledge} from '../model/report.js';
import type {KnownServices} from '../model/service.js';
import {imagesIn} from '../model/service.js';
import type {Stack} from '../model/stack.js';
import {placeTunnels} from '../model/tunnel-places.js';
import {viewpointOf} from '../model/viewpoint.js';
import {nothingFound} from '../model/why.js';
import {agentsIn, askAgents, hostAgents} from '../operations/open-tunnels.js';
import type {Run} from './with-engine.js';

/** Public URLs are a part of a list, and not what it waits for. */
const patienceMs = 1000;

/** What is known of the stacks, with what ngrok agents tell. Agents are asked for a second at most, all at once; of who has not answered then there is nothing. */
export const knowledgeOf = async (
  {engine, signal}: Run,
  stacks: readonly Stack[],
  services: KnownServices,
): Promise<Knowledge> => {
  const expected = ({key}: Stack) => services.profiles.get(key)?.hostTunnel ?? null;
  const named = stacks.map(expected).filter(tunnel => tunnel !== null);
  const hosts = hostAgents(engine, stacks, named);
  const answers = await askAgents(engine, agentsIn(stacks, services), hosts, {signal, patienceMs});
  const viewpoint = viewpointOf(engine.endpoint.url, process.env.SSH_CONNECTION);
  const why = {...nothingFound, imageOf: imagesIn(services), stacks};
  return {services, why, tunnels: placeTunnels(answers, stacks, expected), viewpoint};
};
