import type {ServerResponse} from 'node:http';
import type {Duplex} from 'node:stream';
import type {Fault} from './faults.js';

/** What may break on the way out. */
export type BodyFault = Extract<Fault, {kind: 'reset' | 'half-chunk' | 'end'}> | null;

/** Where a body goes: an HTTP answer or a hijacked connection. Writing to one that is gone does nothing. */
export interface Sink {
  /** False when the reader is slower than the writer: wait for `drained`. */
  write(bytes: Buffer | string): boolean;
  end(): void;
  /** Settles when more may be written, or the sink is gone. */
  drained(): Promise<void>;
  readonly gone: AbortSignal;
}

/** A sink over a stream. `socket` is the connection below it, for faults that break it. */
const sinkOver = (stream: Duplex | ServerResponse, socket: Duplex | null, fault: BodyFault): Sink => {
  const gone = new AbortController();
  let sent = 0;
  let over = false;
  stream.once('close', () => gone.abort());
  stream.on('error', () => gone.abort()); // the reader went away: nobody is left to be told
  const finish = () => {
    over = true;
    stream.end();
  };
  const spoil = (bytes: Buffer): boolean => {
    over = true;
    if (fault?.kind === 'half-chunk') {
      socket?.write(`${(bytes.length + 64).toString(16)}\r\n`);
      socket?.end(bytes);
    } else if (fault?.kind === 'end') {
      stream.end(bytes);
    } else {
      // A unix socket knows no reset: the connection is gone in the middle of a body.
      stream.write(bytes, () => socket?.destroy());
    }
    return true;
  };
  return {
    gone: gone.signal,
    write: text => {
      if (over || gone.signal.aborted) return true;
      const bytes = typeof text === 'string' ? Buffer.from(text) : text;
      const room = fault ? ('afterBytes' in fault ? fault.afterBytes - sent : 0) : Number.POSITIVE_INFINITY;
      if (bytes.length >= room) return spoil(bytes.subarray(0, Math.max(room, fault?.kind === 'half-chunk' ? bytes.length : 0)));
      sent += bytes.length;
      return stream.write(bytes);
    },
    end: () => {
      if (!over && !gone.signal.aborted) finish();
    },
    drained: () =>
      new Promise(resolve => {
        if (gone.signal.aborted) return resolve();
        const done = () => {
          stream.off('drain', done);
          gone.signal.removeEventListener('abort', done);
          resolve();
        };
        stream.once('drain', done);
        gone.signal.addEventListener('abort', done);
      }),
  };
};

export const responseSink = (response: ServerResponse, fault: BodyFault): Sink => sinkOver(response, response.socket, fault);

export const socketSink = (socket: Duplex, fault: BodyFault): Sink => sinkOver(socket, socket, fault);

/** Splits nothing, adds a frame's head: `[type, 0, 0, 0, length]` (moby:pkg/stdcopy). */
export const frame = (stream: 'stdout' | 'stderr', bytes: Buffer): Buffer => {
  const head = Buffer.alloc(8);
  head[0] = stream === 'stdout' ? 1 : 2;
  head.writeUInt32BE(bytes.length, 4);
  return Buffer.concat([head, bytes]);
};
