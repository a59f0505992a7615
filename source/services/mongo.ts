import {hasSecret} from './history-line.js';
import {serviceOfKind} from './kind.js';
import {exposes, looksLike} from './looks.js';
import {databaseOf, loginOf, secretsOf} from './mongo/connection.js';
import {scriptDanger, scriptReads} from './mongo/script.js';
import {given, readOptions, valuesOf} from './options.js';
import {withoutOption, withoutUrlPasswords} from './secret-words.js';
import type {Ending, Invocation, ServiceTarget, Verdict} from './service.js';
import {exitedWith, failed, fine, lastLine, lineWith, neverRan} from './verdict.js';
import {programName, quoteWords, splitWords} from './words.js';

const isTool = (word: string): boolean => /^(mongosh|mongo(dump|restore|export|import|stat|top|files)?)$/.test(programName(word));
const isShell = (word: string): boolean => /^mongo(sh)?$/.test(programName(word));
const firstWord = (line: string): string => line.split(/\s/)[0] ?? '';

const rules = {letters: 'ufp', names: new Set('eval file host port username password authenticationDatabase json'.split(' '))};

const base = (target: ServiceTarget): Pick<Invocation, 'env' | 'secrets' | 'endBy'> => ({
  env: [],
  secrets: secretsOf(target),
  endBy: 'INT',
});
const login = (target: ServiceTarget): readonly string[] => {
  const text = loginOf(target);
  return text === null ? [] : ['--eval', text];
};
const database = (target: ServiceTarget): readonly string[] => {
  const name = databaseOf(target);
  return name === null ? [] : [name];
};

const consoleOf = (target: ServiceTarget): Invocation => {
  const logged = login(target);
  const shell = [...logged, ...(logged.length > 0 ? ['--shell'] : []), ...database(target)];
  return {
    argv: ['mongosh', '--quiet', ...shell],
    fallbacks: [['mongo', '--quiet', ...database(target)]],
    limitMs: null,
    ...base(target),
  };
};

/** A line as JavaScript. One with a secret goes by the input, which mongosh reads as a file: argv is seen in `ps`. */
const scriptRun = (target: ServiceTarget, line: string): Invocation => {
  const hide = hasSecret('mongo', line);
  const asFile = ['--eval', 'load("/dev/stdin")'];
  const args = ['--quiet', ...database(target)];
  const text = hide ? asFile : ['--eval', line];
  return {
    argv: ['mongosh', ...args, ...login(target), ...text],
    fallbacks: [['mongo', ...args, ...text]],
    ...(hide ? {input: `${line}\n`} : {}),
    ...base(target),
  };
};

/** mongosh with the person's arguments after the login; other tools as they are, which ask for nothing where there is no password. */
const toolRun = (target: ServiceTarget, words: readonly string[]): Invocation => {
  const [program = '', ...rest] = words;
  if (!isShell(program)) return {argv: words, ...base(target)};
  const own = given(readOptions(rest, rules), 'u', 'username', 'nodb') || rest.some(word => word.includes('://'));
  return {argv: [program, ...(own ? [] : login(target)), ...rest], ...base(target)};
};

const showsPassword = (words: readonly string[]): boolean =>
  withoutUrlPasswords(words, 'mongodb(?:\\+srv)?').password !== null ||
  withoutOption(words, ['-p', '--password'], ['--password=']).password !== null;

const whyNot = (_: ServiceTarget, line: string): string => {
  if (!isTool(firstWord(line))) return '';
  const words = splitWords(line);
  if (words === null) return 'a quote is not closed';
  return showsPassword(words) ? 'the password would be seen by everybody who lists processes: use the console' : '';
};

const command = (target: ServiceTarget, line: string): Invocation | null => {
  if (!isTool(firstWord(line))) return scriptRun(target, line);
  const words = splitWords(line);
  return words === null ? null : toolRun(target, words);
};

const toolDanger = (words: readonly string[]): string | null => {
  const [program = '', ...rest] = words;
  const options = readOptions(rest, rules);
  if (programName(program) === 'mongorestore')
    return given(options, 'drop') ? 'drops and restores collections' : 'restores into a database';
  if (programName(program) === 'mongoimport') return given(options, 'drop') ? 'drops and imports a collection' : null;
  if (given(options, 'f', 'file') || options.plain.some(word => /\.js$/.test(word))) return 'runs a file that is not seen here';
  for (const text of valuesOf(options, 'eval')) {
    const found = scriptDanger(text);
    if (found !== null) return found;
  }
  return null;
};

const toolReads = (words: readonly string[]): boolean => {
  const [program = '', ...rest] = words;
  if (/^mongo(stat|top)$/.test(programName(program))) return true;
  const options = readOptions(rest, rules);
  const texts = valuesOf(options, 'eval');
  return (
    isShell(program) &&
    texts.length > 0 &&
    texts.every(scriptReads) &&
    [...options.values.keys()].every(key => /^(eval|quiet|json|norc)$/.test(key)) &&
    !options.plain.some(word => /\.js$/.test(word))
  );
};

const hints: readonly (readonly [RegExp, string])[] = [
  [/ECONNREFUSED|MongoNetworkError/, 'it may be starting: try again in a few seconds'],
  [/Authentication failed/, "the password in the environment of the container is not, or no longer, the server's"],
  [/requires authentication|not authorized/, 'the environment of the container has no password of an administrator'],
];

const verdict = (ending: Ending): Verdict => {
  const {exitCode, stdout, stderr} = ending;
  if (exitCode === 0) return fine;
  const never = neverRan(ending, 'MongoDB');
  if (never) return never;
  if (exitCode === 130 || exitCode === 143) return failed('it was stopped');
  const line =
    lineWith(stderr, /^((?:Uncaught:? ?)?(?:Mongo\w*|\w*Error|uncaught exception)\b.*)/) ??
    lineWith(stdout, /^((?:Mongo\w+Error|\w*Error|uncaught exception): .*)/);
  if (line !== null) return failed(line, hints.find(([pattern]) => pattern.test(line))?.[1] ?? '');
  if (exitCode === null) return fine;
  const last = lastLine(stderr) || lastLine(stdout.slice(-4096));
  return last === '' ? exitedWith(exitCode) : failed(last);
};

/** MongoDB. Its passwords are looked up by mongosh itself, inside: see mongo/connection. */
export const mongo = serviceOfKind({
  kind: 'mongo',
  consoleName: 'mongosh',
  recognises: container => looksLike(container, 'mongo') || exposes(container, 27017),
  console: consoleOf,
  command,
  whyNot,
  lineOf: args => {
    const [only = ''] = args;
    if (isTool(only)) return quoteWords(args);
    return args.length === 1 && !only.startsWith('-') ? only : quoteWords(['mongosh', ...args]);
  },
  owns: isTool,
  quick: () => [
    ['databases', 'show dbs'],
    ['collections', 'show collections'],
    ['statistics of the database', 'db.stats()'],
    ['connections', 'db.serverStatus().connections'],
    ['memory', 'db.serverStatus().mem'],
    ['what runs now', 'db.currentOp({active: true})'],
    ['replica set', 'rs.status()'],
    ['users', 'db.getUsers()'],
  ],
  danger: line => (isTool(firstWord(line)) ? toolDanger(splitWords(line) ?? []) : scriptDanger(line)),
  reads: line => (isTool(firstWord(line)) ? toolReads(splitWords(line) ?? []) : scriptReads(line)),
  endless: line => /^mongo(stat|top)\b/.test(line),
  form: line => (/--json\b|JSON\.stringify/.test(line) ? 'json' : 'text'),
  words: [
    'show dbs',
    'show collections',
    'db.stats()',
    'db.serverStatus()',
    'db.currentOp()',
    'db.getCollectionNames()',
    'db.getCollection("',
    'rs.status()',
    'mongosh --eval',
    'mongostat',
    'mongotop',
  ],
  verdict,
  vitals: () => null,
});
