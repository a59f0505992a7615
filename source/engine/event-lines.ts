import {type Line, openStream} from './call.js';
import {errorFor} from './error-messages.js';
import {createLineReader} from './lines.js';

export interface EventLinesOptions {
  readonly query: Readonly<{filters: Readonly<Record<string, readonly string[]>>; since?: string | undefined}>;
  readonly signal: AbortSignal;
  /** One event, as JSON. */
  onLine(line: string): void;
  /** The engine has accepted the subscription. */
  onOpen?(): void;
}

/**
 * Hands over the lines of the engine's events until the stream ends: resolves when the engine ended it, rejects with EngineError when it
 * refuses or the connection breaks, with the signal's reason when aborted.
 */
export async function readEventLines(engine: Line, {query, signal, onLine, onOpen}: EventLinesOptions): Promise<void> {
  // Podman may hold the headers back until the first event: no time limit.
  const stream = await openStream(engine, {method: 'GET', path: '/events', query, timeoutMs: 0}, signal);
  onOpen?.();
  const reader = createLineReader(onLine);
  try {
    for await (const chunk of stream) reader.push(chunk);
    reader.end();
  } catch (cause) {
    signal.throwIfAborted();
    throw errorFor(cause, engine.endpoint);
  } finally {
    stream.destroy();
  }
}
