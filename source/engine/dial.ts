import net from 'node:net';
import {onAbort, onLate} from './abort.js';

export type Dialled = {readonly kind: 'open'; readonly ms: number} | {readonly kind: 'refused'} | {readonly kind: 'silent'};

/**
 * Tries a TCP connection from here, for `timeoutMs` at most, and closes it again. `silent` is everything that is neither: no answer, no
 * route. Throws the signal's reason when it is aborted.
 */
export async function dialTcp(host: string, port: number, timeoutMs: number, signal: AbortSignal): Promise<Dialled> {
  signal.throwIfAborted();
  const answer = await new Promise<Dialled>(resolve => {
    const start = performance.now();
    const socket = net.connect({host, port});
    const finish = (dialled: Dialled) => {
      inTime();
      release();
      socket.destroy();
      resolve(dialled);
    };
    const inTime = onLate(timeoutMs, () => finish({kind: 'silent'}));
    const release = onAbort(signal, () => finish({kind: 'silent'}));
    socket.once('connect', () => finish({kind: 'open', ms: performance.now() - start}));
    socket.on('error', (error: NodeJS.ErrnoException) => finish({kind: error.code === 'ECONNREFUSED' ? 'refused' : 'silent'}));
  });
  signal.throwIfAborted();
  return answer;
}
