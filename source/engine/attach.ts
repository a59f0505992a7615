import type {Duplex} from 'node:stream';
import {call, type Line, openHijacked} from './call.js';
import {EngineError} from './errors.js';
import {numeric, record} from './read.js';

/**
 * Takes over a container's streams, before it is started so that nothing is missed. What comes is multiplexed (frames.ts) and ends with
 * the container. Destroying the socket does not end the container. Throws EngineError.
 */
export function attachContainer(
  engine: Line,
  id: string,
  {stdin}: {readonly stdin: boolean},
  signal: AbortSignal,
): Promise<Duplex> {
  const query = {stream: 1, stdout: 1, stderr: 1, stdin: stdin ? 1 : undefined};
  return openHijacked(engine, {method: 'POST', path: `/containers/${encodeURIComponent(id)}/attach`, query}, signal);
}

/** Waits until the container does not run; gives its exit code. No time limit but the signal. Throws EngineError. */
export async function waitContainer(engine: Line, id: string, signal: AbortSignal): Promise<number> {
  const path = `/containers/${encodeURIComponent(id)}/wait`;
  const reply = record(await call(engine, {method: 'POST', path, slow: true, timeoutMs: 0}, signal));
  const code = numeric(reply.StatusCode);
  if (code === null) throw new EngineError('engine', `${engine.endpoint.url} does not say how the container ended`);
  return code;
}
