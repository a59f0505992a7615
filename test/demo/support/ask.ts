import http from 'node:http';
import type {Duplex} from 'node:stream';
import type {ManualClock} from '../../../source/demo/clock.js';

export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly text: string;
}

const socketOf = (host: string) => host.replace('unix://', '');

/** One request over raw HTTP, as no client of ours would dress it. Rejects when the connection breaks. */
export const ask = (host: string, method: string, path: string, body?: unknown): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
    const headers = text === undefined ? {} : {'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text)};
    const request = http.request({socketPath: socketOf(host), path, method, headers, agent: false}, response => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        const bytes = Buffer.concat(parts);
        resolve({status: response.statusCode ?? 0, headers: response.headers, bytes, text: bytes.toString('utf8')});
      });
    });
    request.on('error', reject);
    request.end(text);
  });

/** The same, read as JSON. */
export const json = async (host: string, path: string): Promise<unknown> => JSON.parse((await ask(host, 'GET', path)).text);

export interface Stream {
  /** All that has come so far. */
  text(): string;
  ended(): boolean;
  close(): void;
}

/** An answer that goes on: events, a followed log, stats. */
export const follow = (host: string, path: string): Promise<Stream> =>
  new Promise((resolve, reject) => {
    const request = http.request({socketPath: socketOf(host), path, agent: false}, response => {
      let text = '';
      let ended = false;
      response.on('data', (part: Buffer) => {
        text += part.toString('latin1');
      });
      response.on('close', () => {
        ended = true;
      });
      response.on('error', () => undefined); // the test ends it itself, or looks at `ended`
      resolve({text: () => text, ended: () => ended, close: () => response.destroy()});
    });
    request.on('error', reject);
    request.end();
  });

export interface Terminal extends Stream {
  type(text: string): void;
  /** No more input; the other way stays open. */
  finish(): void;
  readonly headers: http.IncomingHttpHeaders;
}

/** Takes over a connection, as an exec's start does. */
export const hijack = (host: string, path: string, body: unknown): Promise<Terminal> =>
  new Promise((resolve, reject) => {
    const text = JSON.stringify(body);
    const headers = {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(text),
      Connection: 'Upgrade',
      Upgrade: 'tcp',
    };
    const request = http.request({socketPath: socketOf(host), path, method: 'POST', headers, agent: false});
    request.on('upgrade', (response, socket: Duplex, head) => {
      let seen = head.toString('latin1');
      let ended = false;
      socket.on('data', (part: Buffer) => {
        seen += part.toString('latin1');
      });
      socket.on('end', () => {
        ended = true;
      });
      socket.on('error', () => undefined); // as above
      resolve({
        headers: response.headers,
        text: () => seen,
        ended: () => ended,
        close: () => socket.destroy(),
        type: typed => socket.write(typed),
        finish: () => socket.end(),
      });
    });
    request.on('response', response => reject(new Error(`not taken over: ${response.statusCode}`)));
    request.on('error', reject);
    request.end(text);
  });

/** Lets the engine's time pass, a tenth of a second at a turn, until the answer is there. */
export const passing = async <T>(clock: ManualClock, answer: Promise<T>): Promise<T> => {
  let settled = false;
  const done = answer.finally(() => {
    settled = true;
  });
  done.catch(() => undefined); // the caller hears of it by `done`
  while (!settled) {
    await new Promise(resolve => setImmediate(resolve));
    clock.advance(100);
  }
  return done;
};
