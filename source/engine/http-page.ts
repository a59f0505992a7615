import {type Agent, request} from 'node:http';
import {onAbort, onLate} from './abort.js';

export interface PageRequest {
  readonly method: 'GET' | 'POST';
  /** Sent as JSON. */
  readonly json?: string;
  /** Of the reply's body; what is longer is no answer. */
  readonly longest: number;
  /** Whose connections are used, and kept where the page allows it; without it the request has a connection of its own. */
  readonly agent?: Agent;
}

export interface Page {
  readonly status: number;
  readonly body: string;
}

const PATIENCE_MS = 2000;

/**
 * One request to a page next to an engine: an agent's own API, a service's health. For at most 2 s. Null when nobody answers in time and
 * within bounds, or it is no `http:` URL. Throws the signal's reason when it is aborted.
 */
export async function askPage(url: string, asked: PageRequest, signal: AbortSignal): Promise<Page | null> {
  signal.throwIfAborted();
  if (!URL.canParse(url) || new URL(url).protocol !== 'http:') return null;
  const page = await exchange(url, asked, signal);
  signal.throwIfAborted();
  return page;
}

function exchange(url: string, asked: PageRequest, signal: AbortSignal): Promise<Page | null> {
  const {method, json, longest, agent = false} = asked;
  return new Promise(resolve => {
    const pieces: Buffer[] = [];
    let size = 0;
    const finish = (page: Page | null | Promise<Page | null>) => {
      inTime();
      release();
      // A reply that was read whole leaves its connection to the agent.
      if (page === null || !agent) dialled.destroy();
      resolve(page);
    };
    const headers = json === undefined ? {} : {'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(json)};
    const dialled = request(url, {method, agent, headers}, reply => {
      reply.on('data', (piece: Buffer) => {
        pieces.push(piece);
        size += piece.length;
        if (size > longest) finish(null);
      });
      reply.once('end', () => finish({status: reply.statusCode ?? 0, body: Buffer.concat(pieces).toString()}));
      reply.on('error', () => finish(null)); // it broke off: as good as no answer
    });
    const inTime = onLate(PATIENCE_MS, () => finish(null));
    const release = onAbort(signal, () => finish(null));
    dialled.on('error', (error: NodeJS.ErrnoException) => {
      // The page closed a kept connection just then: it is asked on a new one. Otherwise refused or reset: nobody answers there.
      const stale = agent && method === 'GET' && dialled.reusedSocket && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
      finish(stale && !signal.aborted ? exchange(url, {...asked, agent: undefined}, signal) : null);
    });
    dialled.end(json);
  });
}
