import {describe, expect, test} from 'vitest';
import {createSqlWatch} from '../../source/operations/sql-watch.js';

/** What is known of a text that comes in pieces of that many bytes. */
const watched = (text: string, size: number) => {
  const watch = createSqlWatch();
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) watch.see(bytes.subarray(at, at + size));
  return {cutOff: watch.cutOff(), ends: watch.endsTransactions(), connects: watch.changesDatabase()};
};
const nothing = {cutOff: false, ends: false, connects: false};
const head = '--\n-- PostgreSQL database dump\n--\n\n\\restrict x\n';
const end = '--\n-- PostgreSQL database dump complete\n--\n\n\\unrestrict x\n\n';
const rows = `COPY a (b) FROM stdin;\n${'long '.repeat(80)}\\n\\\\c elsewhere; COMMIT; \\\\connect\n\\\\c at the start of a row\n\\.\n`;
const body = 'create function f() returns void as $$\nbegin\n  null;\nend;\n$$ language plpgsql;\n';

describe.each([1, 2, 7, 100, 4096])('of SQL in pieces of %i bytes it is known', size => {
  test.each([
    ['that a dump is whole', head + rows + body + end, nothing],
    ['that its last line is missing', head + rows + body, {...nothing, cutOff: true}],
    ['nothing of what is no dump', `select 1;\n${rows}`, nothing],
    ['that it ends a transaction', `begin;\nselect 1;\n  Commit ;\n${rows}`, {...nothing, ends: true}],
    ['that it goes to another database', `${head}${rows}\\connect other\n${end}`, {...nothing, connects: true}],
    ['that it does so in short', '\\c other\n', {...nothing, connects: true}],
    ['that of all databases some are missing', '--\n-- PostgreSQL database cluster dump\n--\n', {...nothing, cutOff: true}],
  ])('%s', (_, text, expected) => {
    expect(watched(text, size)).toEqual(expected);
  });
});
