import {environmentOf, firstOf} from './credentials.js';
import {serviceOfKind} from './kind.js';
import {exposes, looksLike} from './looks.js';
import type {Ending, Invocation, ServiceTarget, Verdict} from './service.js';
import {exitedWith, failed, fine, lastLine, lineWith, neverRan} from './verdict.js';
import {programName, quoteWords, splitWords} from './words.js';

/** Commands of four letters that the server answers on its own port; the server's whitelist decides which (`srvr` always). */
const fourLetters = /^(ruok|srvr|stat|mntr|conf|cons|dump|envi|wchs|wchc|wchp|dirs|isro|hash)$/;
const changing = /^(crst|srst|stmk|gtmk|kill)$/;

const isTool = (word: string): boolean => /^(zookeeper-shell(\.sh)?|zkCli\.sh|zkServer\.sh)$/.test(programName(word));

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
const shell = (
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

const command = (target: ServiceTarget, line: string): Invocation | null => {
  const words = splitWords(line);
  if (words === null) return null;
  const [first = ''] = words;
  if (words.length === 1 && (fourLetters.test(first) || changing.test(first))) return letters(target, first);
  if (isTool(first)) return {argv: words, env: slim, secrets: [], room, limitMs: 20_000};
  return {...shell(target, words), limitMs: 20_000};
};

/** The shell's command in a line that may begin with the shell's own name and address. */
const shellWords = (line: string): readonly string[] => {
  const words = splitWords(line) ?? [];
  if (!isTool(words[0] ?? '')) return words;
  const rest = words.slice(1);
  return rest[0] === '-server' ? rest.slice(2) : /:\d+/.test(rest[0] ?? '') ? rest.slice(1) : rest;
};

const danger = (line: string): string | null => {
  const [first = '', second] = shellWords(line);
  if (/^(delete|deleteall|rmr)$/.test(first))
    return `deletes ${second ?? 'a node'}${first === 'delete' ? '' : ' and all below it'}`;
  if (/^(reconfig|removewatches|close)$/.test(first)) return 'changes the ensemble';
  if (/^(setAcl|setquota|delquota)$/.test(first)) return 'changes who may do what';
  return /^(stop|restart)$/.test(first) || first === 'kill' ? 'stops the server' : null;
};

const reads = (line: string): boolean => {
  const words = shellWords(line);
  const [first = ''] = words;
  if (words.length === 1 && fourLetters.test(first)) return true;
  return /^(ls|ls2|get|stat|getAcl|getAllChildrenNumber|getEphemerals|listquota|config|version|help|history)$/.test(first);
};

const verdict = (ending: Ending): Verdict => {
  const {exitCode, stdout, stderr} = ending;
  const head = stdout.slice(0, 65_536);
  const refused = lineWith(head, /^(\w{4} is not executed because it is not in the whitelist\.)/);
  if (refused !== null)
    return failed(refused, 'the server allows it by 4lw.commands.whitelist (KAFKA_OPTS or ZOO_4LW_COMMANDS_WHITELIST)');
  const node =
    lineWith(
      head,
      /^((?:Node does not exist|Node already exists|Node not empty|Authentication is not valid|Insufficient permission|Path must).*)/,
    ) ??
    lineWith(
      stderr,
      /^((?:Node does not exist|Node already exists|Node not empty|Insufficient permission|Path must|Command not found).*)/,
    );
  if (node !== null) return failed(node);
  if (exitCode === 0) return fine;
  const never = neverRan(ending, 'ZooKeeper');
  if (never) return never;
  if (exitCode === 130 || exitCode === 143) return failed('it was stopped');
  const lost = lineWith(`${head}\n${stderr}`, /(Connection refused|ConnectionLoss.*|KeeperErrorCode = .*)/);
  if (lost !== null) return failed(lost, 'it may be starting: try again in a few seconds');
  if (exitCode === null) return fine;
  const last = lastLine(stderr) || lastLine(head);
  return last === '' ? exitedWith(exitCode) : failed(last);
};

/** ZooKeeper: commands of four letters by its port, everything else by its shell. */
export const zookeeper = serviceOfKind({
  kind: 'zookeeper',
  consoleName: 'zookeeper-shell',
  recognises: container => looksLike(container, 'zookeeper') || exposes(container, 2181),
  console: target => ({...shell(target, []), limitMs: null}),
  command,
  whyNot: (_, line) => (splitWords(line) === null ? 'a quote is not closed' : ''),
  lineOf: args =>
    args.length === 1 && /\s/.test(args[0] ?? '') ? (args[0] ?? '') : args.length === 0 ? 'srvr' : quoteWords(args),
  owns: isTool,
  quick: () => [
    ['server', 'srvr'],
    ['is it well?', 'ruok'],
    ['all figures', 'mntr'],
    ['settings', 'conf'],
    ['connections', 'cons'],
    ['nodes at the top', 'ls /'],
    ['brokers', 'ls /brokers/ids'],
    ['topics', 'ls /brokers/topics'],
    ['controller', 'get /controller'],
  ],
  danger,
  reads,
  endless: () => false,
  form: () => 'text',
  words: [
    'srvr',
    'ruok',
    'mntr',
    'conf',
    'cons',
    'stat',
    'envi',
    'wchs',
    'ls /',
    'ls -R /',
    'get',
    'stat /',
    'getAcl',
    'ls /brokers/ids',
    'ls /brokers/topics',
    'create',
    'set',
    'delete',
    'deleteall',
  ],
  verdict,
  vitals: () => null,
});
