import {type History, readPiped, readTyped} from './line-editor.js';
import type {Io, Program} from './program.js';
import {answerSql, type SqlAnswer, tablesOf} from './sql.js';
import {plainTable, psqlTable} from './table.js';

interface Options {
  readonly user: string;
  readonly database: string;
  readonly commands: readonly string[];
  readonly csv: boolean;
  readonly bare: boolean;
  readonly separator: string;
  readonly quiet: boolean;
  readonly stopOnError: boolean;
}

/** psql's short options that take a value, and those of its long ones that the demo knows. */
const valued = 'dcUhpFvfPRo';

const optionsOf = (io: Io, argv: readonly string[]): Options => {
  const given = new Map<string, string[]>();
  const plain: string[] = [];
  const add = (key: string, value: string) => given.set(key, [...(given.get(key) ?? []), value]);
  for (let index = 1; index < argv.length; index += 1) {
    const word = argv[index] ?? '';
    const long = /^--([\w-]+)(?:=(.*))?$/s.exec(word);
    if (long) add(long[1] ?? '', long[2] ?? '');
    else if (/^-\w/.test(word)) {
      const letters = word.slice(1);
      const at = [...letters].findIndex(letter => valued.includes(letter));
      for (const letter of at < 0 ? letters : letters.slice(0, at)) add(letter, '');
      if (at >= 0) {
        const rest = letters.slice(at + 1);
        add(letters[at] ?? '', rest === '' ? (argv[++index] ?? '') : rest);
      }
    } else plain.push(word);
  }
  const value = (...keys: readonly string[]) => keys.flatMap(key => given.get(key) ?? [])[0];
  const user = value('U', 'username') ?? plain[1] ?? io.env.get('PGUSER') ?? (io.user === '' ? 'root' : io.user);
  return {
    user,
    database: value('d', 'dbname') ?? plain[0] ?? io.env.get('PGDATABASE') ?? user,
    commands: [...(given.get('c') ?? []), ...(given.get('command') ?? [])],
    csv: given.has('csv'),
    bare: given.has('t') || given.has('A'),
    separator: value('F', 'field-separator') ?? '|',
    quiet: given.has('q') || given.has('quiet'),
    stopOnError: (given.get('v') ?? []).includes('ON_ERROR_STOP=1'),
  };
};

/** Whether the server takes this user and database; says why not, as psql does. */
const refusal = (io: Io, {user, database}: Options): string | null => {
  const owner = io.env.get('POSTGRES_USER') ?? 'postgres';
  const where = 'connection to server on socket "/var/run/postgresql/.s.PGSQL.5432" failed: FATAL: ';
  if (io.container.checkFails)
    return 'connection to server on socket "/var/run/postgresql/.s.PGSQL.5432" failed: No such file or directory';
  if (user !== owner) return `${where} role "${user}" does not exist`;
  if (![io.env.get('POSTGRES_DB') ?? owner, 'postgres', 'template1'].includes(database))
    return `${where} database "${database}" does not exist`;
  return null;
};

const show = (io: Io, options: Options, answer: SqlAnswer): boolean => {
  if (answer.kind === 'error') {
    io.err(`ERROR:  ${answer.message}\n`);
    return false;
  }
  if (answer.kind === 'done') {
    if (!options.quiet) io.out(`${answer.tag}\n`);
  } else if (options.csv) io.out(plainTable(options.bare ? null : answer.heads, answer.rows, ','));
  else if (options.bare) io.out(plainTable(null, answer.rows, options.separator));
  else io.out(psqlTable(answer.heads, answer.rows));
  return true;
};

const backslash = (io: Io, options: Options, line: string): void => {
  const owner = io.env.get('POSTGRES_USER') ?? 'postgres';
  const word = /^\\\w+\+?/.exec(line)?.[0] ?? line;
  if (word === '\\dt' || word === '\\d' || word === '\\dt+') {
    if (!options.csv && !options.bare) io.out('             List of relations\n');
    show(io, options, {
      kind: 'rows',
      heads: ['Schema', 'Name', 'Type', 'Owner'],
      rows: tablesOf(io).map(one => ['public', one, 'table', owner]),
    });
  } else if (word === '\\l' || word === '\\list') {
    show(io, options, {
      kind: 'rows',
      heads: ['Name', 'Owner'],
      rows: [
        [options.database, owner],
        ['postgres', owner],
      ],
    });
  } else if (word === '\\du') {
    show(io, options, {kind: 'rows', heads: ['Role name', 'Attributes'], rows: [[owner, 'Superuser']]});
  } else if (word === '\\conninfo') {
    io.out(`You are connected to database "${options.database}" as user "${options.user}" via socket.\n`);
  } else if (word === '\\?') {
    io.out('The demo knows \\dt \\l \\du \\conninfo \\q and simple SELECTs.\n');
  } else if (!['\\timing', '\\x', '\\pset', '\\set'].includes(word)) {
    io.err(`invalid command ${word}\nTry \\? for help.\n`);
  }
};

/** Runs what one line or `-c` holds; false at the first error. */
const run = (io: Io, options: Options, text: string): boolean => {
  if (text.trim().startsWith('\\')) {
    backslash(io, options, text.trim());
    return true;
  }
  return text
    .split(';')
    .filter(one => one.trim() !== '')
    .every(statement => show(io, options, answerSql(io, statement)));
};

const interactive = async (io: Io, options: Options): Promise<number> => {
  const history: History = [];
  io.out('psql (the demo engine of stacktop: a few real answers, no database)\nType "help" for help.\n\n');
  for (let pending = ''; ; ) {
    const typed = await readTyped(io, `${options.database}${pending === '' ? '=' : '-'}# `, history);
    if (typed.kind === 'end') {
      io.out('\\q\n');
      return 0;
    }
    if (typed.kind === 'interrupt') {
      pending = '';
      continue;
    }
    const line = typed.text.trim();
    if (pending === '' && ['\\q', 'exit', 'quit'].includes(line)) return 0;
    if (pending === '' && line === 'help')
      io.out('Type:  \\dt for tables\n       \\? for what the demo knows\n       \\q to quit\n');
    else if (line.startsWith('\\')) run(io, options, line);
    else {
      pending = `${pending} ${typed.text}`;
      if (line.endsWith(';')) {
        run(io, options, pending);
        pending = '';
      } else if (pending.trim() === '') pending = '';
    }
  }
};

const piped = async (io: Io, options: Options): Promise<number> => {
  let text = '';
  for (let line = await readPiped(io); line !== null; line = await readPiped(io)) text += `${line}\n`;
  const fine = run(io, options, text);
  return fine || !options.stopOnError ? 0 : 3;
};

const psql: Program = async (io, argv) => {
  if (argv.includes('--version') || argv.includes('-V')) {
    io.out('psql (PostgreSQL) 15 (demo)\n');
    return 0;
  }
  const options = optionsOf(io, argv);
  const refused = refusal(io, options);
  if (refused !== null) {
    io.err(`psql: error: ${refused}\n`);
    return 2;
  }
  if (options.commands.length > 0) {
    const fine = options.commands.map(one => run(io, options, one));
    const failed = options.commands.length === 1 ? 1 : options.stopOnError ? 3 : 0;
    return fine.includes(false) ? failed : 0;
  }
  return io.tty ? interactive(io, options) : piped(io, options);
};

const pgDump: Program = (io, argv) => {
  const database = argv.findLast(word => !word.startsWith('-')) ?? 'postgres';
  io.out(`--\n-- PostgreSQL database dump of ${database} (stacktop's demo engine: no real data)\n--\n\n`);
  for (const table of tablesOf(io)) {
    io.out(
      `CREATE TABLE public.${table} (\n    id bigint NOT NULL,\n    created_at timestamp with time zone,\n    body text\n);\n\n`,
    );
    io.out(`COPY public.${table} (id, created_at, body) FROM stdin;\n1\t2026-01-05 12:00:00+00\tdemo\n\\.\n\n`);
  }
  io.out('-- PostgreSQL database dump complete\n');
  return 0;
};

const isReady: Program = io => {
  const fine = !io.container.checkFails;
  io.out(`/var/run/postgresql:5432 - ${fine ? 'accepting connections' : 'no response'}\n`);
  return fine ? 0 : 2;
};

export const postgresPrograms: Readonly<Record<string, Program>> = {
  psql,
  pg_isready: isReady,
  pg_dump: pgDump,
  postgres: () => 0,
};
