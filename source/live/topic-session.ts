import {delay} from '../engine/abort.js';
import type {TailFrom} from '../model/topic.js';
import {KafkaError} from '../services/kafka-client/errors.js';
import type {Kafka} from '../services/kafka-client/open.js';
import {memberIn, screenIn} from '../state/selectors.js';
import {answered, beginTopics, endTopics, failed, inTopics, pollMs, type TopicsView} from '../state/topics.js';
import {push} from '../state/view-updates.js';
import {BrokerConnection} from './broker-connection.js';
import {childOf, type Desk} from './desk.js';
import {MessageReading} from './message-reading.js';
import {nameOf} from './service-target.js';

const tickMs = 200;
/** A broker that does not answer is asked again after so many ms: soon at first, when it may just be starting. */
const retryMs = {first: 2000, later: 5000, laterAfter: 20_000};

let views = 0;

/** The open screens of one broker: asks it while they are looked at, reads messages, and has it do what was confirmed. */
export class TopicSession {
  readonly #id = ++views;
  readonly #desk: Desk;
  readonly #key: string;
  readonly #signal: AbortSignal;
  readonly #broker: BrokerConnection;
  #asking: {readonly controller: AbortController; readonly topic: string} | null = null;
  #dueAt = 0;
  readonly #doing = new Set<Promise<string>>();
  #reading: {readonly messages: MessageReading; readonly controller: AbortController; readonly done: Promise<void>} | null = null;

  constructor(desk: Desk, key: string, signal: AbortSignal) {
    this.#desk = desk;
    this.#key = key;
    this.#signal = signal;
    // Not with the screen's signal: what the broker was told to do is waited for, also when its screen is left.
    this.#broker = new BrokerConnection(desk.engine, desk.store, key, desk.signal);
    const found = memberIn(desk.store.get(), key);
    const title = found ? nameOf(found) : key;
    desk.store.update(state => beginTopics(state, {id: this.#id, key, title}, Date.now()));
  }

  /** Keeps the screens current until the signal is aborted, and resolves then. */
  async run(): Promise<void> {
    try {
      while (!this.#signal.aborted) {
        this.#tick(Date.now());
        await delay(tickMs, this.#signal);
      }
    } finally {
      this.#asking?.controller.abort();
      await this.#reading?.done;
      await Promise.allSettled(this.#doing);
      this.#broker.drop();
      this.#desk.store.update(state => endTopics(state, this.#id));
    }
  }

  /** Asks at the next moment. */
  refresh(): void {
    this.#dueAt = 0;
  }

  /** Has the broker do something; what it refuses is told in its own words, and the topics are looked at again. */
  async do(
    what: string,
    work: (kafka: Kafka, signal: AbortSignal) => Promise<string>,
  ): Promise<{readonly done: boolean; readonly text: string}> {
    this.#change(view => ({...view, doing: what}));
    const doing = this.#broker.kafka().then(kafka => work(kafka, this.#desk.signal));
    this.#doing.add(doing);
    try {
      return {done: true, text: await doing};
    } catch (error) {
      if (!(error instanceof KafkaError)) throw error;
      return {done: false, text: error.hint === '' ? error.message : `${error.message}: ${error.hint}`};
    } finally {
      this.#doing.delete(doing);
      this.#change(view => ({...view, doing: null}));
      this.refresh();
    }
  }

  /** Opens the screen of a topic's messages. */
  read(topic: string, from: TailFrom): void {
    this.stopReading();
    const {store} = this.#desk;
    const title = store.get().topics?.title ?? '';
    const messages = new MessageReading(store, this.#id, this.#broker, title, topic, from);
    store.update(state => push(state, {kind: 'messages', key: this.#key}));
    const controller = childOf(this.#signal);
    const done = messages.run(controller.signal);
    this.#reading = {messages, controller, done: done.catch(() => {})};
    this.#desk.start(done);
  }

  /** What was read stays on screen. */
  stopReading(): void {
    const reading = this.#reading;
    this.#reading = null;
    if (!reading || reading.controller.signal.aborted) return;
    reading.controller.abort();
    reading.messages.stopped();
  }

  /** Chooses a topic in the list. */
  choose(topic: string): void {
    this.#change(view => ({...view, topicsAt: {...view.topicsAt, key: topic}}));
  }

  #tick(now: number): void {
    const {absence, changed} = this.#broker.look();
    if (changed) {
      this.#asking?.controller.abort();
      this.#dueAt = 0;
    }
    this.#reading?.messages.tick(now);
    if (absence) {
      const {message, hint} = absence;
      this.#change(view =>
        view.broker.kind === 'away' && view.broker.message === message ? view : {...view, broker: {kind: 'away', message, hint}},
      );
    } else if (!this.#asking && now >= this.#dueAt && this.#isSeen()) this.#desk.start(this.#ask());
    else this.#askForOtherTopic();
  }

  #isSeen(): boolean {
    const {kind} = screenIn(this.#desk.store.get());
    return this.#desk.inView() && (kind === 'topics' || kind === 'groups' || kind === 'topic');
  }

  /** The topic that is described on screen; '' when none is. */
  #describedTopic(): string {
    const state = this.#desk.store.get();
    return screenIn(state).kind === 'topic' ? (state.topics?.detail?.topic ?? '') : '';
  }

  /** Whoever opens a topic does not wait for the next turn. */
  #askForOtherTopic(): void {
    const detail = this.#desk.store.get().topics?.detail;
    if (!this.#asking && detail?.fetched.kind === 'loading' && this.#describedTopic() !== '') this.#dueAt = 0;
  }

  async #ask(): Promise<void> {
    const topic = this.#describedTopic();
    const asking = {controller: childOf(this.#signal), topic};
    this.#asking = asking;
    const {signal} = asking.controller;
    const {publisher} = this.#desk;
    try {
      const kafka = await this.#broker.kafka();
      const overview = await kafka.overview(signal);
      publisher.publish(state => inTopics(state, this.#id, view => answered(view, overview, Date.now())));
      if (topic !== '') await this.#describe(kafka, topic, signal);
      this.#dueAt = Date.now() + pollMs;
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof KafkaError)) throw error;
      this.#failed(error);
    } finally {
      asking.controller.abort();
      if (this.#asking === asking) this.#asking = null;
    }
  }

  async #describe(kafka: Kafka, topic: string, signal: AbortSignal): Promise<void> {
    const tell = (fetched: NonNullable<TopicsView['detail']>['fetched']): void =>
      this.#desk.publisher.publish(state =>
        inTopics(state, this.#id, view => (view.detail?.topic === topic ? {...view, detail: {...view.detail, fetched}} : view)),
      );
    try {
      const value = await kafka.describe(topic, signal);
      tell({kind: 'loaded', value, readAt: Date.now()});
    } catch (error) {
      if (signal.aborted || !(error instanceof KafkaError)) throw error;
      tell({kind: 'failed', message: error.message, hint: error.hint});
    }
  }

  #failed({message, hint}: KafkaError): void {
    const now = Date.now();
    const broker = this.#desk.store.get().topics?.broker;
    const since = broker?.kind === 'failed' ? broker.since : now;
    this.#dueAt = now + (now - since < retryMs.laterAfter ? retryMs.first : retryMs.later);
    const retryAt = this.#dueAt;
    this.#desk.publisher.publish(state => inTopics(state, this.#id, view => failed(view, message, hint, now, retryAt)));
  }

  #change(change: (view: TopicsView) => TopicsView): void {
    this.#desk.store.update(state => inTopics(state, this.#id, change));
  }
}
