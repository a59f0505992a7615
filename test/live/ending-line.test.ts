import {describe, expect, test} from 'vitest';
import {earlyWords, lineOfEnding} from '../../source/live/ending-line.js';
import {serviceFor} from '../../source/services/recognise.js';

const {verdict} = serviceFor('postgres');
const line = (code: number | null, words: string | null): string => lineOfEnding('psql in shop/db', code, words, verdict).text;

describe('how a console ended', () => {
  test.each<readonly [string, number | null, string | null, string]>([
    ['is its exit code', 0, 'orders=# ', 'psql in shop/db ended: exit code 0'],
    ['is its exit code after a session', 2, null, 'psql in shop/db ended: exit code 2'],
    ['is not known where the engine does not say', null, 'x', 'psql in shop/db ended: the engine does not say how'],
    ['is no fault of what it said when a person stopped it', 130, 'FATAL:  nothing', 'psql in shop/db ended: exit code 130'],
    ['is its exit code where it said nothing', 127, '', 'psql in shop/db could not run: exit code 127, not found'],
    [
      'is said in the words of what could not begin, with what to try',
      2,
      'psql: error: connection to server on socket "/run/.s.PGSQL.5432" failed: FATAL:  database "nope" does not exist\n',
      `psql in shop/db: FATAL: database "nope" does not exist; \\l lists the databases; the container's POSTGRES_DB counts only when its volume was made`,
    ],
    [
      'is said for a program that is not there',
      126,
      'OCI runtime exec failed: exec failed: unable to start container process: exec: "psql": executable file not found in $PATH: unknown\n',
      'psql in shop/db: psql is not in the image; use a container on the same network that has it; if this is not PostgreSQL, the label stacktop.kind says what it is',
    ],
  ])('%s', (_, code, words, expected) => {
    expect(line(code, words)).toBe(expected);
  });

  test('counts what was said early, and little of it', () => {
    let now = 0;
    const words = earlyWords(() => now);
    words.push(Buffer.from('no\r\n'));
    expect(words.taken()).toBe('no\n');
    now = 6000;
    expect(words.taken()).toBeNull();
    now = 0;
    words.push(Buffer.alloc(5000));
    expect(words.taken()).toBeNull();
  });
});
