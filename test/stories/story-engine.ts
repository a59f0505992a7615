/** The two stacks of the stories: the same services in both (postgres, redis, web and a job that is done). */
export const shops = ['shop', 'shop-test'] as const;
export type Shop = (typeof shops)[number];

/**
 * Containers that a story brings along, in the stack `shop-guest`:
 * `web` has no check and heeds SIGTERM; `checked` has one, and is healthy soon; `dies` says why and exits with 3 soon after every start;
 * `job` ends with 0 at once; `sh-only` has sh and no bash; `shell-less` has no shell at all; `counter` writes numbered lines, ten a second,
 * or as many as its place says; `unlogged` does the same, with a log driver that keeps nothing; `tracer` writes `tracedLines` and from then on
 * the same line again and again; `novel` writes 3000 numbered lines at once, and then nothing; `flood` writes a million as fast as it can,
 * `floodLine` says which.
 */
export type Guest =
  | 'web'
  | 'checked'
  | 'dies'
  | 'job'
  | 'sh-only'
  | 'shell-less'
  | 'counter'
  | 'unlogged'
  | 'tracer'
  | 'novel'
  | 'flood';

export const floodLines = 1_000_000;
/** Those of them that are worth finding. */
export const needles: readonly number[] = [77, 250_077, 500_077, 750_077];
/** A line of the flood, from 1. */
export const floodLine = (number: number): string =>
  needles.includes(number) ? `ERROR needle ${number}: the disk is full` : `INFO flood line ${number}: GET /api/orders 200`;

export const guestStack = 'shop-guest';

/** Traces of two languages, and a message that is said fourteen times. */
export const tracedLines: readonly string[] = [
  'INFO tracer has started',
  'Traceback (most recent call last):',
  '  File "/app/orders.py", line 41, in handle',
  '    order = await load(number)',
  '  File "/app/store.py", line 12, in load',
  '    return rows[number]',
  'KeyError: 4711',
  'INFO the order was put aside',
  'Exception in thread "main" java.lang.IllegalStateException: the card was refused',
  '\tat shop.Payments.charge(Payments.java:88)',
  '\tat shop.Orders.pay(Orders.java:31)',
  '\tat shop.Main.main(Main.java:9)',
  'Caused by: java.io.IOException: the bank does not answer',
  '\tat shop.Bank.ask(Bank.java:17)',
  '\t... 2 more',
  ...Array.from({length: 14}, () => 'WARN Session expired for broker 1'),
  'INFO tracer is ready',
];

/** What it says from then on, five times a second. */
export const saidAgain = 'WARN the queue is full';

/** The stack of the stories about lines that leave the log. */
export const handStack = 'shop-hand';

/** The stack of the stories about logs for scripts. */
export const logsStack = 'shop-logs';

/** The stack of the stories about order. */
export const orderStack = 'shop-order';

/** What a guest is to its stack. */
export interface Place {
  /** `shop-guest` when absent. */
  readonly stack?: string;
  readonly number?: number;
  /** What it needs, as Compose labels it: `db:service_healthy:false,cache:service_started:false`. */
  readonly needs?: string;
  /** Lines a second of a counter. */
  readonly rate?: number;
}

/** The stack of a story's own broker, whose service is `kafka`. */
export const brokerStack = 'shop-broker';

/** A Kafka broker of a story's own. What is done here is not done through stacktop. */
export interface StoryBroker {
  /** Its container as it is now. */
  id(): string;
  create(topic: string, partitions?: number): Promise<void>;
  delete(topic: string): Promise<void>;
  write(topic: string, messages: readonly {readonly key?: string; readonly value: string}[]): Promise<void>;
  /** Has a group read that many messages of a topic and commit them. */
  consume(group: string, topic: string, count: number): Promise<void>;
  /** Its own word on what there is: without the topics of Kafka itself. */
  topics(): Promise<readonly string[]>;
  groups(): Promise<readonly string[]>;
  /** Another container in its place, at another address. */
  recreate(): Promise<void>;
  remove(): Promise<void>;
}

/** The stack of a story about networks and volumes. */
export const placesStack = 'places-guests';

/**
 * That stack: `web` on `places-back` and `places-front`, `db` on `places-back`, listening on 8000 and not on 9999, `lonely` on
 * `places-lonely`, and `mute`, without a shell, on `places-back`. `places_data` is mounted by `db` and, read-only, by `web`, and
 * `places_spare` by nobody.
 */
export interface StoryPlaces {
  stop(service: string): Promise<void>;
  start(service: string): Promise<void>;
  /** Stops `lonely` and takes its network away. */
  loseNetwork(): Promise<void>;
  remove(): Promise<void>;
}

/** An engine with the two shops on it, as a story needs it: what people and failures do to its containers. */
export interface StoryEngine {
  readonly kind: 'demo' | 'real';
  /** For DOCKER_HOST: `unix://…`. */
  readonly host: string;
  /** Its check fails from now on, with 503 in its words. Takes effect with the next checks. */
  breakWeb(shop: Shop): Promise<void>;
  mendWeb(shop: Shop): Promise<void>;
  /** Starts a guest under a service's name of its own; resolves to its id. */
  bring(guest: Guest, service: string, place?: Place): Promise<string>;
  /** Another container in its place, as `compose up --force-recreate` makes one; resolves to the new id. */
  recreate(guest: Guest, service: string, place?: Place): Promise<string>;
  /** The check of a `checked` guest fails from now on: restarted, it stays starting until it is mended. It has to run for both. */
  breakGuest(service: string, place?: Place): Promise<void>;
  mendGuest(service: string, place?: Place): Promise<void>;
  /** Takes it away. */
  dismiss(service: string, place?: Place): Promise<void>;
  /** Brings a broker that answers; it stays until it is removed. Absent where the engine has none. */
  broker?(): Promise<StoryBroker>;
  /** Brings the stack of networks and volumes; it stays until it is removed. */
  places?(): Promise<StoryPlaces>;
  /** Takes all guests away. */
  sendGuestsHome(): Promise<void>;
  close(): Promise<void>;
}

/** Registers the tests of a story; `engine()` is there once they run. */
export type Stories = (engine: () => StoryEngine) => void;
