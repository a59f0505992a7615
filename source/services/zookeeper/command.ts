import {environmentOf, firstOf} from '../credentials.js';
import type {Invocation, ServiceTarget} from '../service.js';
import {programName, splitWords} from '../words.js';

/** Commands of four letters that the server answers on its own port; the server's whitelist decides which (`srvr` always). */
export const fourLetters = /^(ruok|srvr|stat|mntr|conf|cons|dump|envi|wchs|wchc|wchp|dirs|isro|hash)$/;
const changing = /^(crst|srst|stmk|gtmk|kill)$/;

export const isTool = (word: string): boolean => /^(zookeeper-shell(\.sh)?|zkCli\.sh|zkServer\.sh)$/.test(programName(word));

const portOf = (target: ServiceTarget): string => {
  const port = firstOf(environmentOf(target), 'ZOOKEEPER_CLIENT_PORT', 'ZOO_PORT_NUMBER', 'ZOO_PORT');
  return port !== null && /^\d{1,5}$/.test(port) ? port : '2181';
};

/** Small, as in the broker's container: its shell is a JVM beside the server's. */
const slim: readonly string[] = [
  'KAFKA_HEAP_OPTS=-Xmx64m',
  'KAFKA_JMX_OPTS= ',
  'JMX_PORT=',
  'CLIENT_JVMFLAGS=-Xmx64m',
  'ZK_CLIENT_HEAP=64',
  'JMXPORT=',
];
const room = 110 * 1024 ** 2;

/** The shell as Confluent names it, then as ZooKeeper's own image and Apache Kafka's do. */
export const shell = (
  target: ServiceTarget,
  words: readonly string[],
): Pick<Invocation, 'argv' | 'fallbacks' | 'env' | 'secrets' | 'room'> => {
  const where = `localhost:${portOf(target)}`;
  const confluent = ['zookeeper-shell', where, ...words];
  const own = [
    ['zkCli.sh', '-server', where, ...words],
    ['zookeeper-shell.sh', where, ...words],
  ];
  const first = /cp-zookeeper|confluent/.test(target.container.image) || environmentOf(target)('ZOOKEEPER_CLIENT_PORT') !== null;
  const [argv = [], ...fallbacks] = first ? [confluent, ...own] : [...own, confluent];
  return {argv, fallbacks, env: slim, secrets: [], room};
};

/** By nc, else by bash, which can open a connection itself: either may be missing. */
const letters = (target: ServiceTarget, word: string): Invocation => {
  const port = portOf(target);
  const script = 'exec 3<>"/dev/tcp/127.0.0.1/$1" && printf "%s\\n" "$2" >&3 && cat <&3';
  return {
    argv: ['nc', '-w', '3', '127.0.0.1', port],
    input: `${word}\n`,
    fallbacks: [['bash', '-c', script, 'bash', port, word]],
    env: [],
    secrets: [],
    limitMs: 8000,
  };
};

/** A line as a program; null when a quote is not closed. */
export const zookeeperCommand = (target: ServiceTarget, line: string): Invocation | null => {
  const words = splitWords(line);
  if (words === null) return null;
  const [first = ''] = words;
  if (words.length === 1 && (fourLetters.test(first) || changing.test(first))) return letters(target, first);
  if (isTool(first)) return {argv: words, env: slim, secrets: [], room, limitMs: 20_000};
  return {...shell(target, words), limitMs: 20_000};
};
