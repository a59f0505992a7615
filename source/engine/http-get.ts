import {askPage} from './http-page.js';

const LONGEST_REPLY = 1 << 20;

/**
 * The body of a page next to an engine: of an agent's own API. One request on a connection of its own, for at most 2 s and `longest`
 * bytes (1 MiB). Null when nobody answers in time, with 200, or it is no `http:` URL. Throws the signal's reason when it is aborted.
 */
export async function httpGet(url: string, signal: AbortSignal, longest = LONGEST_REPLY): Promise<string | null> {
  const page = await askPage(url, {method: 'GET', longest}, signal);
  return page?.status === 200 ? page.body : null;
}
