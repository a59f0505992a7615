import type {Endpoint} from '../engine/endpoint.js';
import type {Container} from '../model/container.js';

/** A tunnel as its agent tells it. */
export interface Tunnel {
  /** `https://…`, or `tcp://…` and `tls://…`. */
  readonly url: string;
  /** Where it leads, as the agent was told: `http://web:8000`, `web:8000`, `8000`; '' when not told. */
  readonly upstream: string;
}

/** Port of the agent's own API (ngrok.com/docs/agent/api): `web_addr` of its configuration. */
export const agentPort = 4040;
export const tunnelsPath = '/api/tunnels';

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

const urlOn = (host: string, port: number): string => `http://${host.includes(':') ? `[${host}]` : host}:${port}${tunnelsPath}`;

const isEverywhere = (ip: string | null): boolean => ip === null || ip === '' || ip === '0.0.0.0' || ip === '::';
const isLoopback = (ip: string): boolean => ip === '::1' || ip === 'localhost' || ip.startsWith('127.');

/**
 * Where the agent's API may answer, the likeliest first: its published port, then the container's own address, which only the engine's
 * host can reach. None behind ssh: from here those addresses would be other machines.
 */
export const agentUrls = ({ports, inspection}: Container, endpoint: Endpoint): string[] => {
  if (endpoint.kind === 'ssh') return [];
  const engineHost = endpoint.kind === 'tcp' ? endpoint.host : '127.0.0.1';
  const local = isLoopback(engineHost);
  const published = ports.flatMap(({ip, privatePort, publicPort}) => {
    if (privatePort !== agentPort || publicPort === null) return [];
    const host = isEverywhere(ip) ? engineHost : (ip ?? engineHost);
    return local || !isLoopback(host) ? [urlOn(host, publicPort)] : [];
  });
  const own = local ? (inspection?.networks ?? []).filter(({ip}) => ip !== '').map(({ip}) => urlOn(ip, agentPort)) : [];
  return [...new Set([...published, ...own])];
};

/** The same question from inside of the container, for images that have one of these programs. */
export const agentCommands: readonly (readonly string[])[] = [
  ['wget', '-q', '-T', '3', '-O', '-', urlOn('127.0.0.1', agentPort)],
  ['curl', '-fsS', '-m', '3', urlOn('127.0.0.1', agentPort)],
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

/** Reads the reply of `/api/tunnels`. Null when it is none; an agent without tunnels gives an empty list. */
export const tunnelsFromReply = (body: string): Tunnel[] | null => {
  let reply: unknown;
  try {
    reply = JSON.parse(body);
  } catch {
    return null; // somebody else's page on that port
  }
  const {tunnels} = record(reply);
  if (!Array.isArray(tunnels)) return null;
  return tidy(
    tunnels.flatMap(raw => {
      const url = publicUrl(record(raw).public_url);
      return url === null ? [] : [{url, upstream: text(record(record(raw).config).addr)}];
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
      return url === null ? [] : [{url, upstream: value('addr')}];
    }),
  );

/** Whether a tunnel leads to a container of that name: `http://web:8000`, `web:8000`. */
export const leadsTo = ({upstream}: Tunnel, name: string): boolean =>
  name !== '' && upstream.replace(/^\w+:\/\//, '').split(/[:/]/)[0] === name;

/** Whether a tunnel of an agent on the host leads to that port of it: `8000`, `localhost:8000`, `http://127.0.0.1:8000`. */
export const leadsToPort = ({upstream}: Tunnel, port: number): boolean =>
  new RegExp(`^(?:\\w+://)?(?:(?:localhost|127\\.0\\.0\\.1|0\\.0\\.0\\.0|\\[::1\\]):)?${port}/?$`).test(upstream);
