import type {Ending, Verdict} from '../service.js';
import {exitedWith, failed, fine, lastWords, lineWith, neverRan} from '../verdict.js';

/** First words of errors of the server (redis.io/docs/latest/develop/reference/protocol-spec, simple errors). */
const error =
  /^(?:\(error\) )?((?:ERR|NOAUTH|WRONGPASS|WRONGTYPE|NOPERM|MISCONF|READONLY|LOADING|OOM|BUSY|BUSYKEY|NOSCRIPT|MOVED|ASK|CLUSTERDOWN|CROSSSLOT|EXECABORT|MASTERDOWN|NOREPLICAS|UNKILLABLE|DENIED|TRYAGAIN|NOPROTO|INPROG|NOGOODSLAVE|UNSTABLE|NOTBUSY|UNBLOCKED|IOERR|BADNAME)\b.*)/;

const hints: readonly (readonly [RegExp, string])[] = [
  [
    /^NOAUTH/,
    'the server asks for a password that neither its command nor its environment tells: it may be in a configuration file',
  ],
  [/WRONGPASS|invalid password/, "the password of the container's command or environment is not, or no longer, the server's"],
  [/^MISCONF/, 'it cannot save to disk and refuses writes: its log says why'],
  [/^OOM/, 'maxmemory is reached: INFO memory, and CONFIG GET maxmemory*'],
  [/^LOADING/, 'it is reading its data: try again in a few seconds'],
  [/^READONLY/, 'this one is a replica: write to its primary (INFO replication)'],
  [/^MOVED/, 'it is part of a cluster: another node has the key'],
  [/^NOPERM/, 'ACL WHOAMI says who this is'],
  [/Could not connect/, 'it may be starting: try again in a few seconds'],
];

const judged = (message: string): Verdict => failed(message, hints.find(([pattern]) => pattern.test(message))?.[1] ?? '');

/**
 * What an answer of redis-cli amounts to. Without `-e` errors come on stdout with exit code 0, an empty line after them: the value of a
 * key that looks like one has none. A complaint about AUTH on stderr is no failure by itself, as the answer may follow all the same.
 */
export const redisVerdict = (ending: Ending): Verdict => {
  const {exitCode, stdout, stderr} = ending;
  const first = stdout.slice(0, 65_536);
  if (exitCode === 0) {
    const told = /(?:^|\n)([^\n]+)\r?\n\r?\n$/.exec(first)?.[1];
    const found = told === undefined ? null : error.exec(told)?.[1];
    if (!found) return fine;
    const auth = lineWith(stderr, /AUTH failed: ((?:WRONGPASS|NOPERM).*)/);
    return judged(auth ?? found);
  }
  const never = neverRan(ending, 'Redis');
  if (never) return never;
  if (exitCode === 130 || exitCode === 143) return failed('it was stopped');
  const option = lineWith(stderr, /(Unrecognized option or bad number of args for: '-e')/);
  if (option !== null) return {...failed(option), unfit: true};
  const auth = lineWith(stderr, /AUTH failed: ((?:WRONGPASS|NOPERM).*)/);
  const found =
    auth ??
    lineWith(stderr, error) ??
    lineWith(stderr, /(Could not connect .*|Unrecognized option .*)/) ??
    lineWith(first, error);
  if (found !== null) return judged(found);
  if (exitCode === null) return fine;
  const line = lastWords({exitCode, stdout: first, stderr});
  return line === '' ? exitedWith(exitCode) : judged(line);
};
