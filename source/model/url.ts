import type {Container, Port} from './container.js';
import type {ProfileLink, ServiceKind, ServiceProfile} from './profile.js';
import type {ServiceFacts} from './service.js';
import type {Member, Stack} from './stack.js';
import type {OpenTunnel} from './tunnel.js';
import type {Viewpoint} from './viewpoint.js';

/** A URL of a stack, or the address of a port that speaks something else. */
export interface UrlEntry {
  readonly kind: 'public' | 'webhook' | 'port' | 'link';
  /** What it is: `public URL`, `telephony`, `port 8000`, `API docs`. Of others: to be drawn as plain text only. */
  readonly name: string;
  /** `https://…`, or `localhost:5432` of what is no HTTP. */
  readonly url: string;
  /** What to know of it, in some words; '' when nothing. */
  readonly note: string;
  /** Label of the container that answers; '' when it is none of the stack's. */
  readonly service: string;
}

/** All that the URLs of a stack are made of. */
export interface UrlSources {
  readonly stack: Stack;
  readonly tunnels: readonly OpenTunnel[];
  factsOf(key: string): ServiceFacts | undefined;
  readonly viewpoint: Viewpoint;
}

const otherProtocols: ReadonlySet<ServiceKind> = new Set<ServiceKind>([
  'postgres',
  'redis',
  'kafka',
  'mysql',
  'mongo',
  'zookeeper',
]);
/** Ports that speak something else than HTTP, as everybody knows. */
const otherPorts: ReadonlySet<number> = new Set([
  ...[21, 22, 23, 25, 53, 110, 143, 389, 465, 587, 636, 993, 995, 1433, 1521, 1883, 2181, 3306, 4222, 5432, 5671, 5672, 6379],
  ...[6432, 8883, 9092, 9093, 9094, 11211, 26379, 27017, 29092, 33060],
]);
const encrypted: ReadonlySet<number> = new Set([443, 8443]);

/** `http`, `https`, or null for a port that speaks something else. */
const schemeOf = ({privatePort, publicPort, protocol}: Port, kind: ServiceKind): 'http' | 'https' | null => {
  if (protocol !== 'tcp' || otherProtocols.has(kind) || otherPorts.has(privatePort)) return null;
  return encrypted.has(privatePort) || encrypted.has(publicPort ?? 0) ? 'https' : 'http';
};

const isEverywhere = (ip: string | null): boolean => ip === null || ip === '' || ip === '0.0.0.0' || ip === '::';
const isLoopback = (ip: string): boolean => ip === '::1' || ip.startsWith('127.');

interface Place {
  readonly host: string;
  readonly note: string;
}

/** Where a published port is reached from where the person sits. */
const placeOf = (ip: string | null, port: number, {host, through}: Viewpoint): Place => {
  if (isEverywhere(ip)) return {host, note: ''};
  const address = ip ?? '';
  const named = address.includes(':') ? `[${address}]` : address;
  if (!isLoopback(address)) return {host: named, note: ''};
  const own = address === '127.0.0.1' || address === '::1' ? 'localhost' : named;
  return {
    host: own,
    note: through === null ? '' : `on its host only: ssh -L ${port}:${named}:${port} ${through}`,
  };
};

/** The published ports, each once: that of both IPv4 and IPv6 is one, and the one that more people reach. */
const publishedPorts = ({ports}: Container): (Port & {readonly publicPort: number})[] => {
  const found = new Map<string, Port & {readonly publicPort: number}>();
  for (const port of ports) {
    const {ip, publicPort, protocol} = port;
    if (publicPort === null) continue;
    const name = `${publicPort}/${protocol}${isEverywhere(ip) || isLoopback(ip ?? '') ? '' : ip}`;
    const known = found.get(name);
    if (!known || (!isEverywhere(known.ip) && isEverywhere(ip))) found.set(name, {...port, publicPort});
  }
  return [...found.values()].sort((a, b) => a.privatePort - b.privatePort || a.publicPort - b.publicPort);
};

const portEntries = (member: Member, kind: ServiceKind, viewpoint: Viewpoint): (UrlEntry & {readonly privatePort: number})[] =>
  publishedPorts(member.container).map(port => {
    const {ip, privatePort, publicPort, protocol} = port;
    const scheme = schemeOf(port, kind);
    const {host, note} = placeOf(ip, publicPort, viewpoint);
    return {
      kind: 'port',
      name: `port ${privatePort}${protocol === 'tcp' ? '' : `/${protocol}`}`,
      url: `${scheme === null ? '' : `${scheme}://`}${host}:${publicPort}`,
      note,
      service: member.label,
      privatePort,
    };
  });

/** Only what opens in a browser: labels are written by others. */
const isWebUrl = (url: string): boolean => /^https?:\/\/[^\s\u0000-\u0020]+$/i.test(url) && URL.canParse(url);

const linkEntry = (link: ProfileLink, member: Member, kind: ServiceKind, viewpoint: Viewpoint): UrlEntry[] => {
  const entry = (url: string, note: string): UrlEntry[] => [{kind: 'link', name: link.name, url, note, service: member.label}];
  if (link.url !== null) return isWebUrl(link.url) ? entry(link.url, '') : [];
  const {container} = member;
  const port =
    publishedPorts(container).find(one => one.privatePort === link.port && one.protocol === 'tcp') ??
    // With the host's own network what it listens on is the host's.
    (container.networkMode === 'host' && link.port !== null
      ? {ip: null, privatePort: link.port, publicPort: link.port, protocol: 'tcp' as const}
      : undefined);
  if (!port) return [];
  const {host, note} = placeOf(port.ip, port.publicPort, viewpoint);
  return entry(`${schemeOf(port, kind) ?? 'http'}://${host}:${port.publicPort}${link.path}`, note);
};

/** Ports, then links. A link to the root of a port is that port, under its better name. */
const memberEntries = (member: Member, facts: ServiceFacts | undefined, viewpoint: Viewpoint): [UrlEntry[], UrlEntry[]] => {
  const kind = facts?.kind ?? 'other';
  const links = (facts?.profile?.links ?? []).flatMap(link => linkEntry(link, member, kind, viewpoint));
  const ports = portEntries(member, kind, viewpoint).map(({privatePort: _, ...entry}) => {
    const name = links.find(({url}) => url.replace(/\/$/, '') === entry.url)?.name;
    return name === undefined ? entry : {...entry, name};
  });
  const known = new Set(ports.map(({url}) => url));
  return [ports, links.filter(({url}) => !known.has(url.replace(/\/$/, '')))];
};

const joined = (base: string, path: string): string => base.replace(/\/$/, '') + (path.startsWith('/') ? path : `/${path}`);

/** The container that a tunnel leads to; where its agent does not tell, the one that profiles name. */
const targetOf = (tunnel: OpenTunnel, {stack, factsOf}: UrlSources): Member | undefined => {
  const {agent, leadsTo} = tunnel;
  if (leadsTo !== null) return stack.members.find(({key}) => key === leadsTo);
  const named = agent.kind === 'container' ? factsOf(agent.key)?.profile?.tunnel?.service : undefined;
  return named === undefined ? undefined : stack.members.find(({container}) => container.service === named);
};

const tunnelEntries = (tunnel: OpenTunnel, several: boolean, sources: UrlSources): UrlEntry[] => {
  const target = targetOf(tunnel, sources);
  const service = target?.label ?? '';
  const profile: ServiceProfile | null = (target && sources.factsOf(target.key)?.profile) ?? null;
  const isWeb = /^https?:/.test(tunnel.url);
  const name = several && tunnel.name !== '' ? `public URL, ${tunnel.name}` : 'public URL';
  const upstream = tunnel.upstream.replace(/^https?:\/\//, '').replace(/\/$/, '');
  const where = upstream === '' ? '' : `leads to ${upstream}`;
  const note = tunnel.agent.kind === 'host' ? [where, 'ngrok on the host'].filter(Boolean).join(', ') : where;
  return [
    {kind: 'public', name, url: tunnel.url, note, service},
    ...(isWeb ? (profile?.webhooks ?? []) : []).map(
      (webhook): UrlEntry => ({
        kind: 'webhook',
        name: webhook.name,
        url: joined(tunnel.url, webhook.path),
        note: '',
        service,
      }),
    ),
  ];
};

/** The tunnels that a container has to do with: those that lead to it, and those that it holds open. */
export const tunnelsOfMember = (tunnels: readonly OpenTunnel[], key: string): OpenTunnel[] =>
  tunnels.filter(({agent, leadsTo}) => leadsTo === key || (agent.kind === 'container' && agent.key === key));

/**
 * The URLs of a stack, or of one container of it: public ones with their webhooks, published ports, links of profile and labels.
 * @param key of the container; null is the whole stack
 */
export const urlsOf = (sources: UrlSources, key: string | null): UrlEntry[] => {
  const {stack, tunnels, factsOf, viewpoint} = sources;
  const meant = key === null ? tunnels : tunnelsOfMember(tunnels, key);
  const members = stack.members.filter(member => key === null || member.key === key);
  const others = members.map(member => memberEntries(member, factsOf(member.key), viewpoint));
  return [
    ...meant.flatMap(tunnel => tunnelEntries(tunnel, meant.length > 1, sources)),
    ...others.flatMap(([ports]) => ports),
    ...others.flatMap(([, links]) => links),
  ];
};
