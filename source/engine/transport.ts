import {Agent as HttpAgent, IncomingMessage} from 'node:http';
import {Agent as HttpsAgent} from 'node:https';
import {Socket} from 'node:net';
import type {Duplex} from 'node:stream';
import {inspect} from 'node:util';
import type Modem from 'docker-modem';
import Docker from 'dockerode';
import {asByteStream, type ByteStream, openByteStream} from './byte-stream.js';
import type {TcpEndpoint, UnixEndpoint} from './endpoint.js';

/** Where requests go: an ssh endpoint has become the local socket of its forward by now. */
export type Destination = UnixEndpoint | TcpEndpoint;

export interface DialRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD';
  /** Without version and query: `/containers/json`. */
  readonly path: string;
  /** Left-out values are not sent; records and lists are sent as JSON. */
  readonly query?: Readonly<Record<string, string | number | boolean | object | undefined>>;
  readonly body?: object;
  /** A tar archive, instead of a body. */
  readonly file?: Buffer;
  /** For what lasts: streams, restarts, whatever must not hold one of the sockets that lists and inspects share. */
  readonly slow?: boolean;
  /** Without the API version before the path: for `/_ping`. */
  readonly unversioned?: boolean;
}

/**
 * A connection that carries nothing is asked for a sign of life after so many ms, then every second, ten times (libuv): a host that is
 * gone without a word is noticed after 15 s, as over ssh.
 */
const ALIVE_MS = 5000;

/** Every status is a reply here; who reads it decides which are errors. */
const ANY_STATUS = Object.fromEntries(Array.from({length: 500}, (_, index) => [index + 100, true]));

/** A connection that is to be taken over stays open, and docker-modem sends its head with the first byte of a body: this is an empty one. */
const NO_BODY = {file: Buffer.alloc(0), headers: {'Content-Type': 'text/plain'}};

// docker-modem formats each request's options for its debug log, whether or not that is on: an agent shown in full costs milliseconds a call.
const shownShort = {value: () => 'Agent'};

/** For TLS alone. Without it Node looks whether the host is an address, by an expression that takes 5 ms to read. */
const noServerName = {servername: ''};

function makeAgent(destination: Destination, maxSockets: number): HttpAgent {
  const keep = {keepAlive: true, maxSockets, maxFreeSockets: 16, keepAliveMsecs: ALIVE_MS, scheduling: 'fifo' as const};
  const tls = destination.kind === 'tcp' ? destination.tls : null;
  const agent = tls
    ? new HttpsAgent({
        ...keep,
        ca: tls.ca ?? undefined,
        cert: tls.cert ?? undefined,
        key: tls.key ?? undefined,
        rejectUnauthorized: tls.verify,
      })
    : new HttpAgent({...keep, ...noServerName});
  Object.defineProperty(agent, inspect.custom, shownShort);
  return agent;
}

/** A dockerode without what docker-modem would add from DOCKER_HOST and DOCKER_CERT_PATH by itself: the endpoint is already decided. */
function makeDocker(destination: Destination, agent: HttpAgent): Docker {
  const {DOCKER_HOST: kept} = process.env;
  delete process.env.DOCKER_HOST;
  try {
    const docker = new Docker(optionsFor(destination));
    const modem: Modem & {agent?: HttpAgent} = docker.modem;
    modem.agent = agent;
    return docker;
  } finally {
    if (kept !== undefined) process.env.DOCKER_HOST = kept;
  }
}

function optionsFor(destination: Destination): Docker.DockerOptions {
  if (destination.kind === 'unix') return {socketPath: destination.socketPath};
  return {host: destination.host, port: destination.port, protocol: destination.tls ? 'https' : 'http'};
}

const shownQuery = (query: DialRequest['query']): (readonly [string, unknown])[] =>
  Object.entries(query ?? {})
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => [key, typeof value === 'object' ? JSON.stringify(value) : value]);

const hostHeader = ({host, port}: TcpEndpoint): string => `${host.includes(':') ? `[${host}]` : host}:${port}`;

/** The connections to one engine. `close` ends every one of them, streams and hijacked sockets included. */
export class Transport {
  readonly docker: Docker;
  /** For pages beside the engine that are asked again and again. */
  readonly pages = new HttpAgent({keepAlive: true, maxFreeSockets: 16});
  readonly #agents: readonly HttpAgent[];
  readonly #quick: Modem;
  readonly #slow: Modem;
  readonly #open = new Set<Duplex | IncomingMessage>();
  readonly #destination: Destination;
  #version = '';
  #closed = false;

  constructor(destination: Destination) {
    this.#destination = destination;
    const quick = makeAgent(destination, 16);
    const slow = makeAgent(destination, Number.POSITIVE_INFINITY);
    this.#agents = [quick, slow];
    this.docker = makeDocker(destination, quick);
    this.#quick = makeDocker(destination, quick).modem;
    this.#slow = makeDocker(destination, slow).modem;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Like `1.41`; '' before the first ping. */
  get version(): string {
    return this.#version;
  }

  set version(version: string) {
    this.#version = version;
    const modem: Modem & {version?: string} = this.docker.modem;
    modem.version = `v${version}`;
  }

  /** Sends a request; the reply's body is still to be read. Rejects with what Node's http gave, or with the signal's AbortError. */
  dial(request: DialRequest, signal: AbortSignal): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      (request.slow ? this.#slow : this.#quick).dial(
        {...this.#options(request), isStream: true, statusCodes: ANY_STATUS, abortSignal: signal},
        (error, reply) => {
          if (error) return reject(error);
          if (!(reply instanceof IncomingMessage)) return reject(new Error('the engine gave no reply'));
          this.#keep(reply);
          resolve(reply);
        },
      );
    });
  }

  /** Sends a GET whose reply goes on, as `dial` does, on a connection of its own: for what may come faster than Node's client reads it. */
  async stream(request: DialRequest, signal: AbortSignal): Promise<ByteStream> {
    const destination = this.#destination;
    if (destination.kind === 'tcp' && destination.tls) return asByteStream(await this.dial({...request, slow: true}, signal));
    const isLocal = destination.kind === 'unix';
    const where = isLocal ? {path: destination.socketPath} : {host: destination.host, port: destination.port};
    const host = isLocal ? 'docker' : hostHeader(destination);
    return openByteStream({path: this.#pathOf(request), host, where}, signal, socket => this.#keep(socket));
  }

  /** Sends a request and takes the connection over (`Connection: Upgrade`): bytes both ways from then on. A refusal rejects with `statusCode`. */
  hijack(request: DialRequest, signal: AbortSignal): Promise<Duplex> {
    return new Promise((resolve, reject) => {
      this.#slow.dial(
        {
          ...this.#options(request),
          ...(request.body ? {} : NO_BODY),
          isStream: true,
          hijack: true,
          openStdin: true,
          statusCodes: {101: true},
          abortSignal: signal,
        },
        (error, reply) => {
          if (error) return reject(error);
          if (reply === null || !('write' in reply)) return reject(new Error('the engine did not hand the connection over'));
          this.#keep(reply as Duplex);
          resolve(reply as Duplex);
        },
      );
    });
  }

  close(): void {
    this.#closed = true;
    for (const stream of this.#open) stream.destroy();
    for (const agent of [...this.#agents, this.pages]) agent.destroy();
  }

  #keep(stream: Duplex | IncomingMessage): void {
    if (this.#closed) stream.destroy();
    // Node asks the agent's plain connections by itself, those with TLS not.
    const socket = stream instanceof IncomingMessage ? stream.socket : stream;
    if (socket instanceof Socket) socket.setKeepAlive(true, ALIVE_MS);
    this.#open.add(stream);
    stream.once('close', () => this.#open.delete(stream));
  }

  #pathOf({path, query}: DialRequest): string {
    const shown = new URLSearchParams(shownQuery(query).map(([key, value]): [string, string] => [key, String(value)])).toString();
    const full = this.#version === '' ? path : `/v${this.#version}${path}`;
    return shown === '' ? full : `${full}?${shown}`;
  }

  #options({method, path, query, body, file, unversioned}: DialRequest): Modem.DialOptions {
    const shown = shownQuery(query);
    const full = unversioned || this.#version === '' ? path : `/v${this.#version}${path}`;
    // docker-modem drops the last character of a path with "?" that has no query, and sends `options` as the body unless told another.
    return {
      method,
      path: shown.length > 0 ? `${full}?` : full,
      options: {_query: Object.fromEntries(shown), _body: body ?? {}},
      ...(file ? {file} : {}),
    };
  }
}
