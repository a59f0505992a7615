import type {Context} from './request.js';
import {attachContainer, createContainer} from './routes/create.js';
import {streamEvents} from './routes/events.js';
import {createExec, inspectExec, resizeExec, startExec} from './routes/exec.js';
import {inspectContainer} from './routes/inspect.js';
import {
  killContainer,
  pauseContainer,
  removeContainer,
  renameContainer,
  restartContainer,
  startContainer,
  stopContainer,
  unpauseContainer,
  updateContainer,
  waitContainer,
} from './routes/lifecycle.js';
import {listContainers} from './routes/list.js';
import {containerLogs} from './routes/logs.js';
import {diskUsage, inspectImage, inspectNetwork, inspectVolume, listImages, listNetworks, listVolumes} from './routes/objects.js';
import {containerStats} from './routes/stats.js';
import {info, noSwarm, ping, version} from './routes/system.js';
import {containerTop} from './routes/top.js';

type Handler = (context: Context) => void | Promise<void>;

interface Route {
  readonly method: string;
  readonly pattern: RegExp;
  readonly handler: Handler;
}

const one = '([^/]+)';

const route = (method: string, path: string, handler: Handler): Route => ({
  method,
  pattern: new RegExp(`^${path.replaceAll('{}', one)}$`),
  handler,
});

const routes: readonly Route[] = [
  route('GET', '/_ping', ping),
  route('HEAD', '/_ping', ping),
  route('GET', '/version', version),
  route('GET', '/info', info),
  route('GET', '/events', streamEvents),
  route('GET', '/containers/json', listContainers),
  route('POST', '/containers/create', createContainer),
  route('POST', '/containers/{}/attach', attachContainer),
  route('GET', '/containers/{}/json', inspectContainer),
  route('GET', '/containers/{}/stats', containerStats),
  route('GET', '/containers/{}/logs', containerLogs),
  route('GET', '/containers/{}/top', containerTop),
  route('POST', '/containers/{}/start', startContainer),
  route('POST', '/containers/{}/stop', stopContainer),
  route('POST', '/containers/{}/restart', restartContainer),
  route('POST', '/containers/{}/pause', pauseContainer),
  route('POST', '/containers/{}/unpause', unpauseContainer),
  route('POST', '/containers/{}/kill', killContainer),
  route('POST', '/containers/{}/rename', renameContainer),
  route('POST', '/containers/{}/update', updateContainer),
  route('POST', '/containers/{}/wait', waitContainer),
  route('DELETE', '/containers/{}', removeContainer),
  route('POST', '/containers/{}/exec', createExec),
  route('POST', '/exec/{}/start', startExec),
  route('POST', '/exec/{}/resize', resizeExec),
  route('GET', '/exec/{}/json', inspectExec),
  route('GET', '/networks', listNetworks),
  route('GET', '/networks/{}', inspectNetwork),
  route('GET', '/volumes', listVolumes),
  route('GET', '/volumes/{}', inspectVolume),
  route('GET', '/images/json', listImages),
  route('GET', '/system/df', diskUsage),
  route('GET', '/images/(.+)/json', inspectImage),
  ...['/swarm', '/nodes', '/services', '/tasks'].map(path => route('GET', path, noSwarm)),
];

const decoded = (text: string) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a stray % is taken as it stands, and found nowhere
  }
};

/** The handler of a path without version, with what the pattern caught; null when there is none. */
export const findRoute = (
  method: string,
  path: string,
): {readonly handler: Handler; readonly parts: readonly string[]} | null => {
  for (const {method: wanted, pattern, handler} of routes) {
    const match = method === wanted ? pattern.exec(path) : null;
    if (match) return {handler, parts: match.slice(1).map(decoded)};
  }
  return null;
};
