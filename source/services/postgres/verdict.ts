import type {Ending, Verdict} from '../service.js';
import {exitedWith, failed, fine, lastLine, lineWith, neverRan} from '../verdict.js';

const hints: readonly (readonly [RegExp, string])[] = [
  [/role "[^"]*" does not exist/, "\\du lists the roles; the container's POSTGRES_USER counts only when its volume was made"],
  [
    /database "[^"]*" does not exist/,
    "\\l lists the databases; the container's POSTGRES_DB counts only when its volume was made",
  ],
  [
    /No such file or directory|Connection refused|the database system is (starting up|shutting down|in recovery)/,
    'it may be starting: try again in a few seconds',
  ],
  [/no password supplied/, 'the server asks for a password that the environment of the container does not have'],
  [/password authentication failed/, 'the password in the environment of the container is not, or no longer, that of the role'],
  [
    /too many clients|remaining connection slots/,
    'every connection is taken: "connections by state" in the container of an application that can wait',
  ],
  [/read-only transaction/, 'stacktop was started with --read-only'],
  [/statement timeout/, ''],
  [/could not translate host name/, 'the name is not known in this container: is it on the same network?'],
];

const readiness: Readonly<Record<number, string>> = {
  1: 'the server refuses connections: it is starting up',
  2: 'the server does not answer',
  3: 'no attempt was made: bad arguments',
};

const stripped = (line: string): string =>
  line
    .replace(/^(?:psql|pg_dump|pg_dumpall|pg_restore|createdb|dropdb|vacuumdb): (?:error: )?/, '')
    .replace(/^psql:[^:]*:\d+: /, '')
    .replace(/^\\connect: (?=connection to server)/, '')
    .replace(/^connection to server (?:on socket|at) .*? failed: (?=FATAL|fe_sendauth)/, '')
    .replace(/^(ERROR|FATAL|PANIC):\s+/, '$1: ');

/**
 * What an answer of psql and its siblings amounts to. Warnings and notices on stderr are no failure; the first error counts, as what
 * follows it is often its consequence. The server's own HINT is the best there is.
 */
export const postgresVerdict = (ending: Ending): Verdict => {
  const {exitCode, stdout, stderr} = ending;
  if (exitCode === 0) return fine;
  const never = neverRan(ending, 'PostgreSQL');
  if (never) return never;
  if (exitCode === 130 || exitCode === 143) return failed('it was stopped');
  const error =
    lineWith(stderr, /^.*(?:ERROR|FATAL|PANIC|error):.*/) ??
    lineWith(stderr, /^(invalid command .*|\\\w+: .*|\w+: (?:unrecognized|invalid) option.*)/);
  if (error === null && exitCode === null) return fine;
  const ready = exitCode === null ? undefined : readiness[exitCode];
  if (error === null && / - (rejecting connections|no response|no attempt)/.test(stdout) && ready !== undefined)
    return failed(ready, 'it may be starting: try again in a few seconds');
  const line = error ?? lastLine(stderr);
  if (line === '') return exitedWith(exitCode ?? 1);
  const message = stripped(line);
  const told = lineWith(stderr, /^HINT:\s+(.*)/) ?? lineWith(stderr, /^DETAIL:\s+(.*)/);
  return failed(message, told ?? hints.find(([pattern]) => pattern.test(message))?.[1] ?? '');
};
