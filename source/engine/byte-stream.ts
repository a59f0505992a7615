import type {IncomingMessage} from 'node:http';
import {connect, type Socket} from 'node:net';
import {onAbort} from './abort.js';
import {ChunkedBody} from './chunked-body.js';
import {HeadReader, type ReplyHead} from './reply-head.js';

/** A reply that goes on, read where it arrives. */
export interface ByteStream extends ReplyHead {
  /**
   * The next piece of the body, which is of use until the next one is asked for: nothing is read before. null at its end; rejects when it is
   * cut off, or with what the stream was destroyed with.
   */
  next(): Promise<Buffer | null>;
  /** Ends it; whoever opened it does so in any case. */
  destroy(error?: Error): void;
}

export interface StreamRequest {
  /** With version and query. */
  readonly path: string;
  readonly host: string;
  readonly where: {readonly path: string} | {readonly host: string; readonly port: number};
}

/** Read at once: little of a quiet log, and no more of a flood than is worked through in a millisecond or two. */
const FIRST_BYTES = 4096;
const MOST_BYTES = 32 * 1024;
/** Keys are looked at so often while there is more and more to read, ms. */
const SLICE_MS = 6;

let sliceBegan = 0;

/** Lets everything else have its turn when the last one was a while ago. */
const fairly = async (): Promise<void> => {
  if (performance.now() - sliceBegan < SLICE_MS) return;
  await new Promise(resolve => setImmediate(resolve));
  sliceBegan = performance.now();
};

const cutOff = (): Error => Object.assign(new Error('the reply was cut off'), {code: 'ECONNRESET'});

const noLength = (): Error =>
  Object.assign(new Error('a reply announces a length that is none'), {code: 'HPE_INVALID_CONTENT_LENGTH'});

/** How long a body is: in chunks, as many bytes as were announced, or until the connection ends. */
class Body {
  readonly #chunks: ChunkedBody | null;
  #left: number;

  constructor({status, headers}: ReplyHead) {
    this.#chunks = /\bchunked\b/i.test(headers['transfer-encoding'] ?? '') ? new ChunkedBody() : null;
    const announced = headers['content-length'];
    if (!this.#chunks && announced !== undefined && !/^\d+$/.test(announced)) throw noLength();
    this.#left = status === 204 || status === 304 ? 0 : announced === undefined ? Number.POSITIVE_INFINITY : Number(announced);
  }

  get isOver(): boolean {
    return this.#chunks ? this.#chunks.isOver : this.#left <= 0;
  }

  /** Whether the end of the connection is the end of the body. */
  get endsWithConnection(): boolean {
    return this.isOver || (!this.#chunks && this.#left === Number.POSITIVE_INFINITY);
  }

  take(bytes: Buffer): Buffer {
    if (this.#chunks) return bytes.subarray(0, this.#chunks.take(bytes, 0, bytes.length));
    const taken = Math.min(bytes.length, this.#left);
    this.#left -= taken;
    return bytes.subarray(0, taken);
  }
}

/**
 * A connection of its own for one GET, whose reply is read into memory that is used again and again. Node's own client makes an object for
 * each chunk of a reply, which is each line of a log.
 */
class Connection {
  readonly #socket: Socket;
  #buffer = Buffer.allocUnsafeSlow(FIRST_BYTES);
  /** Came, and was not asked for: nothing is read beyond it. */
  #arrived: Buffer | null = null;
  #isEnded = false;
  #error: Error | null = null;
  #waiting: (() => void) | null = null;

  constructor({where, path, host}: StreamRequest) {
    const callback = (count: number, bytes: Uint8Array): boolean => {
      this.#arrived = Buffer.from(bytes.buffer, bytes.byteOffset, count);
      if (count === bytes.length && count < MOST_BYTES) this.#buffer = Buffer.allocUnsafeSlow(count * 2);
      this.#wake();
      return false;
    };
    this.#socket = connect({...where, onread: {buffer: () => this.#buffer, callback}});
    this.#socket.on('end', () => {
      this.#isEnded = true;
      this.#wake();
    });
    this.#socket.on('error', error => {
      this.#error ??= error;
    });
    this.#socket.on('close', () => {
      this.#isEnded = true;
      this.#wake();
    });
    this.#socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nAccept: */*\r\nConnection: close\r\n\r\n`);
  }

  get socket(): Socket {
    return this.#socket;
  }

  /** The next bytes, which are good until it is called again; null at the end. Rejects when the connection was lost. */
  async next(): Promise<Buffer | null> {
    while (!this.#arrived && !this.#isEnded && !this.#error) {
      const woken = new Promise<void>(resolve => {
        this.#waiting = resolve;
      });
      this.#socket.resume();
      await woken;
    }
    const arrived = this.#arrived;
    this.#arrived = null;
    if (!arrived && this.#error) throw this.#error;
    return arrived;
  }

  destroy(error?: Error): void {
    if (error) this.#error ??= error;
    this.#isEnded = true;
    this.#arrived = null;
    this.#socket.destroy();
    this.#wake();
  }

  #wake(): void {
    this.#waiting?.();
    this.#waiting = null;
  }
}

/** Asks for it and resolves with the head of the reply. Rejects with the errors of sockets, or the signal's reason; ends with `signal`. */
export const openByteStream = async (
  request: StreamRequest,
  signal: AbortSignal,
  onSocket: (socket: Socket) => void,
): Promise<ByteStream> => {
  const connection = new Connection(request);
  onSocket(connection.socket);
  const release = onAbort(signal, () => connection.destroy(abortedBy(signal)));
  connection.socket.once('close', release);
  try {
    const reader = new HeadReader();
    for (let bytes = await connection.next(); bytes; bytes = await connection.next()) {
      const found = reader.push(bytes);
      if (found) return streamOf(connection, found.head, found.rest);
    }
    throw cutOff();
  } catch (error) {
    connection.destroy();
    throw error;
  }
};

/** A signal's reason, as streams want it. */
export const abortedBy = ({reason}: AbortSignal): Error => (reason instanceof Error ? reason : new Error(String(reason)));

const streamOf = (connection: Connection, head: ReplyHead, rest: Buffer): ByteStream => {
  const body = new Body(head);
  let early = rest.length > 0 ? rest : null;
  return {
    ...head,
    async next() {
      while (early || !body.isOver) {
        await fairly();
        const bytes = early ?? (await connection.next());
        early = null;
        if (!bytes && body.endsWithConnection) return null;
        if (!bytes) throw cutOff();
        const carried = body.take(bytes);
        if (carried.length > 0) return carried;
      }
      return null;
    },
    destroy: error => connection.destroy(error),
  };
};

/** The same of a reply that Node's client reads. */
export const asByteStream = (reply: IncomingMessage): ByteStream => {
  const pieces: AsyncIterator<Buffer> = reply[Symbol.asyncIterator]();
  return {
    status: reply.statusCode ?? 0,
    headers: Object.fromEntries(Object.entries(reply.headers).map(([name, value]) => [name, String(value)])),
    async next() {
      const {value, done} = await pieces.next();
      return done ? null : value;
    },
    destroy: error => void reply.destroy(error),
  };
};
