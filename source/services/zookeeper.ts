import {serviceOfKind} from './kind.js';
import {exposes, looksLike} from './looks.js';
import type {Ending, Verdict} from './service.js';
import {exitedWith, failed, fine, lastLine, lineWith, neverRan} from './verdict.js';
import {quoteWords, splitWords} from './words.js';
import {fourLetters, isTool, shell, zookeeperCommand} from './zookeeper/command.js';

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
  command: zookeeperCommand,
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
