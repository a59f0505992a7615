import type {API, Connection} from '@platformatic/kafka';
import {onAbort, onLate} from '../../engine/abort.js';
import type {Address} from '../addresses.js';
import {KafkaError, networkWords} from './errors.js';

/** The client library, once it is loaded. */
export type Library = typeof import('./library.js');

/** How long a broker may take, ms. */
export const limits = {connect: 2000, greet: 3000, call: 5000};
/** Of one reply: the largest message a broker could be set to take, and then some. */
const longestReply = 64 << 20;

/** `10.0.0.2:9092`. */
export const shownAddress = ({host, port}: Pick<Address, 'host' | 'port'>): string =>
  `${host.includes(':') ? `[${host}]` : host}:${port}`;

/**
 * One connection to one broker. A call resolves to the broker's reply also when that has error codes in it; it rejects with KafkaError
 * when none came in time (the connection is of no use then, and closed), and with the signal's reason when aborted.
 */
export class Link {
  #closed = false;
  #unread = 0;
  /** Versions the broker speaks, by number of the API. */
  #versions: ReadonlyMap<number, number> = new Map();

  private constructor(
    readonly address: Address,
    readonly library: Library,
    readonly connection: Connection,
  ) {
    const over = () => {
      this.#closed = true;
    };
    connection.on('error', over); // told to the calls that wait; without a listener it would end the program
    connection.on('close', over);
  }

  /** Connects, and asks which versions the broker speaks. Rejects with KafkaError, or the signal's reason. */
  static async open(library: Library, address: Address, signal: AbortSignal): Promise<Link> {
    signal.throwIfAborted();
    const connection = new library.Connection('stacktop', {connectTimeout: limits.connect, requestTimeout: 600_000});
    const link = new Link(address, library, connection);
    const release = onAbort(signal, () => link.close());
    try {
      await connection.connect(address.host, address.port);
      connection.socket.on('data', chunk => link.#count(chunk.length));
      const {apiKeys, errorCode} = await link.call(library.apiVersionsV3.api, ['stacktop', '1'], signal, limits.greet);
      link.#versions = new Map(apiKeys.map(({apiKey, maxVersion}) => [apiKey, maxVersion]));
      const old = [library.metadataV9.api, library.listOffsetsV5.api, library.fetchV12.api].some(api => !link.speaks(api));
      if (errorCode !== 0 || old)
        throw new KafkaError(`${shownAddress(address)} is older than Kafka 2.7`, 'only newer brokers can be read');
      return link;
    } catch (error) {
      link.close();
      signal.throwIfAborted();
      if (error instanceof KafkaError) throw error;
      throw new KafkaError(`${shownAddress(address)}: ${networkWords(error)}`, '', {cause: error});
    } finally {
      release();
    }
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Whether the broker understands this version of a question. */
  speaks({key, version}: {readonly key: number; readonly version: number}): boolean {
    return (this.#versions.get(key) ?? -1) >= version;
  }

  #count(bytes: number): void {
    this.#unread += bytes;
    if (this.#unread > longestReply) this.close();
  }

  call<A extends unknown[], R>(api: API<A, R>, args: A, signal: AbortSignal, within = limits.call): Promise<R> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const finish = (settle: () => void) => {
        inTime();
        release();
        settle();
      };
      const where = shownAddress(this.address);
      const inTime = onLate(within, () => {
        finish(() => reject(new KafkaError(`${where} took the connection but gave no answer within ${within / 1000} s`)));
        this.close();
      });
      // The reply of an aborted call is still read, and dropped: the connection serves others too.
      const release = onAbort(signal, () => finish(() => reject(signal.reason)));
      const answered = (error: Error | null, reply?: R) => {
        this.#unread = 0;
        if (error instanceof this.library.ResponseError && error.response !== undefined)
          return finish(() => resolve(error.response));
        if (error === null && reply !== undefined) return finish(() => resolve(reply));
        const words = error === null || this.#closed ? 'connection broken' : this.#reading(error);
        finish(() => reject(new KafkaError(`${where}: ${words}`, '', {cause: error})));
      };
      if (this.#closed) answered(null);
      else api(this.connection, ...args, answered);
    });
  }

  #reading(error: Error): string {
    const words = networkWords(error);
    // Anything else comes from reading the reply: the next bytes cannot be told apart any more.
    if (!(error instanceof Error && 'code' in error && error.code === 'PLT_KFK_NETWORK')) this.close();
    return error.name === 'RangeError' || ('code' in error && error.code === 'PLT_KFK_OUT_OF_BOUNDS')
      ? 'an answer that cannot be read'
      : words;
  }

  /** Ends the connection at once; calls that wait are rejected. */
  close(): void {
    this.#closed = true;
    const {socket} = this.connection;
    socket?.destroy();
    // While it still connects nothing would be told of that, and the library's own timer would go on.
    this.connection.emit('close');
  }
}
