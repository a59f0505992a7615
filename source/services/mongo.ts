import {serviceOfKind} from './kind.js';
import {exposes, looksLike} from './looks.js';
import {mongoCommand, mongoConsole} from './mongo/command.js';
import {scriptDanger, scriptReads} from './mongo/script.js';
import {firstWord, isTool, toolDanger, toolReads} from './mongo/tools.js';
import {mongoVerdict} from './mongo/verdict.js';
import {quoteWords, splitWords} from './words.js';

/** MongoDB. Its passwords are looked up by mongosh itself, inside: see mongo/connection. */
export const mongo = serviceOfKind({
  kind: 'mongo',
  consoleName: 'mongosh',
  recognises: container => looksLike(container, 'mongo') || exposes(container, 27017),
  console: mongoConsole,
  command: mongoCommand,
  whyNot: (_, line) => (isTool(firstWord(line)) && splitWords(line) === null ? 'a quote is not closed' : ''),
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
  verdict: mongoVerdict,
  vitals: () => null,
});
