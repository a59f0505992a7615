import {request} from 'node:http';
import {onAbort} from './abort.js';

export interface PageRequest {
  readonly method: 'GET' | 'POST';
  /** Sent as JSON. */
  readonly json?: string;
  /** Of the reply's body; what is longer is no answer. */
  readonly longest: number;
}

export interface Page {
  readonly status: number;
  readonly body: string;
}

const PATIENCE_MS = 2000;

/**
 * One request to a page next to an engine: an agent's own API, a service's health. On a connection of its own, for at most 2 s. Null when
 * nobody answers in time and within bounds, or it is no `http:` URL. Throws the signal's reason when it is aborted.
 */
export async function askPage(url: string, asked: PageRequest, signal: AbortSignal): Promise<Page | null> {
  signal.throwIfAborted();
  if (!URL.canParse(url) || new URL(url).protocol !== 'http:') return null;
  const page = await exchange(url, asked, signal);
  signal.throwIfAborted();
  return page;
}

function exchange(url: string, {method, json, longest}: PageRequest, signal: AbortSignal): Promise<Page | null> {
  return new Promise(resolve => {
    const pieces: Buffer[] = [];
    let size = 0;
    const finish = (page: Page | null) => {
      clearTimeout(timer);
      release();
      dialled.destroy();
      resolve(page);
    };
    const headers = json === undefined ? {} : {'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(json)};
    const dialled = request(url, {method, agent: false, headers}, reply => {
      reply.on('data', (piece: Buffer) => {
        pieces.push(piece);
        size += piece.length;
        if (size > longest) finish(null);
      });
      reply.once('end', () => finish({status: reply.statusCode ?? 0, body: Buffer.concat(pieces).toString()}));
      reply.on('error', () => finish(null)); // it broke off: as good as no answer
    });
    const timer = setTimeout(() => finish(null), PATIENCE_MS);
    const release = onAbort(signal, () => finish(null));
    dialled.on('error', () => finish(null)); // refused or reset: nobody answers there
    dialled.end(json);
  });
}
