import {dial} from './dial.js';
import {KafkaError} from './errors.js';
import {type Library, Link, shownAddress} from './link.js';
import type {MetadataResponse} from './replies.js';
import type {BrokerRoute} from './route.js';

/**
 * The brokers of a cluster and a connection to each that is needed, opened when first used and again when it was lost. Nothing is retried
 * behind the caller's back. Ended by `close`.
 */
export class Cluster {
  readonly #links = new Map<string, Link>();
  #closed = false;

  constructor(
    readonly library: Library,
    readonly route: BrokerRoute,
  ) {}

  /** Brokers, and topics with their partitions: all, or these. Never creates one. */
  async metadata(topics: readonly string[] | null, signal: AbortSignal): Promise<MetadataResponse> {
    const link = await this.first(signal);
    return link.call(this.library.metadataV9.api, [topics === null ? null : [...topics], false, false], signal);
  }

  /** The shared connection to a broker. */
  linkTo(id: number, {brokers}: MetadataResponse, signal: AbortSignal): Promise<Link> {
    const broker = brokers.find(({nodeId}) => nodeId === id);
    if (broker === undefined) throw new KafkaError(`broker ${id} is not there`);
    // The only one is the one that answered, whatever it advertises.
    return brokers.length === 1 ? this.first(signal) : this.#shared(`broker ${id}`, () => this.#open(broker, signal));
  }

  /** A connection of the caller's own, which the caller closes: what takes long would keep others waiting. null: to any broker. */
  async ownLinkTo(id: number | null, {brokers}: MetadataResponse, signal: AbortSignal): Promise<Link> {
    const broker = brokers.find(({nodeId}) => nodeId === id);
    if (broker === undefined && id !== null) throw new KafkaError(`broker ${id} is not there`);
    if (broker !== undefined && brokers.length > 1) return this.#open(broker, signal);
    // The only one is the one that answered, whatever it advertises.
    const {address} = await this.first(signal);
    return Link.open(this.library, address, signal);
  }

  close(): void {
    this.#closed = true;
    for (const link of this.#links.values()) link.close();
    this.#links.clear();
  }

  /** The connection to whichever broker answered first. */
  first(signal: AbortSignal): Promise<Link> {
    return this.#shared('first', () => dial(this.library, this.route.addresses, signal));
  }

  async #open({nodeId, host, port}: MetadataResponse['brokers'][number], signal: AbortSignal): Promise<Link> {
    const addresses = this.route.resolve(host, port);
    if (addresses.length > 0) return dial(this.library, addresses, signal);
    throw new KafkaError(`broker ${nodeId} says it is ${shownAddress({host, port})}, which cannot be reached from here`);
  }

  async #shared(name: string, open: () => Promise<Link>): Promise<Link> {
    if (this.#closed) throw new KafkaError('the connection was closed');
    const known = this.#links.get(name);
    if (known && !known.closed) return known;
    const link = await open();
    const meanwhile = this.#links.get(name);
    if (this.#closed || (meanwhile && !meanwhile.closed)) link.close();
    if (this.#closed) throw new KafkaError('the connection was closed');
    if (meanwhile && !meanwhile.closed) return meanwhile;
    this.#links.set(name, link);
    return link;
  }
}
