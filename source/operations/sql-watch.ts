/** What is to be known of SQL that streams by. */
export interface SqlWatch {
  see(bytes: Buffer): void;
  /** It began as a dump and did not end as one. */
  cutOff(): boolean;
  /** It ends transactions itself. Rows that look so are taken for it, too. */
  endsTransactions(): boolean;
  /** It goes to another database, and would leave what was begun in the first one. Rows cannot look so: COPY doubles the backslash. */
  changesDatabase(): boolean;
}

/** Comments of pg_dump and pg_dumpall at either end. */
const first = /^-- PostgreSQL database (?:cluster )?dump$/m;
const last = /^-- PostgreSQL database (?:cluster )?dump complete$/m;
const ends = /^[ \t]*(?:commit|rollback|abort)\b[^;\n]{0,40};/im;
const connects = /^[ \t]*\\c(?:onnect)?\b/m;

/** Looked at of either end of the text. */
const endBytes = 4096;
/** A line that is cut in two by a chunk's end is looked at again with the next one, as far as what is looked for is long. */
const overlap = 200;

export const createSqlWatch = (): SqlWatch => {
  let head = '';
  let tail = '\n';
  let ended = false;
  let connected = false;
  return {
    see(bytes) {
      const text = bytes.toString('latin1');
      if (head.length < endBytes) head += text.slice(0, endBytes - head.length);
      const before = tail.slice(-overlap);
      const line = before.lastIndexOf('\n');
      // The middle of a long line is no beginning of one.
      const looked = line < 0 ? `-${text}` : before.slice(line + 1) + text;
      ended ||= ends.test(looked);
      connected ||= connects.test(looked);
      tail = (tail + text).slice(-endBytes);
    },
    cutOff: () => first.test(head) && !last.test(tail),
    endsTransactions: () => ended,
    changesDatabase: () => connected,
  };
};
