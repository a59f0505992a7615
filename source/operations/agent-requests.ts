import type {Engine} from '../engine/client.js';
import {EngineError} from '../engine/errors.js';
import {httpPost} from '../engine/http-post.js';
import {runExec} from '../engine/run-exec.js';
import type {AgentRequest} from '../model/agent-request.js';
import {refusalIn, replayOf, replayPath, replayPrograms, requestsFromReply, requestsPath} from '../services/ngrok-requests.js';
import {type AgentPlace, type AgentWay, askAgent, type Told} from './ngrok-agent.js';

/** Where the bodies of twenty requests are too much for one reply, some are better than none. */
const few = 3;

export interface RequestsOptions {
  /** Most of them. */
  readonly limit: number;
  readonly signal: AbortSignal;
  readonly before?: AgentWay | undefined;
}

/** The last requests that came through an agent's tunnels, newest first. Null when its API does not tell. Throws the signal's reason. */
export const lastRequests = async (
  engine: Engine,
  place: AgentPlace,
  {limit, signal, before}: RequestsOptions,
): Promise<Told<readonly AgentRequest[]> | null> => {
  const ask = (most: number) => askAgent(engine, place, {path: requestsPath(most), read: requestsFromReply, signal, before});
  return (await ask(limit)) ?? (limit > few ? ask(few) : null);
};

const unknownProgram = new Set([126, 127]);

const replayInside = async (
  engine: Engine,
  id: string,
  request: Pick<AgentRequest, 'id' | 'tunnel'>,
  signal: AbortSignal,
): Promise<string | null> => {
  const programs = replayPrograms(JSON.stringify(replayOf(request)));
  for (const cmd of programs) {
    const {exitCode, stderr} = await runExec(engine, id, {cmd, signal, timeoutMs: 8000, maxBytes: 1 << 16});
    if (exitCode === 0) return null;
    // One that has run may have sent it: it is not sent twice.
    if (exitCode === null || !unknownProgram.has(exitCode))
      return stderr.trim().split('\n')[0] || `${cmd[0]} exited with ${exitCode}`;
  }
  return 'its container has neither curl nor wget';
};

/**
 * Has an agent make a request again, the way its requests were asked for: never by two ways, as it would come twice. Null when it was
 * made, else why not. Throws the signal's reason.
 */
export const replayRequest = async (
  engine: Engine,
  place: AgentPlace,
  request: Pick<AgentRequest, 'id' | 'tunnel'>,
  way: AgentWay,
  signal: AbortSignal,
): Promise<string | null> => {
  if (way.kind === 'http') {
    const page = await httpPost(way.base + replayPath, replayOf(request), signal);
    if (!page) return 'the agent does not answer';
    return page.status >= 200 && page.status < 300 ? null : refusalIn(page.body) || `the agent answers ${page.status}`;
  }
  if (way.kind === 'log' || place.kind === 'host') return 'its API cannot be reached';
  try {
    return await replayInside(engine, place.container.id, request, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof EngineError)) throw error;
    return error.message;
  }
};
