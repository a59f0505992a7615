import type {Ending, Verdict} from '../service.js';
import {exitedWith, failed, fine, lastWords, lineWith, neverRan} from '../verdict.js';

const hints: readonly (readonly [RegExp, string])[] = [
  [/ECONNREFUSED|MongoNetworkError/, 'it may be starting: try again in a few seconds'],
  [/Authentication failed/, "the password in the environment of the container is not, or no longer, the server's"],
  [/requires authentication|not authorized/, 'the environment of the container has no password of an administrator'],
];

/** What an answer of mongosh amounts to. */
export const mongoVerdict = (ending: Ending): Verdict => {
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
  const last = lastWords(ending);
  return last === '' ? exitedWith(exitCode) : failed(last);
};
