import {speakerNow} from '../logs/timeline.js';
import {tunnelUrl} from '../logs/tools.js';
import {between, chance, hex, pick} from '../random.js';
import type {DemoContainer} from '../world/container.js';
import type {World} from '../world/world.js';

/** The agent's API of the demo's tunnels (ngrok.com/docs/agent/api): what is open, what came through, and making it come again. */

interface Captured {
  readonly id: string;
  /** ms since 1970. */
  readonly time: number;
  readonly method: string;
  readonly uri: string;
  readonly status: number;
  readonly ms: number;
}

const tunnelName = 'command_line';
const periodMs = 9000;
/** An agent keeps the last five hundred; the demo's screens show no more than these. */
const keptOnes = 60;

/** What was made again, by the life of the container that did it: an agent forgets when it ends. */
const replays = new WeakMap<DemoContainer, Map<number, Captured[]>>();

const upstreamOf = ({spec}: DemoContainer): string =>
  spec.env.find(one => one.startsWith('UPSTREAM='))?.slice('UPSTREAM='.length) ?? 'http://backend:8000';

export const tunnelsOf = (world: World, container: DemoContainer) => {
  const speaker = speakerNow(world, container);
  const tunnels = speaker
    ? [
        {
          name: tunnelName,
          ID: container.id.slice(0, 32),
          uri: `/api/tunnels/${tunnelName}`,
          public_url: tunnelUrl(speaker),
          proto: 'https',
          config: {addr: upstreamOf(container), inspect: true},
          metrics: {conns: {count: 12, gauge: 0}, http: {count: 12}},
        },
      ]
    : [];
  return {tunnels, uri: '/api/tunnels'};
};

/** A telephony provider calls back, with a signature in its query; now and then somebody looks at the page. */
const captured = (seed: string, index: number, time: number): Captured => {
  const kind = chance(seed, index, 'kind');
  const call = `CA${hex(10, seed, index, 'call')}`;
  const uri =
    kind < 0.72
      ? `/webhook?call=${call}&signature=${hex(24, seed, index, 'signature')}`
      : pick(['/health', '/docs', '/favicon.ico', `/sessions/${call}`], seed, index, 'uri');
  return {
    id: `airt_${hex(24, seed, index, 'id')}`,
    time,
    method: kind < 0.72 ? 'POST' : 'GET',
    uri,
    status: uri === '/favicon.ico' ? 404 : kind < 0.05 ? 502 : 200,
    ms: between(4, kind < 0.1 ? 900 : 90, seed, index, 'ms') + chance(seed, index, 'part'),
  };
};

/** What came through in this life of the container, newest first. */
const capturedBy = (world: World, container: DemoContainer): Captured[] => {
  const speaker = speakerNow(world, container);
  const life = container.lives.at(-1);
  if (!speaker || !life) return [];
  const seed = `${speaker.seed}/requests/${speaker.life}`;
  const timeOf = (index: number): number => life.start + 1500 + (index + 0.7 * chance(seed, index, 'when')) * periodMs;
  const last = Math.floor((world.now() - life.start) / periodMs);
  const came: Captured[] = [];
  for (let index = Math.max(0, last - keptOnes); index <= last; index++) {
    const time = timeOf(index);
    if (time <= world.now()) came.push(captured(seed, index, time));
  }
  return [...came, ...(replays.get(container)?.get(life.number) ?? [])].sort((a, b) => b.time - a.time);
};

export const requestsOf = (world: World, container: DemoContainer, limit: number) => ({
  uri: '/api/requests/http',
  requests: capturedBy(world, container)
    .slice(0, limit)
    .map(({id, time, method, uri, status, ms}) => ({
      uri: `/api/requests/http/${id}`,
      id,
      tunnel_name: tunnelName,
      remote_addr: '203.0.113.9',
      start: new Date(time).toISOString(),
      duration: Math.round(ms * 1e6),
      request: {method, proto: 'HTTP/1.1', headers: {'User-Agent': ['TelephonyProxy/1.1']}, uri},
      response: {status: `${status}`, status_code: status, proto: 'HTTP/1.1', headers: {}},
    })),
});

/** Makes a request come again; false when the agent does not know it (any more). */
export const replay = (world: World, container: DemoContainer, id: string): boolean => {
  const life = container.lives.at(-1);
  const one = capturedBy(world, container).find(request => request.id === id);
  if (!life || !one) return false;
  const byLife = replays.get(container) ?? new Map<number, Captured[]>();
  const again = byLife.get(life.number) ?? [];
  const number = again.length;
  byLife.set(life.number, [...again, {...one, id: `airt_${hex(24, id, 'again', number)}`, time: world.now(), status: 200}]);
  replays.set(container, byLife);
  return true;
};
