import {maskWords} from '../model/command-mask.js';
import type {Container} from '../model/container.js';
import type {ServiceKind} from '../model/profile.js';
import type {Member} from '../model/stack.js';
import type {DraftSources} from './draft.js';
import type {WrittenService} from './schema.js';
import {durationText, limitText, usualText} from './written-units.js';

export interface DraftedService {
  readonly name: string;
  readonly project: string;
  /** Its containers, at least one. */
  readonly members: readonly Member[];
  readonly dependencies: NonNullable<WrittenService['depends_on']>;
  /** All services of the stack. */
  readonly names: ReadonlySet<string>;
  readonly sources: DraftSources;
  note(line: string): void;
}

/** Compose names what it builds after project and service: `shop-web`, and `shop_web` before version 2. An image without a name is `sha256:…`. */
const isBuilt = ({image}: Container, project: string, service: string): boolean =>
  /^sha256:|^[0-9a-f]{12,64}$/.test(image) ||
  [`${project}-${service}`, `${project}_${service}`].includes(image.replace(/:latest$/, ''));

/** Names that compose gives by itself, and those it gives while it recreates a container. */
const isNamedByHand = (container: Container, project: string, service: string): boolean =>
  container.service !== null &&
  ![`${project}-${service}-`, `${project}_${service}_`].some(start => container.name.includes(start));

/** Ports from here on are what an engine gives where none was asked for (Linux: ip_local_port_range). */
const firstEphemeral = 32_768;

const isPort = (port: number): boolean => port > 0 && port < 65_536;

const portsOf = ({ports}: Container): string[] => [
  ...new Set(
    ports
      .filter(({protocol, privatePort}) => protocol === 'tcp' && isPort(privatePort))
      .map(({publicPort, privatePort}) =>
        publicPort === null || publicPort <= 0 || publicPort >= firstEphemeral
          ? `${privatePort}`
          : `${publicPort}:${privatePort}`,
      ),
  ),
];

const checkOf = ({inspection}: Container, note: (line: string) => void): WrittenService['check'] => {
  const test = [...(inspection?.healthTest ?? [])];
  if (test.length < 2 || test[0] === 'NONE') return undefined;
  if (maskWords(test).some((word, at) => word !== test[at])) {
    note('its check is left out: there is a password in it');
    return undefined;
  }
  const interval = inspection?.healthInterval ?? null;
  return interval !== null && interval > 0 ? {test, interval: durationText(interval)} : {test};
};

const memoryOf = ({members, sources}: DraftedService): WrittenService['memory'] => {
  const limit = members[0]?.container.inspection?.memoryLimit ?? null;
  const taken = Math.max(0, ...members.map(({container}) => sources.memoryOf(container.id) ?? 0));
  const written = limit !== null && limit > 0 ? {limit: limitText(limit)} : {};
  if (taken <= 0) return limit !== null && limit > 0 ? written : undefined;
  return {usual: usualText(taken, limit), ...written};
};

const volumesOf = ({inspection}: Container, project: string): string[] => [
  ...new Set(
    (inspection?.mounts ?? []).flatMap(({type, name, destination}) => {
      const own = name.startsWith(`${project}_`) ? name.slice(project.length + 1) : name;
      // Without a name in the file the engine makes one of 64 digits.
      const isNamed = type === 'volume' && own !== '' && !own.includes(':') && !/^[0-9a-f]{64}$/.test(name);
      return isNamed && /^\/[^\n]*$/.test(destination) ? [`${own}:${destination}`] : [];
    }),
  ),
];

const web: ReadonlySet<ServiceKind> = new Set<ServiceKind>(['http', 'nginx', 'traefik', 'ngrok']);

const linksOf = (container: Container, kind: ServiceKind, name: string): NonNullable<WrittenService['links']> => {
  if (!web.has(kind)) return [];
  const published = container.ports.filter(({protocol, publicPort}) => protocol === 'tcp' && publicPort !== null);
  const ports = [...new Set(published.map(({privatePort}) => privatePort))].filter(port => isPort(port) && port !== 443);
  return ports.map(port => ({name: ports.length === 1 ? name : `${name} ${port}`, port, path: '/'}));
};

/** `ngrok http backend:8000`, or `http://backend:8000`: whom the tunnel leads to. */
const tunnelOf = ({inspection}: Container, names: ReadonlySet<string>): WrittenService['tunnel'] => {
  for (const word of [...(inspection?.entrypoint ?? []), ...(inspection?.command ?? [])]) {
    const [, service = '', port = ''] = /^(?:https?:\/\/)?([\w.-]+):(\d{1,5})\/?$/.exec(word) ?? [];
    if (names.has(service) && isPort(Number(port))) return {service, port: Number(port)};
  }
  return undefined;
};

/** Only what is there is written. */
const withoutNothing = (service: WrittenService): WrittenService => {
  const entries = Object.entries(service).filter(
    ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
  );
  return {...Object.fromEntries(entries), kind: service.kind};
};

/** A service as a profile would have it, from its containers. */
export const draftService = (drafted: DraftedService): WrittenService => {
  const {name, project, members, dependencies, names, sources, note} = drafted;
  const member = members.find(({container}) => container.state === 'running') ?? members[0];
  if (!member) return {kind: 'other'};
  const {container} = member;
  const look = sources.kindOf(container);
  const isDone = members.every(({status}) => status.kind === 'done');
  const kind = isDone && (look === 'other' || look === 'http') ? 'job' : look;
  const account = sources.accountOf(container, kind);
  const built = isBuilt(container, project, name);
  if (kind === 'other') note('what it is cannot be seen: kind says it');
  if (built) note('built from files of its own: base: says what its image starts from');
  const port = container.ports.find(({protocol}) => protocol === 'tcp')?.privatePort;
  if (kind === 'http' && port !== undefined && container.inspection && container.inspection.healthTest.length < 2)
    note(`it has no check: health: ":${port}/health" would ask it over HTTP`);
  return withoutNothing({
    kind,
    image: built || container.image === '' ? undefined : container.image,
    container: members.length === 1 && isNamedByHand(container, project, name) ? container.name : undefined,
    ports: portsOf(container),
    depends_on: Object.keys(dependencies).length > 0 ? dependencies : undefined,
    check: checkOf(container, note),
    memory: memoryOf(drafted),
    job: isDone ? true : undefined,
    user: account.user || undefined,
    database: account.database || undefined,
    volumes: volumesOf(container, project),
    links: linksOf(container, kind, name),
    tunnel: kind === 'ngrok' ? tunnelOf(container, names) : undefined,
  });
};
