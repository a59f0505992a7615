import {mkdtemp, rm} from 'node:fs/promises';
import http, {type IncomingMessage, type ServerResponse} from 'node:http';
import os from 'node:os';
import path from 'node:path';
import type {Duplex} from 'node:stream';
import type {Endpoint} from '../../../source/engine/endpoint.js';

export interface FakeRequest {
  readonly method: string;
  /** Without the version prefix. */
  readonly path: string;
  readonly version: string | null;
  readonly query: URLSearchParams;
  readonly body: string;
}

type Handler = (request: FakeRequest, response: ServerResponse) => void;
type UpgradeHandler = (request: FakeRequest, socket: Duplex) => void;

/** A small HTTP server on a socket in a temporary folder that answers as a test tells it to. */
export class FakeEngine {
  readonly requests: FakeRequest[] = [];
  readonly eventStreams = new Set<ServerResponse>();
  /** What is answered when events are asked for up to a time: a line of JSON each. */
  pastEvents = '';
  /** Raw inspections by id; the list is made from them. */
  readonly containers = new Map<string, Record<string, unknown>>();
  pingHeaders: Record<string, string> = {'Api-Version': '1.41'};
  upgrade: UpgradeHandler | null = null;
  readonly #routes: {method: string; pattern: RegExp; handler: Handler}[] = [];
  readonly #sockets = new Set<Duplex>();
  #server: http.Server | null = null;

  private constructor(readonly folder: string) {}

  static async start(): Promise<FakeEngine> {
    const engine = new FakeEngine(await mkdtemp(path.join(os.tmpdir(), 'fake-engine-')));
    await engine.listen();
    return engine;
  }

  get socketPath(): string {
    return path.join(this.folder, 'engine.sock');
  }

  get endpoint(): Endpoint {
    return {kind: 'unix', socketPath: this.socketPath, url: `unix://${this.socketPath}`, source: 'test'};
  }

  get connections(): number {
    return this.#sockets.size;
  }

  async listen(): Promise<void> {
    const server = http.createServer((request, response) => void this.#answer(request, response));
    server.on('connection', socket => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
    server.on('upgrade', (request, socket, head) => void this.#upgrade(request, socket, head));
    this.#server = server;
    await new Promise<void>(resolve => server.listen(this.socketPath, resolve));
  }

  /** As a killed daemon: connections break, the socket is gone. */
  async crash(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    for (const socket of this.#sockets) socket.destroy();
    if (server) await new Promise(resolve => server.close(resolve));
  }

  async stop(): Promise<void> {
    await this.crash();
    await rm(this.folder, {recursive: true, force: true});
  }

  /** Later routes win over earlier and built-in ones. */
  route(method: string, pattern: RegExp, handler: Handler): void {
    this.#routes.unshift({method, pattern, handler});
  }

  sendEvent(event: object): void {
    for (const stream of this.eventStreams) stream.write(`${JSON.stringify(event)}\n`);
  }

  count(method: string, pattern: RegExp): number {
    return this.requests.filter(request => request.method === method && pattern.test(request.path)).length;
  }

  /** Node leaves the body of an upgraded request in the socket's first bytes. */
  async #upgrade(raw: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const length = Number(raw.headers['content-length'] ?? 0);
    let bytes = head;
    while (bytes.length < length) bytes = Buffer.concat([bytes, await once(socket)]);
    socket.unshift(bytes.subarray(length));
    const request = {...locate(raw), body: bytes.toString('utf8', 0, length)};
    this.requests.push(request);
    this.upgrade?.(request, socket);
  }

  async #answer(raw: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await read(raw);
    this.requests.push(request);
    const route = this.#routes.find(({method, pattern}) => method === request.method && pattern.test(request.path));
    if (route) return route.handler(request, response);
    if (request.path === '/_ping') return void response.writeHead(200, this.pingHeaders).end('OK');
    if (request.path === '/info') return reply(response, 200, {Name: 'fake', NCPU: 4, MemTotal: 1024, ServerVersion: '20.10.24'});
    if (request.path === '/events' && request.query.has('until')) return void response.writeHead(200).end(this.pastEvents);
    if (request.path === '/events') return this.#follow(response);
    if (request.path === '/containers/json') return reply(response, 200, [...this.containers.values()].map(summaryOf));
    const id = /^\/containers\/([^/]+)\/json$/.exec(request.path)?.[1];
    const container = this.containers.get(id ?? '');
    if (container) return reply(response, 200, container);
    reply(response, 404, {message: `No such container: ${id}`});
  }

  #follow(response: ServerResponse): void {
    response.writeHead(200, {'Content-Type': 'application/json'});
    response.flushHeaders();
    this.eventStreams.add(response);
    response.once('close', () => this.eventStreams.delete(response));
  }
}

export function reply(response: ServerResponse, status: number, body?: unknown): void {
  response.writeHead(status, {'Content-Type': 'application/json'}).end(body === undefined ? undefined : JSON.stringify(body));
}

/** An inspection, as short as the tests need it. */
export function inspection(
  id: string,
  more: {status?: string; health?: string; startedAt?: string} = {},
): Record<string, unknown> {
  const {status = 'running', health, startedAt = '2026-01-01T00:00:00Z'} = more;
  const Health = health === undefined ? undefined : {Status: health, FailingStreak: 0, Log: []};
  return {
    Id: id,
    Name: `/${id}`,
    Created: '2026-01-01T00:00:00Z',
    State: {Status: status, StartedAt: startedAt, ExitCode: 0, Health},
    Config: {},
  };
}

function summaryOf(container: Record<string, unknown>): unknown {
  const {Id, Name, State} = container;
  const word = typeof State === 'object' && State !== null && 'Status' in State ? State.Status : '';
  return {
    Id,
    Names: [Name],
    State: word,
    Status: word === 'running' ? 'Up 1 minute' : 'Exited (0) 1 minute ago',
    Created: 1767225600,
  };
}

async function read(raw: IncomingMessage): Promise<FakeRequest> {
  let body = '';
  for await (const chunk of raw) body += chunk;
  return {...locate(raw), body};
}

function locate(raw: IncomingMessage): Omit<FakeRequest, 'body'> {
  const url = new URL(raw.url ?? '/', 'http://engine');
  const [, version = null, rest = ''] = /^(?:\/v(\d+\.\d+))?(\/.*)$/.exec(url.pathname) ?? [];
  return {method: raw.method ?? '', path: decodeURIComponent(rest), version, query: url.searchParams};
}

function once(socket: Duplex): Promise<Buffer> {
  return new Promise(resolve => socket.once('data', resolve));
}
