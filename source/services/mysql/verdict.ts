import type {Ending, Verdict} from '../service.js';
import {exitedWith, failed, fine, lastLine, lineWith, neverRan} from '../verdict.js';

const hints: readonly (readonly [RegExp, string])[] = [
  [/^ERROR 1045/, "the password in the environment of the container is not, or no longer, the server's"],
  [/^ERROR 1049/, 'SHOW DATABASES lists what there is'],
  [/^ERROR (2002|2003|2013)/, 'it may be starting: try again in a few seconds'],
  [/^ERROR 1040/, 'every connection is taken'],
  [/^ERROR 1792/, 'stacktop was started with --read-only'],
];

/** What an answer of the client and its siblings amounts to. */
export const mysqlVerdict = (ending: Ending): Verdict => {
  const {exitCode, stdout, stderr} = ending;
  if (exitCode === 0) return fine;
  const never = neverRan(ending, 'MySQL');
  if (never) return never;
  if (exitCode === 130 || exitCode === 143) return failed('it was stopped');
  const line =
    lineWith(stderr, /^((?:ERROR \d+|(?:mysql|mariadb)[\w-]*: (?:\[ERROR\] |Error:? |Got error:? |connect to server)).*)/) ??
    lastLine(stderr);
  if (line === '') return exitCode === null ? fine : exitedWith(exitCode ?? 1);
  // the first line may be about the password of an older way to give one
  if (exitCode === null && !/^ERROR/.test(line)) return fine;
  const message = line || lastLine(stdout);
  return failed(message.replace(/ at line \d+(?=:)/, ''), hints.find(([pattern]) => pattern.test(message))?.[1] ?? '');
};
