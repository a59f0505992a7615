import type {IncomingMessage} from 'node:http';
import type {Duplex} from 'node:stream';
import {text as readText} from 'node:stream/consumers';
import {limited, onAbort} from './abort.js';
import {abortedBy, type ByteStream} from './byte-stream.js';
import type {Endpoint} from './endpoint.js';
import {errorFor, errorForStatus} from './error-messages.js';
import {EngineError} from './errors.js';
import {numeric, record, text} from './read.js';
import type {DialRequest, Transport} from './transport.js';

export interface CallRequest extends DialRequest {
  /** Statuses that are no error; without it 2xx and 304. */
  readonly statuses?: readonly number[];
  /** Time limit for the whole reply; 0 is none. Without it 30 s. */
  readonly timeoutMs?: number;
}

export interface Reply {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  /** Parsed JSON, else the text, null when empty. */
  readonly body: unknown;
}

/** What requests need of an engine: an Engine is one, and so is one that is still being connected. */
export interface Line {
  readonly endpoint: Endpoint;
  readonly transport: Transport;
}

/**
 * One request, its whole reply's body: parsed JSON, else the text, null when empty.
 * Throws EngineError; when `signal` is aborted, the signal's reason. Aborting drops the request, the engine may go on with the work.
 */
export async function call(line: Line, request: CallRequest, signal: AbortSignal): Promise<unknown> {
  return (await send(line, request, signal)).body;
}

/** Like `call`, with status and headers. A GET that hits a connection just closed by the engine is sent once more. */
export async function send(line: Line, request: CallRequest, signal: AbortSignal): Promise<Reply> {
  const {timeoutMs = 30_000, statuses} = request;
  const limit = limited(signal, timeoutMs);
  try {
    const message = await dialAgain(line, request, limit.signal);
    const raw = await readText(message);
    const status = message.statusCode ?? 0;
    const body = parseBody(raw);
    if (statuses ? statuses.includes(status) : isFine(status)) return {status, headers: message.headers, body};
    throw errorForStatus(status, messageOf(body), line.endpoint);
  } catch (cause) {
    signal.throwIfAborted();
    throw limit.expired() ? timeoutError(line, request, timeoutMs, cause) : errorFor(cause, line.endpoint);
  } finally {
    limit.end();
  }
}

/**
 * Opens a reply that goes on (events, logs, stats); whoever calls reads it and destroys it. It ends with an error when `signal`
 * is aborted. Throws EngineError when the engine refuses; `timeoutMs` limits the wait for the headers only.
 */
export async function openStream(line: Line, request: CallRequest, signal: AbortSignal): Promise<IncomingMessage> {
  const {timeoutMs = 30_000, statuses} = request;
  const limit = limited(signal, timeoutMs);
  try {
    const message = await dialAgain(line, {...request, slow: true}, limit.signal);
    const status = message.statusCode ?? 0;
    if (!(statuses ? statuses.includes(status) : isFine(status)))
      throw errorForStatus(status, messageOf(parseBody(await readText(message))), line.endpoint);
    limit.end();
    message.once(
      'close',
      onAbort(signal, () => message.destroy()),
    );
    return message;
  } catch (cause) {
    signal.throwIfAborted();
    throw limit.expired() ? timeoutError(line, request, timeoutMs, cause) : errorFor(cause, line.endpoint);
  } finally {
    limit.end();
  }
}

/** Like `openStream`, for a GET that may bring a hundred thousand lines a second: its reply is read where it arrives. */
export async function openBytes(line: Line, request: CallRequest, signal: AbortSignal): Promise<ByteStream> {
  const {timeoutMs = 30_000} = request;
  const limit = limited(signal, timeoutMs);
  try {
    const stream = await askAgain(line, request, limit.signal, () => line.transport.stream(request, limit.signal));
    if (!isFine(stream.status)) {
      const refused = await shortText(stream).finally(() => stream.destroy());
      throw errorForStatus(stream.status, messageOf(parseBody(refused)), line.endpoint);
    }
    // The limit was for the head; from now on the stream ends with the caller's signal alone.
    const release = onAbort(signal, () => stream.destroy(abortedBy(signal)));
    const destroy = (error?: Error): void => {
      release();
      stream.destroy(error);
    };
    return {...stream, destroy};
  } catch (cause) {
    signal.throwIfAborted();
    throw limit.expired() ? timeoutError(line, request, timeoutMs, cause) : errorFor(cause, line.endpoint);
  } finally {
    limit.end();
  }
}

const LONGEST_REFUSAL = 64 * 1024;

const shortText = async (stream: ByteStream): Promise<string> => {
  const decoder = new TextDecoder();
  let said = '';
  for (let bytes = await stream.next(); bytes && said.length < LONGEST_REFUSAL; bytes = await stream.next())
    said += decoder.decode(bytes, {stream: true});
  return said;
};

/** Takes a connection over for an exec. Throws EngineError; the socket is destroyed when `signal` is aborted. */
export async function openHijacked(line: Line, request: DialRequest, signal: AbortSignal): Promise<Duplex> {
  const limit = limited(signal, 30_000);
  try {
    const socket = await line.transport.hijack({...request, slow: true}, limit.signal);
    socket.once(
      'close',
      onAbort(signal, () => socket.destroy()),
    );
    return socket;
  } catch (cause) {
    signal.throwIfAborted();
    const {statusCode, json, message} = record(cause instanceof Error ? {...cause, message: cause.message} : null);
    const status = numeric(statusCode);
    if (status !== null) throw errorForStatus(status, messageOf(json) || refusal(text(message)), line.endpoint);
    throw limit.expired() ? timeoutError(line, request, 30_000, cause) : errorFor(cause, line.endpoint);
  } finally {
    limit.end();
  }
}

function dialAgain(line: Line, request: DialRequest, signal: AbortSignal): Promise<IncomingMessage> {
  return askAgain(line, request, signal, () => line.transport.dial(request, signal));
}

/** Once more when the connection was lost before the reply: it may have been one that was kept, and that the engine had just closed. */
async function askAgain<T>(line: Line, request: DialRequest, signal: AbortSignal, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (cause) {
    const stale = cause instanceof Error && 'code' in cause && (cause.code === 'ECONNRESET' || cause.code === 'EPIPE');
    if (!stale || request.method !== 'GET' || signal.aborted || line.transport.closed) throw cause;
    return ask();
  }
}

function isFine(status: number): boolean {
  return (status >= 200 && status < 300) || status === 304;
}

function timeoutError(line: Line, request: DialRequest, timeoutMs: number, cause: unknown): EngineError {
  const what = `${request.method} ${request.path}`;
  const message = `${line.endpoint.url} (${line.endpoint.source}) did not answer ${what} within ${timeoutMs / 1000} s`;
  return new EngineError('timeout', message, 'the engine is busy or hangs', null, {cause});
}

function parseBody(raw: string): unknown {
  if (raw === '') return null;
  try {
    return JSON.parse(raw);
  } catch {
    return raw; // plain text: `OK`, or a proxy's own words
  }
}

/** The engine's own words of a refusal: `{"message"}`, Podman adds `cause`; older ones and proxies send text. */
function messageOf(body: unknown): string {
  return typeof body === 'string' ? body.trim().split('\n', 1).join('') : text(record(body).message);
}

/** docker-modem wraps the words of a refused hijack: "(HTTP code 409) unexpected - WORDS ". */
function refusal(message: string): string {
  return /^\(HTTP code \d+\) \w[\w ]* - (.*)$/s.exec(message)?.[1]?.trim() ?? message;
}
