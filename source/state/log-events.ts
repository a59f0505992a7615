import type {ContainerEvent} from '../model/engine-info.js';
import {exitCodeInWords} from '../model/exit-code.js';
import {containerKey} from '../model/identity.js';
import type {LogEvent} from './logs.js';
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

/** An event of a container whose log is open: it will be drawn between the lines, at its time. */
export const logEvent = (state: State, event: ContainerEvent): State => {
  const {logs} = state;
  const key = keyOf(state, event);
  const source = logs?.sources.find(candidate => candidate.id === event.id || candidate.key === key);
  const words = wordsOf(event);
  if (!logs || !source || !words) return state;
  return withLogs(state, {events: [...logs.events, {...words, text: `${source.label} ${words.text}`, time: event.time}]});
};
