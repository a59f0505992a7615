import type {Line} from '../engine/call.js';
import {pastEvents} from '../engine/past-events.js';
import {pastLogEvents} from '../state/log-events.js';
import type {LogEvent, LogSource} from '../state/logs.js';
import type {State} from '../state/state.js';

/** Lines wait no longer than this for what happened beside them. */
const longestMs = 700;

/** What happened to the containers of a log before now, oldest first. Never rejects: a log without it is still a log. */
export const readPastEvents = async (
  engine: Line,
  look: () => {readonly state: State; readonly sources: readonly LogSource[]},
  signal: AbortSignal,
): Promise<readonly LogEvent[]> => {
  // What inspections tell is known already; the engine's events say it better, if it can be asked.
  const events = await pastEvents(engine, {until: Date.now(), limitMs: longestMs, signal}).catch(() => []);
  if (signal.aborted) return [];
  const {state, sources} = look();
  return pastLogEvents(state, sources, events);
};
