import type {Engine} from '../engine/client.js';
import type {Container} from '../model/container.js';
import {KafkaError} from '../services/kafka-client/errors.js';
import {type Kafka, openKafka} from '../services/kafka-client/open.js';
import {brokerRoute} from '../services/kafka-client/route.js';
import {memberIn} from '../state/selectors.js';
import type {State} from '../state/state.js';
import type {Store} from '../state/store.js';
import {childOf} from './desk.js';

/** Why a broker is not asked at all. */
export interface Absence {
  readonly message: string;
  readonly hint: string;
}

const absenceOf = (container: Container | undefined): Absence | null => {
  if (!container) return {message: 'its container is no more', hint: 'one in its place is asked as soon as it is there'};
  if (container.state === 'running') return null;
  if (container.state === 'paused') return {message: 'its container is paused', hint: 'back in the list, p lets it go on'};
  return {message: `its container does not run (${container.state})`, hint: 'back in the list, S starts it'};
};

/** What a connection stands and falls with: another run of the container, or another address, is another broker. */
const runOf = ({id, inspection}: Container): string =>
  [id, inspection?.startedAt ?? 0, ...(inspection?.networks ?? []).map(({ip}) => ip)].join(' ');

interface Opened {
  readonly kafka: Promise<Kafka>;
  readonly controller: AbortController;
}

/**
 * The way to the broker in a container, whichever container has its key just now: opened when it is first needed, and anew when the
 * container was restarted or recreated. Ends with the signal.
 */
export class BrokerConnection {
  readonly #engine: Engine;
  readonly #store: Store<State>;
  readonly #key: string;
  readonly #signal: AbortSignal;
  #opened: Opened | null = null;
  #run = '';

  constructor(engine: Engine, store: Store<State>, key: string, signal: AbortSignal) {
    this.#engine = engine;
    this.#store = store;
    this.#key = key;
    this.#signal = signal;
  }

  /** Looks at the container as it is now: why it cannot be asked, and whether it is another one than at the last look. */
  look(): {readonly absence: Absence | null; readonly changed: boolean} {
    const container = memberIn(this.#store.get(), this.#key)?.member.container;
    const absence = absenceOf(container);
    const run = container && !absence ? runOf(container) : '';
    const changed = run !== this.#run;
    if (changed) this.drop();
    this.#run = run;
    return {absence, changed};
  }

  /** The open connection. Rejects with KafkaError. */
  async kafka(): Promise<Kafka> {
    const found = memberIn(this.#store.get(), this.#key);
    const absence = absenceOf(found?.member.container);
    if (!found || absence) throw new KafkaError(absence?.message ?? 'it is gone', absence?.hint);
    if (!this.#opened) {
      const controller = childOf(this.#signal);
      const neighbours = found.stack.members.map(({container}) => container);
      const route = brokerRoute(found.member.container, neighbours, this.#engine);
      const opened = {kafka: openKafka(route, controller.signal), controller};
      this.#opened = opened;
      // A way that could not be opened is none: the next one who asks tries again.
      opened.kafka.catch(() => {
        controller.abort();
        if (this.#opened === opened) this.#opened = null;
      });
    }
    const {kafka, controller} = this.#opened;
    return kafka.catch((error: unknown) => {
      // Given up because there is another container now: whoever asked tries again, with that one.
      const isDropped = controller.signal.aborted && !this.#signal.aborted && !(error instanceof KafkaError);
      throw isDropped ? new KafkaError('the broker was started anew', '', {cause: error}) : error;
    });
  }

  /** Closes it; what is being asked is given up. */
  drop(): void {
    this.#opened?.controller.abort();
    this.#opened = null;
  }
}
