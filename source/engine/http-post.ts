import {askPage, type Page} from './http-page.js';

const LONGEST_REPLY = 1 << 16;

/**
 * Sends a value as JSON to a page next to an engine, and gives whatever status and body come back, within 2 s and 64 KiB. Null when
 * nobody answers, or it is no `http:` URL. Throws the signal's reason when it is aborted: the request may have been taken all the same.
 */
export function httpPost(url: string, value: unknown, signal: AbortSignal): Promise<Page | null> {
  return askPage(url, {method: 'POST', json: JSON.stringify(value), longest: LONGEST_REPLY}, signal);
}
