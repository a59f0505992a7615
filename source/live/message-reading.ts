import {delay} from '../engine/abort.js';
import type {LogItem, LogMark} from '../model/log-entry.js';
import type {TailFrom, TopicItem} from '../model/topic.js';
import {KafkaError} from '../services/kafka-client/errors.js';
import {beginMessages, inMessages, isFull, type MessagesView, type ReadingState, withMessages} from '../state/messages.js';
import type {State} from '../state/state.js';
import type {Store} from '../state/store.js';
import {inTopics} from '../state/topics.js';
import type {BrokerConnection} from './broker-connection.js';
import {takeIn} from './topic-intake.js';

/** The screen is told of new messages so often at most. */
const pauseMs = 100;
const retryMs = 2000;
const rateMs = 2000;
const valueBytes = 32 * 1024;

let readings = 0;

/**
 * Reads a topic into `state.topics.messages`, without a consumer group. When the broker goes away it waits, and goes on where it was.
 * Nothing is fetched while what came last has no room on screen.
 */
export class MessageReading {
  readonly #id = ++readings;
  readonly #store: Store<State>;
  readonly #view: number;
  readonly #broker: BrokerConnection;
  readonly #topic: string;
  readonly #from: TailFrom;
  /** What was written before does not count as coming. */
  readonly #since = Date.now();
  #seq = 1;
  readonly #positions = new Map<number, number>();
  #counts: {readonly at: number; readonly count: number}[] = [];
  #interrupted = false;

  constructor(store: Store<State>, view: number, broker: BrokerConnection, title: string, topic: string, from: TailFrom) {
    this.#store = store;
    this.#view = view;
    this.#broker = broker;
    this.#topic = topic;
    this.#from = from;
    const messages = beginMessages(this.#id, title, topic, from);
    store.update(state => inTopics(state, view, topics => ({...topics, messages})));
  }

  /** Reads until the signal is aborted, and resolves then; rejects with what is no KafkaError. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.#read(signal);
      } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof KafkaError)) throw error;
        this.#wait(error);
      }
      await delay(retryMs, signal);
    }
  }

  /** Says that nothing more is read. */
  stopped(): void {
    this.#tell({kind: 'stopped'});
    const count = this.#messages()?.log.ring.count ?? 0;
    if (count > 0) this.#add([this.#mark('info', 'reading was stopped here')]);
  }

  /** Messages a second over the last moments: called now and then. */
  tick(now: number): void {
    this.#counts = this.#counts.filter(({at}) => now - at < rateMs);
    const rate = Math.round(this.#counts.reduce((sum, {count}) => sum + count, 0) / (rateMs / 1000));
    this.#change(messages => (messages.log.rate === rate ? messages : {...messages, log: {...messages.log, rate}}));
  }

  async #read(signal: AbortSignal): Promise<void> {
    const kafka = await this.#broker.kafka();
    const resume = this.#positions.size > 0 ? this.#positions : undefined;
    const begun = (): void => {
      this.#tell({kind: 'reading'});
      if (this.#interrupted) this.#add([this.#mark('good', 'the broker answers again')]);
      this.#interrupted = false;
    };
    for await (const items of kafka.tail(this.#topic, {from: this.#from, valueBytes, resume, begun}, signal)) {
      await this.#room(signal);
      if (signal.aborted) return;
      this.#take(items);
      await delay(pauseMs, signal);
    }
  }

  /** Resolves when there is room for more. */
  async #room(signal: AbortSignal): Promise<void> {
    for (;;) {
      const messages = this.#messages();
      const held = messages !== null && isFull(messages);
      this.#change(view => (view.log.held === held ? view : {...view, log: {...view.log, held}}));
      if (!held || signal.aborted) return;
      await delay(pauseMs, signal);
    }
  }

  #take(items: readonly TopicItem[]): void {
    for (const {partition, offset} of items) this.#positions.set(partition, offset + 1);
    const fresh = items.filter(item => item.kind === 'message' && (item.timestamp === null || item.timestamp >= this.#since));
    this.#counts.push({at: Date.now(), count: fresh.length});
    const intake = takeIn(items, this.#seq);
    this.#seq += items.length;
    this.#change(messages => withMessages(messages, intake.items, intake.cells));
  }

  #wait({message, hint}: KafkaError): void {
    if (!this.#interrupted && this.#seq > 1) this.#add([this.#mark('warn', `the broker went away: ${message}`)]);
    this.#interrupted ||= this.#seq > 1;
    this.#tell({kind: 'waiting', message, hint, retryAt: Date.now() + retryMs});
  }

  #mark(tone: LogMark['tone'], text: string): LogMark {
    return {kind: 'mark', seq: this.#seq++, time: Date.now(), tone, text};
  }

  #add(items: readonly LogItem[]): void {
    this.#change(messages => withMessages(messages, items, {key: 0, place: 0}));
  }

  #tell(reading: ReadingState): void {
    this.#change(messages => (messages.reading.kind === 'stopped' ? messages : {...messages, reading}));
  }

  #messages(): MessagesView | null {
    const {topics} = this.#store.get();
    return topics?.id === this.#view && topics.messages?.id === this.#id ? topics.messages : null;
  }

  #change(change: (messages: MessagesView) => MessagesView): void {
    this.#store.update(state => inMessages(state, this.#view, this.#id, change));
  }
}
