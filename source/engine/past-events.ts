import type {ContainerEvent} from '../model/engine-info.js';
import {limited} from './abort.js';
import type {Line} from './call.js';
import {readEventLines} from './event-lines.js';
import {eventFromLine} from './events.js';

/** Those that tell of a container's life; Podman filters by a name of its own, and an engine does not mind one that it does not know. */
const told = ['create', 'start', 'die', 'died', 'oom', 'pause', 'unpause', 'destroy', 'remove', 'health_status'];

export interface PastEventsOptions {
  /** ms since 1970. */
  readonly until: number;
  /** An engine whose clock is behind would go on until that time comes. */
  readonly limitMs: number;
  readonly signal: AbortSignal;
}

/**
 * The last events of containers that the engine remembers, oldest first: Docker keeps 256 of all kinds. Gives what has come when the time
 * is up. Throws EngineError, or the signal's reason.
 */
export const pastEvents = async (
  engine: Line,
  {until, limitMs, signal}: PastEventsOptions,
): Promise<readonly ContainerEvent[]> => {
  const events: ContainerEvent[] = [];
  const limit = limited(signal, limitMs);
  const onLine = (line: string): void => {
    const event = eventFromLine(line);
    if (event) events.push(event);
  };
  const query = {filters: {type: ['container'], event: told}, since: '1', until: (until / 1000).toFixed(6)};
  try {
    await readEventLines(engine, {query, signal: limit.signal, onLine});
  } catch (error) {
    signal.throwIfAborted();
    if (!limit.expired()) throw error;
  } finally {
    limit.end();
  }
  return events;
};
