import http, {type IncomingMessage, ServerResponse} from 'node:http';
import {Socket} from 'node:net';
import type {Duplex} from 'node:stream';
import type {Faults} from './faults.js';
import type {Listener} from './place.js';
import type {BodyFault} from './reply.js';
import {type Context, HttpProblem} from './request.js';
import {findRoute} from './router.js';
import {commonHeaders, sendJson} from './send.js';
import {type ApiVersion, minorOf, oldestFor} from './version.js';
import type {World} from './world/world.js';

const maxBody = 4 * 1024 * 1024;

const readBody = async (source: AsyncIterable<unknown>): Promise<string> => {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of source) {
    const bytes = Buffer.isBuffer(part) ? part : Buffer.from(String(part));
    size += bytes.length;
    if (size > maxBody) throw new HttpProblem(413, 'http: request body too large');
    parts.push(bytes);
  }
  return Buffer.concat(parts).toString('utf8');
};

/** An upgrade's body is not taken off by node: it is the first `length` bytes of the connection. */
const takeBody = (socket: Duplex, head: Buffer, length: number): Promise<{readonly body: string; readonly rest: Buffer}> =>
  new Promise((resolve, reject) => {
    let all = head;
    const done = () => {
      socket.off('data', more).off('close', closed).pause();
      resolve({body: all.subarray(0, length).toString('utf8'), rest: all.subarray(length)});
    };
    const more = (bytes: Buffer) => {
      all = Buffer.concat([all, bytes]);
      if (all.length >= length) done();
    };
    const closed = () => reject(new Error('the client went away'));
    if (all.length >= length) return done();
    socket.on('data', more).on('close', closed);
  });

const bodyFaultOf = (faults: Faults, path: string): BodyFault =>
  faults.take('reset', path) ?? faults.take('half-chunk', path) ?? faults.take('end', path);

const split = (engine: ApiVersion, url: string) => {
  const {pathname, searchParams} = new URL(url, 'http://engine');
  const match = /^\/v(\d+\.\d+)(\/.*)$/.exec(pathname);
  return {version: match?.[1] ?? engine, path: match?.[2] ?? pathname, query: searchParams};
};

const checkVersion = (engine: ApiVersion, version: string) => {
  const minor = minorOf(version);
  if (minor === null || minor > (minorOf(engine) ?? 0)) {
    throw new HttpProblem(400, `client version ${version} is too new. Maximum supported API version is ${engine}`);
  }
  const oldest = oldestFor(engine);
  if (minor < (minorOf(oldest) ?? 0)) {
    const advice = 'please upgrade your client to a newer version';
    throw new HttpProblem(400, `client version ${version} is too old. Minimum supported API version is ${oldest}, ${advice}`);
  }
  return minor;
};

export interface ServerParts {
  readonly world: World;
  readonly faults: Faults;
  readonly engineVersion: ApiVersion;
}

/** Answers one request, whatever it is. Never throws. */
const answer = async (
  {world, faults, engineVersion}: ServerParts,
  request: IncomingMessage,
  response: ServerResponse,
  hijacked: Context['hijacked'],
  body: Context['body'],
): Promise<void> => {
  let minor = minorOf(engineVersion) ?? 45;
  let path = '/';
  const context = (): Context => ({
    world,
    faults,
    engineVersion,
    minor,
    path,
    parts: [],
    query: new URLSearchParams(),
    request,
    response,
    bodyFault: null,
    hijacked: null,
    body,
  });
  try {
    const target = split(engineVersion, request.url ?? '/');
    path = target.path;
    minor = checkVersion(engineVersion, target.version);
    const slow = faults.take('slow', path);
    if (slow) await world.wait(slow.ms);
    if (faults.take('hang', path)) return;
    const raw = faults.take('raw', path);
    if (raw) {
      (hijacked?.socket ?? response.socket)?.end(raw.bytes);
      return;
    }
    const refused = faults.take('status', path);
    if (refused) throw new HttpProblem(refused.status, refused.message);
    const found = findRoute(request.method ?? 'GET', path);
    if (!found) throw new HttpProblem(404, 'page not found');
    await found.handler({
      ...context(),
      parts: found.parts,
      query: target.query,
      bodyFault: bodyFaultOf(faults, path),
      hijacked,
    });
  } catch (error) {
    const problem =
      error instanceof HttpProblem ? error : new HttpProblem(500, error instanceof Error ? error.message : String(error));
    if (hijacked && !response.headersSent) refuseUpgrade(hijacked.socket, engineVersion, problem);
    else if (!response.headersSent) sendJson(context(), problem.status, {message: problem.message});
    else response.destroy();
  }
};

/** A hijack that fails is answered like an ordinary request, on the connection itself. */
const refuseUpgrade = (socket: Duplex, engineVersion: ApiVersion, problem: HttpProblem) => {
  const body = `${JSON.stringify({message: problem.message})}\n`;
  const headers = Object.entries({
    ...commonHeaders({engineVersion}),
    'Content-Type': 'application/json',
    'Content-Length': String(Buffer.byteLength(body)),
    Connection: 'close',
  });
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  const reason = http.STATUS_CODES[problem.status] ?? 'Error';
  socket.end([`HTTP/1.1 ${problem.status} ${reason}`, ...lines, '', body].join('\r\n'));
};

/** The HTTP server over a world. The caller listens and closes. */
export const createServer = (parts: ServerParts): Listener => {
  const sockets = new Set<Socket>();
  const server = http.createServer({keepAliveTimeout: 60_000, requestTimeout: 0, headersTimeout: 0}, (request, response) => {
    response.on('error', () => undefined); // the client went away while it was answered
    void answer(parts, request, response, null, () => readBody(request));
  });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => undefined); // the same, for a hijacked connection
    const length = Number(request.headers['content-length'] ?? 0);
    const response = new ServerResponse(request);
    takeBody(socket, head, Number.isInteger(length) && length >= 0 && length <= maxBody ? length : 0)
      .then(({body, rest}) => answer(parts, request, response, {socket, head: rest}, async () => body))
      .catch(() => socket.destroy()); // gone before its request was whole
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (socket instanceof Socket && socket.writable && error.code !== 'ECONNRESET') {
      socket.end(
        'HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n400 Bad Request',
      );
    } else socket.destroy();
  });
  server.on('connection', socket => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return {
    server,
    cut: () => {
      for (const socket of sockets) socket.destroy();
    },
  };
};
