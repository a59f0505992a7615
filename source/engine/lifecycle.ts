import {call, type Line, send} from './call.js';
import {EngineError} from './errors.js';

/**
 * What changes a container. All throw EngineError: `not-found` (404), `conflict` (409, the engine's words say why), else `engine`.
 * The engine finishes what it was asked also when `signal` drops the request (moby works under context.WithoutCancel): an abort
 * stops the waiting, not the work. `id` may be a name.
 */

/** `already`: the container was in that state (status 304). */
export type Outcome = 'done' | 'already';

export interface StopOptions {
  /** Seconds until the engine kills it; without it the container's own (10 s unless set). */
  readonly timeoutS?: number;
}

/** Stops and starts; a stopped one is started. Waits until it runs again. */
export function restartContainer(engine: Line, id: string, {timeoutS}: StopOptions, signal: AbortSignal): Promise<Outcome> {
  return act(engine, id, 'restart', {t: timeoutS}, waitFor(timeoutS), signal);
}

export function startContainer(engine: Line, id: string, signal: AbortSignal): Promise<Outcome> {
  return act(engine, id, 'start', {}, 0, signal);
}

export function stopContainer(engine: Line, id: string, {timeoutS}: StopOptions, signal: AbortSignal): Promise<Outcome> {
  return act(engine, id, 'stop', {t: timeoutS}, waitFor(timeoutS), signal);
}

export function pauseContainer(engine: Line, id: string, signal: AbortSignal): Promise<Outcome> {
  return act(engine, id, 'pause', {}, 0, signal);
}

export function unpauseContainer(engine: Line, id: string, signal: AbortSignal): Promise<Outcome> {
  return act(engine, id, 'unpause', {}, 0, signal);
}

/** `signalName` like `SIGHUP` or `HUP`. A container that does not run: `conflict`. */
export function killContainer(engine: Line, id: string, signalName: string, signal: AbortSignal): Promise<Outcome> {
  return act(engine, id, 'kill', {signal: signalName}, 0, signal);
}

/**
 * `force` removes a running one (killed first: Podman would wait its stop timeout), `volumes` its anonymous volumes too.
 * A removal already under way counts as `already`.
 */
export async function removeContainer(
  engine: Line & {readonly product?: string},
  id: string,
  {force = false, volumes = false}: {readonly force?: boolean; readonly volumes?: boolean},
  signal: AbortSignal,
): Promise<Outcome> {
  const path = `/containers/${encodeURIComponent(id)}`;
  if (force && engine.product === 'Podman')
    await call(engine, {method: 'POST', path: `${path}/kill`, slow: true, statuses: [204, 404, 409, 500]}, signal);
  const query = {force: force || undefined, v: volumes || undefined};
  try {
    await call(engine, {method: 'DELETE', path, query, slow: true, timeoutMs: 0}, signal);
    return 'done';
  } catch (error) {
    if (error instanceof EngineError && error.code === 'conflict' && /already in progress/.test(error.message)) return 'already';
    throw error;
  }
}

async function act(
  engine: Line,
  id: string,
  verb: string,
  query: Readonly<Record<string, string | number | undefined>>,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Outcome> {
  const path = `/containers/${encodeURIComponent(id)}/${verb}`;
  const {status} = await send(engine, {method: 'POST', path, query, slow: true, timeoutMs}, signal);
  return status === 304 ? 'already' : 'done';
}

/** Only a stop timeout we chose ourselves bounds the wait; the container's own may be anything. */
function waitFor(timeoutS: number | undefined): number {
  return timeoutS === undefined || timeoutS < 0 ? 0 : (timeoutS + 60) * 1000;
}
