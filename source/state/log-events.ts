import type {Container} from '../model/container.js';
import type {ContainerEvent} from '../model/engine-info.js';
import {exitCodeInWords} from '../model/exit-code.js';
import {containerKey, stackKey} from '../model/identity.js';
import type {LogEvent, LogSource, LogView} from './logs.js';
import {withLogs} from './logs.js';
import type {State} from './state.js';

const wordsOf = ({action, exitCode}: ContainerEvent): Pick<LogEvent, 'tone' | 'text'> | null => {
  switch (action) {
    case 'start':
      return {tone: 'good', text: 'started'};
    case 'die':
      return exitCode === null
        ? {tone: 'bad', text: 'died'}
        : {
            tone: exitCode === 0 ? 'warn' : 'bad',
            text: exitCode === 0 ? 'ended (0)' : `died: ${exitCodeInWords(exitCode, false)}`,
          };
    case 'oom':
      return {tone: 'bad', text: 'out of memory: the kernel killed a process in it'};
    case 'pause':
      return {tone: 'warn', text: 'paused'};
    case 'unpause':
      return {tone: 'good', text: 'goes on'};
    case 'destroy':
      return {tone: 'warn', text: 'removed'};
    case 'create':
      return {tone: 'info', text: 'created'};
    case 'health_status: healthy':
      return {tone: 'good', text: 'healthy'};
    case 'health_status: unhealthy':
      return {tone: 'bad', text: 'unhealthy'};
    default:
      return null;
  }
};

/** Whose event it is. Of a container that is just being made the list does not know yet; its labels come with the event. */
const keyOf = (state: State, {id, attributes}: ContainerEvent): string | undefined => {
  const container = state.containers.get(id);
  if (container) return containerKey(container);
  const project = attributes['com.docker.compose.project'];
  const service = attributes['com.docker.compose.service'];
  const oneOff = attributes['com.docker.compose.oneoff'] === 'True';
  if (project === undefined || service === undefined || oneOff) return undefined;
  return `${project}/${service}/${attributes['com.docker.compose.container-number'] ?? '1'}`;
};

/** An event as it stands in the log of the view's containers; null when it is of others, or says nothing. */
export const logEventOf = (state: State, sources: readonly LogSource[], event: ContainerEvent): LogEvent | null => {
  const key = keyOf(state, event);
  const source = sources.find(candidate => candidate.id === event.id || candidate.key === key);
  const words = wordsOf(event);
  return source && words ? {...words, text: `${source.label} ${words.text}`, time: event.time} : null;
};

/** Whether a container has been started that the log does not know yet, in the place of another one or new in its stack. */
const isComing = (state: State, {keys, sources}: LogView, event: ContainerEvent): boolean => {
  if (event.action !== 'start' || sources.some(({id}) => id === event.id)) return false;
  const key = keyOf(state, event);
  const project = event.attributes['com.docker.compose.project'];
  return sources.some(source => source.key === key) || (project !== undefined && keys.includes(stackKey(project)));
};

/** An event of a container whose log is open: it will be drawn between the lines, at its time. */
export const logEvent = (state: State, event: ContainerEvent): State => {
  const {logs} = state;
  if (!logs) return state;
  const found = logEventOf(state, logs.sources, event);
  const coming = logs.coming + (isComing(state, logs, event) ? 1 : 0);
  if (!found && coming === logs.coming) return state;
  return withLogs(state, {coming, events: found ? [...logs.events, found] : logs.events});
};

/** The engine's event of a start or an end comes about the time that an inspection tells of it. */
const aboutMs = 2000;

/** What an inspection tells of a container's last end and start, where the engine remembers no event of it. */
const lifeEvents = (container: Container, label: string, events: readonly ContainerEvent[]): LogEvent[] => {
  const {inspection, id, state} = container;
  if (!inspection) return [];
  const {startedAt, finishedAt, exitCode, oomKilled} = inspection;
  // Inspections tell of the last start and end: an event from then on is of that one, or of one that came since.
  const isTold = (action: string, time: number): boolean =>
    events.some(event => event.id === id && event.action === action && event.time > time - aboutMs);
  const found: LogEvent[] = [];
  if (finishedAt !== null && !isTold('die', finishedAt)) {
    // The exit code is that of the last end only while it has not been started since.
    const ended = state === 'exited' || state === 'dead' ? exitCode : null;
    const words =
      ended === null
        ? {tone: 'warn' as const, text: 'ended'}
        : ended === 0
          ? {tone: 'warn' as const, text: 'ended (0)'}
          : {tone: 'bad' as const, text: `died: ${exitCodeInWords(ended, oomKilled)}`};
    found.push({...words, text: `${label} ${words.text}`, time: finishedAt});
  }
  if (startedAt !== null && !isTold('start', startedAt)) found.push({tone: 'good', text: `${label} started`, time: startedAt});
  return found;
};

/**
 * What happened to the containers of a log before now: as the engine's events tell it, and as far as they reach no more, the containers'
 * inspections. Oldest first.
 */
export const pastLogEvents = (
  state: State,
  sources: readonly LogSource[],
  events: readonly ContainerEvent[],
): readonly LogEvent[] => {
  // Those that were there before them under the same name took their lines along.
  const ids = new Set(sources.map(({id}) => id));
  const told = events
    .filter(({id}) => ids.has(id))
    .map(event => logEventOf(state, sources, event))
    .filter(event => event !== null);
  const lives = sources.flatMap(({id, label}) => {
    const container = state.containers.get(id);
    return container ? lifeEvents(container, label, events) : [];
  });
  return [...told, ...lives].sort((a, b) => a.time - b.time);
};
