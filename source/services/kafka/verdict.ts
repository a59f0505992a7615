import type {Ending, Verdict} from '../service.js';
import {exitedWith, failed, fine, lastLine, lineWith, neverRan} from '../verdict.js';

const hints: readonly (readonly [RegExp, string])[] = [
  [/already exists/, ''],
  [/does not exist/, '--list shows what there is'],
  [
    /Timed out waiting for a node assignment|Failed to find brokers|could not be established|disconnected|TimeoutException|Timeout expired/,
    'the broker does not answer at this address: it may be starting (try again), or listen elsewhere (--bootstrap-server HOST:PORT)',
  ],
  [
    /No resolvable bootstrap urls|DNS resolution failed|Couldn't resolve server/,
    'the name is not known in this container: --bootstrap-server localhost:PORT',
  ],
  [/Port already in use|Address already in use/, "an agent in KAFKA_OPTS wants a port that the broker's own has"],
  [/OutOfMemoryError|Cannot allocate memory|insufficient memory/, "there is too little room under the container's memory limit"],
  [
    /SaslAuthentication|SASL|SslAuthentication|SSL handshake/,
    'this listener wants a login: --command-config FILE with its settings',
  ],
  [/is not a recognized option|Missing required|Command must include/, '--help lists the options'],
  [/Replication factor: \d+ larger than available brokers/, ''],
];

const judged = (line: string): Verdict => {
  const message = line
    .replace(/^(?:Error while executing \w+ command : ?|Error(?: occurred)?: |Exception in thread "[^"]*" )/, '')
    .replace(/^(?:[\w$]+\.)+(\w+(?:Exception|Error): )/, '$1')
    .replace(/^\w*OptionException: /, '')
    .replace(/^Executing consumer group command failed due to (?:[\w$]+\.)*/, '');
  return failed(message, hints.find(([pattern]) => pattern.test(line))?.[1] ?? '');
};

/** Lines by which the tools tell an error, the clearest first; of a stack trace only its first line says something. */
const onOutput = [
  /^(Error while executing .*)/,
  /^(Error(?: occurred)?: .*)/,
  /^((?:Missing required|Invalid|Command must|Only one of|Option ).*)/,
];
const onErrors = [
  /^(Exception in thread "[^"]*" .*)/,
  /^(Error: .*)/,
  /^(Error occurred .*)/,
  /^((?:Missing required|Command must|Only one of|Invalid|Option .*requires).*)/,
  /^\s*(?:\[[^\]]*\] )?ERROR (.*)/,
  /^(\w+(?:\.\w+)+(?:Exception|Error): .*)/,
  /^Caused by: (.*)/,
];

const firstOf = (text: string, patterns: readonly RegExp[]): string | null => {
  for (const pattern of patterns) {
    const line = lineWith(text, pattern);
    if (line !== null) return line;
  }
  return null;
};

/**
 * What an answer of Kafka's tools amounts to: errors come as text on stdout with a stack trace on stderr; one about a group comes with
 * exit code 0; and a consumer whose time is up reports an exception that is none. Warnings on stderr are no failure.
 */
export const kafkaVerdict = (ending: Ending): Verdict => {
  const {exitCode, stdout, stderr} = ending;
  const head = stdout.slice(0, 65_536);
  if (exitCode === 0) {
    const told = lineWith(head, /^(Error: .*)/);
    if (told !== null) return judged(told);
    // a consumer of a topic that is not there waits for it, and is content with nothing
    const absent = head.trim() === '' ? lineWith(stderr, /\{([^{}=]+)=UNKNOWN_TOPIC_OR_PARTITION\}/) : null;
    return absent === null ? fine : failed(`Topic '${absent}' does not exist`, '--list shows what there is');
  }
  const never = neverRan(ending, 'Kafka');
  if (never) return never;
  if (exitCode === 124) return failed('it did not answer in time', hints[2]?.[1] ?? '');
  if (exitCode === 137)
    return failed('it was killed: out of memory?', "there is too little room under the container's memory limit");
  if (exitCode === 130 || exitCode === 143) return failed('it was stopped');
  const line = lineWith(stderr, /(Port already in use: \d+)/) ?? firstOf(head, onOutput) ?? firstOf(stderr, onErrors);
  if (line !== null) {
    const cause = lineWith(stderr, /(Timed out waiting for a node assignment[^)]*|No resolvable bootstrap urls[^)]*)/);
    return judged(/ExecutionException|KafkaException: Failed/.test(line) && cause !== null ? cause : line);
  }
  if (exitCode === null) return fine;
  const last = lastLine(stderr) || lastLine(head);
  return last === '' ? exitedWith(exitCode) : judged(last);
};
