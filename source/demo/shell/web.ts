import {type DemoContainer, runningFor} from '../world/container.js';
import {checkNow} from '../world/health.js';
import type {World} from '../world/world.js';
import {replay, requestsOf, tunnelsOf} from './ngrok-api.js';
import type {Program} from './program.js';

export interface WebAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const json = (status: number, value: unknown): WebAnswer => ({
  status,
  type: 'application/json',
  body: `${JSON.stringify(value)}\n`,
});

export interface WebRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly body: string;
}

const wordsIn = (body: string): Readonly<Record<string, unknown>> => {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? {...value} : {};
  } catch {
    return {}; // what is no JSON asks for nothing
  }
};

/** The agent's API of a tunnel's container; null for everything else, which is its web page. */
const agentAnswer = (world: World, container: DemoContainer, {method, path, body}: WebRequest): WebAnswer | null => {
  const {pathname, searchParams} = new URL(path, 'http://agent');
  if (pathname === '/api/tunnels') return json(200, tunnelsOf(world, container));
  if (pathname !== '/api/requests/http') return null;
  if (method !== 'POST') return json(200, requestsOf(world, container, Number(searchParams.get('limit')) || 50));
  const {id} = wordsIn(body);
  return typeof id === 'string' && replay(world, container, id)
    ? {status: 204, type: 'application/json', body: ''}
    : json(404, {error_code: 100, status_code: 404, msg: 'request not found', details: {err: 'no such captured request'}});
};

/** What a container answers over HTTP on one of its ports; null when nothing listens there. */
export const answerOf = (world: World, container: DemoContainer, port: number, request: WebRequest): WebAnswer | null => {
  const {behaviour, ports, service} = container.spec;
  const {path} = request;
  // Until it serves nobody listens on its ports.
  if (
    container.status !== 'running' ||
    runningFor(container, world.now()) * 1000 < behaviour.readyAfter ||
    !ports.some(one => one.container === port)
  )
    return null;
  if (['postgres', 'redis', 'kafka', 'zookeeper'].includes(behaviour.kind)) return null;
  const told = behaviour.kind === 'ngrok' ? agentAnswer(world, container, request) : null;
  if (told) return told;
  if (/^\/(health|metrics|api\/v1\/heartbeat)/.test(path)) {
    const {exitCode, output} = checkNow(container, world.now());
    if (exitCode !== 0) return json(503, {detail: output.trim()});
    if (path.startsWith('/metrics'))
      return {status: 200, type: 'text/plain', body: 'events_received_total 182733\nprocess_open_fds 41\n'};
    return json(200, {status: 'healthy', service, version: '1.4.2'});
  }
  const page = `<!doctype html><title>${service}: demo</title><p>This is ${service} of stacktop's demo engine. Nothing here is real.</p>\n`;
  return {status: 200, type: 'text/html; charset=utf-8', body: page};
};

const targetOf = (world: World, from: DemoContainer, host: string): DemoContainer | null => {
  if (host === 'localhost' || host === '127.0.0.1') return from;
  for (const other of world.containers.values()) {
    if ((other.name === host || other.spec.service === host) && other.spec.project === from.spec.project) return other;
  }
  return null;
};

const parse = (text: string): URL | null => {
  try {
    return new URL(/^https?:/.test(text) ? text : `http://${text}`);
  } catch {
    return null; // said by the caller, as curl does
  }
};

/** What is asked: with data it is a POST, as both programs have it. */
const requestOf = (url: URL, data: string | undefined): WebRequest => ({
  method: data === undefined ? 'GET' : 'POST',
  path: url.pathname + url.search,
  body: data ?? '',
});

/** The word behind an option; undefined when it is not there. */
const after = (argv: readonly string[], option: string): string | undefined =>
  argv.includes(option) ? argv[argv.indexOf(option) + 1] : undefined;

/** curl's exit codes: 6 unknown host, 7 refused, 22 with `-f` on 400 and above. */
const curl: Program = (io, argv) => {
  const url = parse(argv.findLast(word => !word.startsWith('-')) ?? '');
  const quiet = argv.some(word => /^-[a-zA-Z]*s/.test(word));
  const failing = argv.some(word => /^-[a-zA-Z]*f/.test(word) || word === '--fail');
  const say = (text: string) => {
    if (!quiet) io.err(`curl: ${text}\n`);
  };
  if (!url) {
    say('(3) URL rejected: Malformed input to a URL function');
    return 3;
  }
  const target = targetOf(io.world, io.container, url.hostname);
  if (!target) {
    say(`(6) Could not resolve host: ${url.hostname}`);
    return 6;
  }
  const port = Number(url.port || 80);
  const answer = answerOf(io.world, target, port, requestOf(url, after(argv, '-d')));
  if (!answer) {
    say(`(7) Failed to connect to ${url.hostname} port ${port}: Connection refused`);
    return 7;
  }
  if (failing && answer.status >= 400) {
    say(`(22) The requested URL returned error: ${answer.status}`);
    return 22;
  }
  io.out(answer.body);
  return 0;
};

const wget: Program = (io, argv) => {
  const url = parse(argv.findLast(word => !word.startsWith('-')) ?? '');
  const target = url && targetOf(io.world, io.container, url.hostname);
  const answer =
    url && target ? answerOf(io.world, target, Number(url.port || 80), requestOf(url, after(argv, '--post-data'))) : null;
  if (!answer) {
    io.err(`wget: can't connect to remote host: Connection refused\n`);
    return 1;
  }
  if (answer.status >= 400) {
    io.err(`wget: server returned error: HTTP/1.1 ${answer.status}\n`);
    return 1;
  }
  io.out(answer.body);
  return 0;
};

export const webPrograms: Readonly<Record<string, Program>> = {curl, wget};
