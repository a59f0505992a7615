import type {Engine} from '../engine/client.js';
import {EngineError} from '../engine/errors.js';
import {httpGet} from '../engine/http-get.js';
import {containerLogs} from '../engine/logs.js';
import {runExec} from '../engine/run-exec.js';
import type {Container} from '../model/container.js';
import {agentCommands, agentUrls, type Tunnel, tunnelsFromLog, tunnelsFromReply} from '../services/ngrok.js';

/** Of a program inside. */
const longestReply = 1 << 20;

/** One question to an agent's API at its whole URL. Null when nobody answers there, or not an agent; the next way is tried then. */
export const askAgent = async (url: string, signal: AbortSignal): Promise<Tunnel[] | null> => {
  const reply = await httpGet(url, signal);
  return reply === null ? null : tunnelsFromReply(reply);
};

const askInside = async (engine: Engine, id: string, signal: AbortSignal): Promise<Tunnel[] | null> => {
  for (const cmd of agentCommands) {
    try {
      const {exitCode, stdout} = await runExec(engine, id, {cmd, signal, timeoutMs: 5000, maxBytes: longestReply});
      const tunnels = exitCode === 0 ? tunnelsFromReply(stdout) : null;
      if (tunnels) return tunnels;
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof EngineError)) throw error;
      return null; // it does not run commands now: the log is left
    }
  }
  return null;
};

const readLog = async (engine: Engine, {id, inspection}: Container, signal: AbortSignal): Promise<Tunnel[] | null> => {
  const lines: string[] = [];
  try {
    await containerLogs(engine, id, {
      tail: 'all',
      since: inspection?.startedAt ?? undefined,
      tty: inspection?.tty ?? false,
      signal,
      onLines: read => {
        lines.push(...read.map(({text}) => text).filter(text => text.includes('started tunnel')));
      },
    });
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof EngineError)) throw error;
    return null; // a log driver that cannot be read
  }
  const tunnels = tunnelsFromLog(lines);
  return tunnels.length > 0 ? tunnels : null;
};

/**
 * The tunnels of an ngrok container, asked of its agent in the order of what costs least: over the network, by a program inside, else
 * from its log. Null when none of these tells: it does not run, has just started, or keeps its API to itself.
 */
export const publicUrls = async (
  engine: Engine,
  container: Container,
  signal: AbortSignal,
): Promise<readonly Tunnel[] | null> => {
  if (container.state !== 'running') return null;
  for (const url of agentUrls(container, engine.endpoint)) {
    const tunnels = await askAgent(url, signal);
    if (tunnels) return tunnels;
  }
  return (await askInside(engine, container.id, signal)) ?? readLog(engine, container, signal);
};
