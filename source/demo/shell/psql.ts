import {type History, readPiped, readTyped} from './line-editor.js';
import {type Io, interrupted, type Program} from './program.js';
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
  } else if (word === '\\echo') {
    io.out(`${line.slice(word.length).trim()}\n`);
  } else if (word === '\\?') {
    io.out('The demo knows \\dt \\l \\du \\conninfo \\q and simple SELECTs.\n');
  } else if (!['\\timing', '\\x', '\\pset', '\\set'].includes(word)) {
    io.err(`invalid command ${word}\nTry \\? for help.\n`);
  }
};

const sleeping = /^\s*select\s+pg_sleep\s*\(\s*([\d.]+)\s*\)/i;

/** What the database says to one statement; null when it was cancelled in the middle. */
const answerTo = async (io: Io, statement: string): Promise<SqlAnswer | null> => {
  const seconds = sleeping.exec(statement)?.[1];
  if (seconds === undefined) return answerSql(io, statement);
  if (await interrupted(io, Number(seconds) * 1000)) return null;
  return {kind: 'rows', heads: ['pg_sleep'], rows: [['']]};
};

/** Runs what one line or `-c` holds; false at the first error. */
const run = async (io: Io, options: Options, text: string): Promise<boolean> => {
  if (text.trim().startsWith('\\')) {
    backslash(io, options, text.trim());
    return true;
  }
  for (const statement of text.split(';').filter(one => one.trim() !== '')) {
    const answer = await answerTo(io, statement);
    if (!answer) io.err('Cancel request sent\nERROR:  canceling statement due to user request\n');
    if (!answer || !show(io, options, answer)) return false;
  }
  return true;
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
    else if (line.startsWith('\\')) await run(io, options, line);
    else {
      pending = `${pending} ${typed.text}`;
      if (line.endsWith(';')) {
        await run(io, options, pending);
        pending = '';
      } else if (pending.trim() === '') pending = '';
    }
  }
};

/** What is piped in runs as it comes; the rows that follow a COPY are counted, and kept nowhere. */
const piped = async (io: Io, options: Options): Promise<number> => {
  let pending = '';
  let rows: number | null = null;
  let fine = true;
  const take = async (text: string): Promise<void> => {
    pending = '';
    fine = (await run(io, options, text)) && fine;
  };
  for (let line = await readPiped(io); line !== null; line = await readPiped(io)) {
    if (rows !== null && line !== '\\.') rows += 1;
    else if (rows !== null) {
      if (!options.quiet) io.out(`COPY ${rows}\n`);
      rows = null;
    } else if (pending.trim() === '' && line.startsWith('\\')) await take(line);
    else if (!line.startsWith('--')) pending += `${line}\n`;
    if (/^\s*copy\b.*\bfrom\s+stdin\s*;\s*$/is.test(pending)) {
      rows = 0;
      pending = '';
    } else if (/;\s*$/.test(pending)) await take(pending);
    if (io.ended.aborted) return 130;
    if (!fine && options.stopOnError) return 3;
  }
  await take(pending);
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
    const fine: boolean[] = [];
    for (const one of options.commands) fine.push(await run(io, options, one));
    const failed = options.commands.length === 1 ? 1 : options.stopOnError ? 3 : 0;
    return fine.includes(false) ? failed : 0;
  }
  return io.tty ? interactive(io, options) : piped(io, options);
};

const pgDump: Program = (io, argv) => {
  const database = argv.slice(1).findLast(word => !word.startsWith('-')) ?? io.env.get('PGDATABASE') ?? 'postgres';
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
