import {call, type Line, openStream} from './call.js';

/** A stats frame is about 4 KB; a line that grows past this is not one. */
const LONGEST_FRAME = 1 << 20;

/**
 * One reading of a container's counters, unparsed: `GET /containers/{id}/stats?stream=false&one-shot=true`. API 1.41 brought `one-shot`;
 * an older engine overlooks it and takes two samples, a second apart. Some engines answer only with their collector's next round.
 * Throws EngineError; when `signal` is aborted, the signal's reason.
 */
export function statsOnce(line: Line, id: string, signal: AbortSignal, timeoutMs = 10_000): Promise<unknown> {
  const query = {stream: false, 'one-shot': true};
  return call(line, {method: 'GET', path: statsPath(id), query, timeoutMs, slow: true}, signal);
}

export interface StatsStreamOptions {
  readonly signal: AbortSignal;
  /** Called with each frame, unparsed: Docker sends one a second, Podman one in five. */
  onFrame(frame: unknown): void;
}

/**
 * Follows a container's stats until the engine ends the reply (the container went away) or `signal` is aborted, which resolves too.
 * Throws EngineError when the engine refuses, and the connection's error when it breaks.
 */
export async function statsStream(line: Line, id: string, {signal, onFrame}: StatsStreamOptions): Promise<void> {
  try {
    const reply = await openStream(line, {method: 'GET', path: statsPath(id), query: {stream: true}}, signal);
    reply.setEncoding('utf8');
    let rest = '';
    for await (const chunk of reply) {
      const lines = (rest + String(chunk)).split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > LONGEST_FRAME) throw new Error('the engine sent a stats frame without end');
      for (const frame of lines) if (frame.trim() !== '') onFrame(JSON.parse(frame));
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

function statsPath(id: string): string {
  return `/containers/${encodeURIComponent(id)}/stats`;
}
