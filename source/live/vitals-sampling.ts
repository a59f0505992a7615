import {delay} from '../engine/abort.js';
import {EngineError} from '../engine/errors.js';
import {kafkaVitals} from '../model/kafka-vitals.js';
import type {Vitals} from '../model/vitals.js';
import {askVitals} from '../operations/vitals.js';
import {KafkaError} from '../services/kafka-client/errors.js';
import {VitalsError} from '../services/service.js';
import {screenIn} from '../state/selectors.js';
import {vitalsFailed, vitalsOf, vitalsRead, watchedIn} from '../state/vitals.js';
import {BrokerConnection} from './broker-connection.js';
import type {Desk} from './desk.js';
import {type SpokenTo, spokenTo} from './service-target.js';

const tickMs = 250;
/** The selection has to stay that long: walking past a database asks it nothing. */
const settleMs = 600;
/** A question is a program that is started in the container: seldom beside the list, more often where it is looked at closely. */
const listMs = 30_000;
const detailMs = 4000;

/** Whether the kind of this container can be asked at all. */
const isAsked = ({service, target}: SpokenTo): boolean => service.kind === 'kafka' || service.vitals(target) !== null;

/** Asks services how they are, brokers over a connection that is kept while one is looked at. */
class VitalsQuestions {
  readonly #desk: Desk;
  #broker: {readonly key: string; readonly connection: BrokerConnection} | null = null;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  async #ofBroker(key: string, expected: readonly string[], before: Vitals | null): Promise<Vitals> {
    const {engine, store, signal} = this.#desk;
    if (this.#broker?.key !== key) {
      this.drop();
      this.#broker = {key, connection: new BrokerConnection(engine, store, key, signal)};
    }
    const {connection} = this.#broker;
    connection.look(); // a broker that was started anew is another one
    const kafka = await connection.kafka();
    return kafkaVitals(await kafka.overview(signal), expected, before);
  }

  /** One question and its answer, into the state. */
  async ask({service, target}: SpokenTo, key: string): Promise<void> {
    const {engine, store, publisher, signal} = this.#desk;
    const {id} = target.container;
    try {
      const before = vitalsOf(store.get(), key, id)?.vitals ?? null;
      const vitals =
        service.kind === 'kafka'
          ? await this.#ofBroker(key, target.profile?.topics ?? [], before)
          : await askVitals(engine, service, target, before, signal);
      if (vitals) publisher.publish(latest => vitalsRead(latest, key, id, vitals, Date.now()));
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof EngineError || error instanceof VitalsError || error instanceof KafkaError)) throw error;
      const {message} = error;
      publisher.publish(latest => vitalsFailed(latest, key, id, message));
    }
  }

  /** Ends what is kept: nothing is looked at any more. */
  drop(): void {
    this.#broker?.connection.drop();
    this.#broker = null;
  }
}

/**
 * Asks the service that is looked at for its vital signs, one question at a time, and only while it is looked at. Resolves when the
 * desk's signal is aborted.
 */
export const sampleVitals = async (desk: Desk): Promise<void> => {
  const {store, signal} = desk;
  const questions = new VitalsQuestions(desk);
  let looked = '';
  let next = 0;
  while (!signal.aborted) {
    const state = store.get();
    const now = Date.now();
    const watched = desk.inView() && state.connection.kind === 'connected' ? watchedIn(state) : null;
    if ((watched?.id ?? '') !== looked) {
      looked = watched?.id ?? '';
      next = now + settleMs;
      questions.drop();
    }
    if (watched && now >= next) {
      const spoken = spokenTo(state, watched.key);
      if (spoken && isAsked(spoken)) await questions.ask(spoken, watched.key);
      next = Date.now() + (screenIn(state).kind === 'detail' ? detailMs : listMs);
    }
    await delay(tickMs, signal);
  }
  questions.drop();
};
