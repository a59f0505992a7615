import {delay, onAbort} from '../../engine/abort.js';
import type {Address} from '../addresses.js';
import {KafkaError} from './errors.js';
import {type Library, Link} from './link.js';

/** Head start of an address before the next is tried too, ms: one that swallows everything must not cost its whole time limit. */
const headStart = 250;

/**
 * Connects to the first of the addresses that answers as a broker. Rejects with KafkaError naming every address and what happened there,
 * or with the signal's reason. Leaves no connection open but the one it gives.
 */
export async function dial(library: Library, addresses: readonly Address[], signal: AbortSignal): Promise<Link> {
  signal.throwIfAborted();
  const over = new AbortController();
  const release = onAbort(signal, () => over.abort(signal.reason));
  const failures: string[] = [];
  let won: Link | null = null;
  const attempt = async (address: Address): Promise<void> => {
    try {
      const link = await Link.open(library, address, over.signal);
      if (won !== null || over.signal.aborted) return link.close();
      won = link;
      over.abort();
    } catch (error) {
      if (error instanceof KafkaError) failures.push(error.message);
      else if (!over.signal.aborted) throw error;
    }
  };
  try {
    const attempts: Promise<void>[] = [];
    for (const address of addresses) {
      if (over.signal.aborted) break;
      const trying = attempt(address);
      attempts.push(trying);
      await Promise.race([trying, delay(headStart, over.signal)]);
    }
    await Promise.all(attempts);
  } finally {
    release();
    over.abort();
  }
  if (won !== null) return won;
  signal.throwIfAborted();
  throw new KafkaError(`no broker answers: ${failures.join('; ')}`, 'a broker that has just been started needs some seconds');
}
