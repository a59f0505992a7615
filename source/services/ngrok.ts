import type {Endpoint} from '../engine/endpoint.js';
import type {Container} from '../model/container.js';
import type {Tunnel} from '../model/tunnel.js';
import {httpUrl, ownAddresses, publishedAddresses} from './addresses.js';

/** Port of the agent's own API (ngrok.com/docs/agent/api): `web_addr` of its configuration. */
export const agentPort = 4040;
/** An agent whose port is taken takes the next one: of several on a host each has its own. */
const furtherAgents = 10;

/** Where the agent tells its tunnels; newer ones call them endpoints, and still answer to the old name. */
export const tunnelsPath = '/api/tunnels';
export const endpointsPath = '/api/endpoints';

const baseName = (image: string): string =>
  image
    .replace(/@.*$/, '')
    .replace(/:[^/:]*$/, '')
    .split('/')
    .at(-1) ?? '';

/** Whether an ngrok agent runs in the container: by label, image, service or program. Images built from it are often named after the service. */
export const isNgrok = ({labels, image, service, inspection}: Container): boolean => {
  const kind = labels['stacktop.kind'];
  if (kind !== undefined) return kind === 'ngrok';
  const program = [...(inspection?.entrypoint ?? []), ...(inspection?.command ?? [])][0]?.split('/').at(-1);
  if (program === 'ngrok' || service === 'ngrok') return true;
  return /\/ngrok\//.test(`/${image}`) || /(^|[-_.])ngrok($|[-_.])/.test(baseName(image));
};

const baseOn = (host: string, port: number): string => httpUrl({host, port}, '');

const isEverywhere = (ip: string | null): boolean => ip === null || ip === '' || ip === '0.0.0.0' || ip === '::';
const isLoopback = (ip: string): boolean => ip === '::1' || ip === 'localhost' || ip.startsWith('127.');

/** Whether the engine's host is this one, as far as its address tells: then its loopback address is ours too. */
export const isHere = (endpoint: Endpoint): boolean =>
  endpoint.kind === 'unix' || (endpoint.kind === 'tcp' && isLoopback(endpoint.host));

/**
 * Bases of where the agent's API may answer, the likeliest first: its published port, then the container's own address, which only the
 * engine's host can reach. None behind ssh: from here those addresses would be other machines.
 */
export const agentBases = (container: Container, endpoint: Endpoint): string[] => {
  const published = publishedAddresses(container, endpoint, agentPort);
  const bases = [...published, ...ownAddresses(container, endpoint, agentPort)].map(({host, port}) => baseOn(host, port));
  return [...new Set(bases)];
};

/**
 * Bases of where agents that run on the engine's host itself may answer. A port that a container publishes there is that container's, and
 * not asked again.
 * @param named those that profiles name
 */
export const hostAgentBases = (containers: Iterable<Container>, named: readonly string[]): string[] => {
  const taken = new Set<number>();
  for (const {ports} of containers)
    for (const {ip, publicPort} of ports)
      if (publicPort !== null && (isEverywhere(ip) || isLoopback(ip ?? ''))) taken.add(publicPort);
  const usual = Array.from({length: furtherAgents}, (_, index) => baseOn('127.0.0.1', agentPort + index));
  const tidied = named.flatMap(api => {
    if (!URL.canParse(api)) return [];
    const {protocol, hostname, port} = new URL(api);
    const host = isLoopback(hostname.replace(/^\[|\]$/g, '')) ? '127.0.0.1' : hostname;
    return protocol === 'http:' ? [`http://${host}:${port || 80}`] : [];
  });
  return [...new Set([...usual, ...tidied])].filter(
    base => !(new URL(base).hostname === '127.0.0.1' && taken.has(Number(new URL(base).port || 80))),
  );
};

/** The same question from inside of the container, for images that have one of these programs. */
export const agentPrograms = (path: string): readonly (readonly string[])[] => [
  ['wget', '-q', '-T', '3', '-O', '-', baseOn('127.0.0.1', agentPort) + path],
  ['curl', '-fsS', '-m', '3', baseOn('127.0.0.1', agentPort) + path],
];

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? {...value} : {};
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Only what is a URL of a kind that tunnels have: it is printed for scripts that call it. */
const publicUrl = (value: unknown): string | null =>
  /^(https?|tcp|tls):\/\/[\w.-]+(:\d{1,5})?(\/[\w./~%-]*)?$/.test(text(value)) ? text(value) : null;

/** Each URL once, https first, and without the twin that older agents open for http. */
const tidy = (tunnels: readonly Tunnel[]): Tunnel[] => {
  const byUrl = new Map(tunnels.map(tunnel => [tunnel.url, tunnel]));
  return [...byUrl.values()]
    .filter(({url}) => !(url.startsWith('http:') && byUrl.has(url.replace('http:', 'https:'))))
    .sort((a, b) => Number(b.url.startsWith('https:')) - Number(a.url.startsWith('https:')));
};

/** Reads the reply of `/api/tunnels` or `/api/endpoints`. Null when it is none; an agent without tunnels gives an empty list. */
export const tunnelsFromReply = (body: string): Tunnel[] | null => {
  let reply: unknown;
  try {
    reply = JSON.parse(body);
  } catch {
    return null; // somebody else's page on that port
  }
  const {tunnels, endpoints} = record(reply);
  const list = Array.isArray(tunnels) ? tunnels : endpoints;
  if (!Array.isArray(list)) return null;
  return tidy(
    list.flatMap(raw => {
      const {name, public_url, url: newer, config, upstream} = record(raw);
      const url = publicUrl(public_url ?? newer);
      return url === null ? [] : [{url, upstream: text(record(config).addr) || text(record(upstream).url), name: text(name)}];
    }),
  );
};

/** Reads the agent's log since its start, as logfmt or JSON: `msg="started tunnel" … addr=… url=…`. There is none without `--log stdout`. */
export const tunnelsFromLog = (lines: readonly string[]): Tunnel[] =>
  tidy(
    lines.flatMap(line => {
      if (!line.includes('started tunnel')) return [];
      const value = (name: string): string =>
        new RegExp(`(?:^|[\\s{,])"?${name}"?\\s*[=:]\\s*"?([^"\\s,}]+)`).exec(line)?.[1] ?? '';
      const url = publicUrl(value('url'));
      return url === null ? [] : [{url, upstream: value('addr'), name: value('name')}];
    }),
  );
