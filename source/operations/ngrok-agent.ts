import type {Engine} from '../engine/client.js';
import {EngineError} from '../engine/errors.js';
import {askPage} from '../engine/http-page.js';
import {runExec} from '../engine/run-exec.js';
import type {Container} from '../model/container.js';
import {agentBases, agentPrograms} from '../services/ngrok.js';

/** An ngrok agent: in a container, or on the engine's host with the base of its API. */
export type AgentPlace =
  | {readonly kind: 'container'; readonly container: Container}
  | {readonly kind: 'host'; readonly api: string};

/** How an agent's API was reached: what answered once is asked first the next time. */
export type AgentWay =
  | {readonly kind: 'http'; readonly base: string}
  | {readonly kind: 'exec'; readonly program: string}
  | {readonly kind: 'log'};

export interface Told<T> {
  readonly value: T;
  readonly way: AgentWay;
}

export interface AgentQuestion<T> {
  readonly path: string;
  /** Null: this is no agent's reply. */
  read(body: string): T | null;
  readonly signal: AbortSignal;
  /** How it was reached before. */
  readonly before?: AgentWay | undefined;
}

/** Requests come with their bodies. */
const longestReply = 4 << 20;

/** Where the agent's API may be over the network, the likeliest first. */
export const basesOf = (engine: Engine, place: AgentPlace, before?: AgentWay): readonly string[] => {
  const bases = place.kind === 'host' ? [place.api] : agentBases(place.container, engine.endpoint);
  return before?.kind === 'http' && bases.includes(before.base)
    ? [before.base, ...bases.filter(base => base !== before.base)]
    : bases;
};

/** By a program inside of the container. Null when it has none that could ask, or nobody answers it. */
export const askInside = async <T>(
  engine: Engine,
  id: string,
  {path, read, signal, before}: AgentQuestion<T>,
): Promise<Told<T> | null> => {
  const programs = agentPrograms(path);
  const known = before?.kind === 'exec' ? programs.filter(([name]) => name === before.program) : [];
  for (const cmd of known.length > 0 ? known : programs) {
    try {
      const {exitCode, stdout} = await runExec(engine, id, {cmd, signal, timeoutMs: 5000, maxBytes: longestReply});
      const value = exitCode === 0 ? read(stdout) : null;
      if (value !== null) return {value, way: {kind: 'exec', program: cmd[0] ?? ''}};
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof EngineError)) throw error;
      return null; // it does not run commands now
    }
  }
  return null;
};

/**
 * Asks an agent's API, in the order of what costs least: over the network, else by a program inside of its container. Null when none of
 * these gets an answer. Throws the signal's reason.
 */
export const askAgent = async <T>(engine: Engine, place: AgentPlace, question: AgentQuestion<T>): Promise<Told<T> | null> => {
  for (const base of basesOf(engine, place, question.before)) {
    const page = await askPage(
      base + question.path,
      {method: 'GET', longest: longestReply, agent: engine.transport.pages},
      question.signal,
    );
    const value = page?.status === 200 ? question.read(page.body) : null;
    if (value !== null) return {value, way: {kind: 'http', base}};
  }
  return place.kind === 'host' ? null : askInside(engine, place.container.id, question);
};
