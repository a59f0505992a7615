import path from 'node:path';
import {type Certificates, configFolder, currentContext, readCertificates, readContext} from './docker-config.js';
import {EngineError} from './errors.js';

/** What every endpoint has: the URL as a person would write it, and where it came from (`--host`, `DOCKER_HOST`, `context prod`, `default socket`). */
interface Origin {
  readonly url: string;
  readonly source: string;
}

export interface TlsSettings extends Certificates {
  /** False only where the person asked not to check the engine's certificate. */
  readonly verify: boolean;
}

export interface UnixEndpoint extends Origin {
  readonly kind: 'unix';
  readonly socketPath: string;
}

export interface TcpEndpoint extends Origin {
  readonly kind: 'tcp';
  readonly host: string;
  readonly port: number;
  readonly tls: TlsSettings | null;
}

export interface SshEndpoint extends Origin {
  readonly kind: 'ssh';
  /** null: what ssh's own config says. */
  readonly user: string | null;
  readonly host: string;
  readonly port: number | null;
  /** The engine's socket on the far side. */
  readonly remoteSocket: string;
}

export type Endpoint = UnixEndpoint | TcpEndpoint | SshEndpoint;

type Environment = Readonly<Record<string, string | undefined>>;

export interface EndpointQuestion {
  /** `-H`, `--host`. */
  readonly host?: string | undefined;
  /** `--context`. */
  readonly context?: string | undefined;
  readonly env: Environment;
  readonly home: string;
}

/**
 * Where the engine may be, in the order to try: one endpoint when the person named it (flag, then DOCKER_HOST, then
 * DOCKER_CONTEXT, then config.json, the docker CLI's own order), else the usual sockets.
 * Throws EngineError `bad-endpoint` or `unknown-context`.
 */
export async function resolveEndpoints({host, context, env, home}: EndpointQuestion): Promise<Endpoint[]> {
  if (host && context)
    throw new EngineError('bad-endpoint', '--host and --context cannot be given together', 'leave one of them out');
  const folder = configFolder(env, home);
  if (host) return [await endpointFromHost(host, '--host', env, folder)];
  const named = context || (env.DOCKER_HOST ? 'default' : env.DOCKER_CONTEXT || (await currentContext(folder)) || 'default');
  if (named !== 'default') {
    const source = context ? '--context' : env.DOCKER_CONTEXT ? 'DOCKER_CONTEXT' : 'config.json';
    const found = await readContext(folder, named, source);
    const secure = Object.values(found.certificates).some(pem => pem !== null) || found.skipVerify;
    return [parseEndpoint(found.host, `context ${named}`, secure ? {...found.certificates, verify: !found.skipVerify} : null)];
  }
  if (env.DOCKER_HOST) return [await endpointFromHost(env.DOCKER_HOST, 'DOCKER_HOST', env, folder)];
  return defaultSockets(env, home);
}

async function endpointFromHost(host: string, source: string, env: Environment, folder: string): Promise<Endpoint> {
  const verify = Boolean(env.DOCKER_TLS_VERIFY);
  const secure = verify || Boolean(env.DOCKER_TLS) || host.startsWith('https:');
  if (!secure) return parseEndpoint(host, source, null);
  const certificates = await readCertificates(env.DOCKER_CERT_PATH || folder);
  return parseEndpoint(host, source, {...certificates, verify: verify || !env.DOCKER_TLS});
}

function defaultSockets(env: Environment, home: string): Endpoint[] {
  const runtime = env.XDG_RUNTIME_DIR;
  const paths = [
    '/var/run/docker.sock',
    ...(runtime ? [path.join(runtime, 'docker.sock')] : []),
    path.join(home, '.docker/run/docker.sock'),
    path.join(home, '.docker/desktop/docker.sock'),
    ...(runtime ? [path.join(runtime, 'podman/podman.sock')] : []),
    '/run/podman/podman.sock',
  ];
  return paths.map(socketPath => ({kind: 'unix', socketPath, url: `unix://${socketPath}`, source: 'default socket'}));
}

/** Reads `unix://`, `tcp://`, `http(s)://`, `ssh://`, `HOST:PORT` or an absolute path. Throws EngineError `bad-endpoint`, naming source and value. */
export function parseEndpoint(value: string, source: string, tls: TlsSettings | null): Endpoint {
  const [, scheme = '', rest = ''] = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(.*)$/is.exec(value.trim()) ?? [];
  if (scheme === '' && rest.startsWith('/')) return {kind: 'unix', socketPath: rest, url: `unix://${rest}`, source};
  switch (scheme.toLowerCase()) {
    case 'unix':
      if (!rest.startsWith('/')) throw bad(value, source, 'a socket needs an absolute path: unix:///var/run/docker.sock');
      return {kind: 'unix', socketPath: rest, url: `unix://${rest}`, source};
    case '':
    case 'tcp':
    case 'http':
    case 'https':
      return parseTcp(value, rest, source, tls);
    case 'ssh':
      return parseSsh(value, source);
    default:
      throw bad(value, source, `${scheme}:// is not supported; use unix://, tcp:// or ssh://`);
  }
}

function parseTcp(value: string, rest: string, source: string, tls: TlsSettings | null): TcpEndpoint {
  const url = parseUrl(`http://${rest.startsWith(':') ? `localhost${rest}` : rest}`);
  if (url?.hostname === '' || url === null || url.pathname !== '/' || url.search !== '' || url.username !== '')
    throw bad(value, source, 'it should look like tcp://HOST:2375');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // URL drops a port that is its scheme's own: ":80" has to be read from the text.
  const port = Number(url.port || (/:(\d+)\/?$/.exec(rest)?.[1] ?? (tls ? 2376 : 2375)));
  return {kind: 'tcp', host, port, tls, url: `tcp://${host.includes(':') ? `[${host}]` : host}:${port}`, source};
}

function parseSsh(value: string, source: string): SshEndpoint {
  const url = parseUrl(value.trim());
  // A host or user that starts with "-" would be read by ssh as an option.
  if (url === null || !/^[\w.:[\]][\w.:[\]-]*$/.test(url.hostname) || url.password !== '' || /^-|[^\w.@+%-]/.test(url.username))
    throw bad(value, source, 'it should look like ssh://USER@HOST[:PORT]; keys and passwords are for ssh itself');
  return {
    kind: 'ssh',
    user: url.username === '' ? null : decodeURIComponent(url.username),
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? null : Number(url.port),
    remoteSocket: url.pathname === '' || url.pathname === '/' ? '/var/run/docker.sock' : decodeURIComponent(url.pathname),
    url: value.trim(),
    source,
  };
}

function parseUrl(value: string): URL | null {
  return URL.canParse(value) ? new URL(value) : null;
}

function bad(value: string, source: string, hint: string): EngineError {
  const shown = value.replace(/(\/\/[^/@:]*):[^/@]*@/, '$1:***@'); // a password pasted into a URL is not repeated
  return new EngineError('bad-endpoint', `${source}: "${shown}" is not an engine's address`, hint);
}
