import {get} from 'node:http';
import {onAbort} from './abort.js';

const PATIENCE_MS = 2000;
const LONGEST_REPLY = 1 << 20;

/**
 * The body of a page next to an engine: of an agent's own API. One request on a connection of its own, for at most 2 s and 1 MiB.
 * Null when nobody answers in time, with 200, or it is no `http:` URL. Throws the signal's reason when it is aborted.
 */
export async function httpGet(url: string, signal: AbortSignal): Promise<string | null> {
  signal.throwIfAborted();
  if (!URL.canParse(url) || new URL(url).protocol !== 'http:') return null;
  const body = await request(url, signal);
  signal.throwIfAborted();
  return body;
}

function request(url: string, signal: AbortSignal): Promise<string | null> {
  return new Promise(resolve => {
    const pieces: Buffer[] = [];
    let size = 0;
    const finish = (body: string | null) => {
      clearTimeout(timer);
      release();
      dialled.destroy();
      resolve(body);
    };
    const dialled = get(url, {agent: false}, reply => {
      if (reply.statusCode !== 200) return finish(null);
      reply.on('data', (piece: Buffer) => {
        pieces.push(piece);
        size += piece.length;
        if (size > LONGEST_REPLY) finish(null);
      });
      reply.once('end', () => finish(Buffer.concat(pieces).toString()));
      reply.on('error', () => finish(null)); // it broke off: as good as no answer
    });
    const timer = setTimeout(() => finish(null), PATIENCE_MS);
    const release = onAbort(signal, () => finish(null));
    dialled.on('error', () => finish(null)); // refused or reset: nobody answers there
  });
}
