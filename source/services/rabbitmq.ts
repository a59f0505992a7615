import {serviceOfKind} from './kind.js';
import {exposes, looksLike} from './looks.js';
import type {Ending, Invocation, ServiceTarget, Verdict} from './service.js';
import {exitedWith, failed, fine, lastLine, lineWith, neverRan} from './verdict.js';
import {programName, quoteWords, splitWords} from './words.js';

const isTool = (word: string): boolean =>
  /^(rabbitmqctl|rabbitmqadmin|rabbitmq-(diagnostics|plugins|queues|streams|upgrade|check))$/.test(programName(word));

/** Words of a line with the tool's name first: bare words are for rabbitmqctl. */
const wordsOf = (line: string): readonly string[] | null => {
  const words = splitWords(line);
  if (words === null || words.length === 0) return null;
  return isTool(words[0] ?? '') ? words : ['rabbitmqctl', ...words];
};

/** The command and what follows it: options may come before, some with a value. */
const plainWords = (words: readonly string[]): readonly string[] => {
  const plain: string[] = [];
  for (let at = 1; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (/^(-n|-p|-t|--node|--vhost|--timeout|--formatter|-H|-P|-u|-V|-f|-d|-c|-N)$/.test(word)) at += 1;
    else if (!word.startsWith('-')) plain.push(word);
  }
  return plain;
};

const dangers: readonly (readonly [RegExp, string])[] = [
  [/^(delete_queue|purge_queue)\b/, 'deletes messages'],
  [/^(delete|purge) (queue|exchange|vhost|binding|policy|user|permission|parameter)\b/, 'deletes a part, with its messages'],
  [/^(delete_vhost|delete_vhosts|delete_shovel|delete_member)\b/, 'deletes a part, with its messages'],
  [
    /^(delete_user|change_password|clear_password|clear_permissions|set_permissions|clear_topic_permissions|set_user_tags|set_user_limits)\b/,
    'changes who may log in',
  ],
  [/^(stop|stop_app|shutdown|force_boot|restart_vhost)\b/, 'stops the broker'],
  [
    /^(reset|force_reset|join_cluster|forget_cluster_node|rename_cluster_node|update_cluster_nodes)\b/,
    'takes the node and its data out of the cluster',
  ],
  [/^(close_connection|close_all_connections|close_all_user_connections|close connection)\b/, 'ends connections of clients'],
  [/^(eval|eval_file|exec)\b/, 'runs code inside of the broker'],
  [
    /^(clear_|set_|suspend_|drain|revive|disable|enable_feature|rotate_logs|force_gc|sync_queue|cancel_sync|grow|shrink|rebalance)/,
    "changes the broker's settings",
  ],
];

const reading =
  /^(list_\w+|status|cluster_status|environment|report|ping|node_health_check|version|help|list|show|export_definitions -|quorum_status|peek|memory_breakdown|alarms|check_\w+|listeners|server_version|erlang_version|os_env|resolver_info|runtime_thread_stats|is_\w+|directories|discover_peers|log_tail|log_location|observer|overview)\b/;

const danger = (line: string): string | null => {
  const words = wordsOf(line);
  return words === null ? null : (dangers.find(([pattern]) => pattern.test(plainWords(words).join(' ')))?.[1] ?? null);
};

const reads = (line: string): boolean => {
  const words = wordsOf(line);
  if (words === null) return false;
  const plain = plainWords(words).join(' ');
  return reading.test(plain) && !/^list_\w+.*\b(purge|delete)\b/.test(plain);
};

/** A password is the last word of these: without it they read it from their input, where nobody sees it. */
const asking = /^(add_user|change_password|authenticate_user)$/;

const command = (_: ServiceTarget, line: string): Invocation | null => {
  const words = wordsOf(line);
  if (words === null) return null;
  const at = words.findIndex(word => asking.test(word));
  const password = at < 0 ? undefined : words[at + 2];
  const run = {env: [], secrets: [], limitMs: 60_000};
  if (password === undefined || words.length > at + 3 || password.startsWith('-')) return {argv: words, ...run};
  return {argv: words.slice(0, at + 2), ...run, secrets: [password], input: `${password}\n`};
};

const verdict = (ending: Ending): Verdict => {
  const {exitCode, stdout, stderr} = ending;
  if (exitCode === 0) return fine;
  const never = neverRan(ending, 'RabbitMQ');
  if (never) return never;
  if (exitCode === 130 || exitCode === 143) return failed('it was stopped');
  const said = `${stderr}\n${stdout.slice(0, 65_536)}`;
  const down = lineWith(said, /(unable to perform an operation on node .*|target node \S+ is not running.*|nodedown)/);
  if (down !== null) return failed(down, 'it may be starting: try again in a few seconds');
  const line =
    lineWith(said, /^(?:Error:|error:)\s*(\S.*)/) ?? lineWith(said, /^(?:Error: operation|\*\*\*|Command '.*' not found).*/);
  const after = /Error:\s*\n+(\S.*)/.exec(said)?.[1];
  if (exitCode === null && line === null && after === undefined) return fine;
  const message = line ?? after ?? (lastLine(stderr) || lastLine(stdout.slice(-4096)));
  return message === '' ? exitedWith(exitCode ?? 1) : failed(message);
};

/** RabbitMQ. Its tools start an Erlang node of their own and take a second, so no vital signs are asked by them. */
export const rabbitmq = serviceOfKind({
  kind: 'rabbitmq',
  consoleName: null,
  recognises: container => looksLike(container, 'rabbitmq') || exposes(container, 5672),
  console: () => null,
  command,
  whyNot: (_, line) => (splitWords(line) === null ? 'a quote is not closed' : ''),
  lineOf: args =>
    args.length === 1 && /\s/.test(args[0] ?? '') ? (args[0] ?? '') : args.length === 0 ? 'status' : quoteWords(args),
  owns: isTool,
  quick: () => [
    ['queues: messages and consumers', 'list_queues -q name messages messages_ready messages_unacknowledged consumers'],
    ['consumers', 'list_consumers -q'],
    ['connections', 'list_connections -q user peer_host state channels'],
    ['channels', 'list_channels -q connection consumer_count messages_unacknowledged'],
    ['exchanges', 'list_exchanges -q name type durable'],
    ['bindings', 'list_bindings -q'],
    ['users', 'list_users -q'],
    ['virtual hosts', 'list_vhosts -q'],
    ['status', 'status'],
    ['cluster', 'cluster_status'],
    ['alarms', 'rabbitmq-diagnostics alarms'],
    ['what takes the memory', 'rabbitmq-diagnostics memory_breakdown'],
    ['listeners', 'rabbitmq-diagnostics listeners'],
  ],
  danger,
  reads,
  endless: line => /\blog_tail_stream\b|\bconsume_event_stream\b|\bobserver\b/.test(line),
  form: line => (/--formatter[= ]json/.test(line) ? 'json' : /\blist_/.test(line) ? 'table' : 'text'),
  words: [
    'list_queues',
    'list_queues name messages consumers',
    'list_exchanges',
    'list_bindings',
    'list_connections',
    'list_channels',
    'list_consumers',
    'list_users',
    'list_vhosts',
    'list_policies',
    'list_permissions',
    'status',
    'cluster_status',
    'environment',
    'purge_queue',
    'delete_queue',
    'close_connection',
    'rabbitmq-diagnostics ping',
    'rabbitmq-diagnostics status',
    'rabbitmq-diagnostics memory_breakdown',
    'rabbitmq-plugins list',
    'rabbitmq-queues quorum_status',
  ],
  verdict,
  vitals: () => null,
});
