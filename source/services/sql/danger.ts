import {deletes, updates} from './rows.js';
import {type Dialect, type Statement, statementsOf, type Token} from './scan.js';
import {isSign, isWord, nameAt, skip} from './tokens.js';

const objects =
  'TABLE DATABASE SCHEMA VIEW MATERIALIZED INDEX SEQUENCE COLUMN CONSTRAINT PARTITION TYPE DOMAIN FUNCTION PROCEDURE ROUTINE AGGREGATE TRIGGER EVENT ROLE USER OWNED EXTENSION POLICY RULE PUBLICATION SUBSCRIPTION SERVER FOREIGN TABLESPACE LANGUAGE CAST COLLATION OPERATOR ACCESS STATISTICS TEMPORARY UNIQUE PRIMARY KEY GLOBAL TRANSFORM TEXT CONVERSION GROUP UNDO PREPARE CHECK'.split(
    ' ',
  );

const drops = (tokens: readonly Token[], at: number): string | null => {
  const [first] = tokens;
  const next = tokens[at + 1];
  if (isWord(first, 'ALTER') && at > 0) {
    if (isWord(next, 'DEFAULT', 'NOT', 'IDENTITY', 'EXPRESSION')) return null;
    const at1 = skip(tokens, at + 1, 'IF', 'EXISTS', 'COLUMN', 'CONSTRAINT', 'INDEX', 'KEY', 'PARTITION', 'FOREIGN', 'CHECK');
    return `drops ${nameAt(tokens, at1) || 'a part'} of ${nameAt(tokens, skip(tokens, 2, 'IF', 'EXISTS', 'ONLY')) || 'a table'}`;
  }
  if (at > 0 && !isWord(next, ...objects)) return null; // a column may be called drop
  let after = at + 1;
  const what: string[] = [];
  while (isWord(tokens[after], ...objects)) what.push(tokens[after++]?.text.toLowerCase() ?? '');
  after = skip(tokens, after, 'CONCURRENTLY', 'IF', 'EXISTS', 'BY');
  return `drops ${[...what, nameAt(tokens, after)].filter(word => word !== '').join(' ') || 'something'}`;
};

/** Functions that end, delete or run what their text says. */
const functions: Readonly<Record<string, string>> = {
  PG_TERMINATE_BACKEND: 'ends connections',
  PG_CANCEL_BACKEND: 'cancels queries of others',
  PG_DROP_REPLICATION_SLOT: 'drops a replication slot',
  PG_PROMOTE: 'makes the standby a primary',
  LO_UNLINK: 'deletes a large object',
  DROP_CHUNKS: 'drops chunks of a hypertable',
  SETVAL: 'sets a sequence',
};

const code = /\b(drop\s+\w+|truncate|delete\s+from|alter\s+system|pg_terminate_backend|vacuum\s+full)\b/i;
/** What runs the text that it is given, where a statement could hide. */
const runsText = /^(DO|EXECUTE|PREPARE|CALL|DBLINK\w*|\w+_TO_XML\w*)$/;

const hidden = (statement: Statement, dialect: Dialect): string | null => {
  if (!statement.tokens.some(token => token.kind === 'word' && runsText.test(token.text))) return null;
  const texts = statement.tokens.filter(token => token.kind === 'text').map(token => token.text);
  for (const text of texts) {
    const found = sqlDanger(text, dialect);
    if (found !== null) return found;
  }
  // put together from pieces: 'DROP ' || 'TABLE ' || name
  const pieces = texts.join(' ');
  const joined = pieces.replace(/'?\s*\|\|\s*'?/g, ' ');
  const found = code.exec(joined) ?? code.exec(pieces.replace(/'\s*\|\|\s*'/g, '')) ?? code.exec(texts.join('')); // 'DR' || 'OP TABLE'
  return found === null ? null : `runs code with ${found[0].toUpperCase().replace(/\s+/g, ' ')} in it`;
};

const beginnings = (tokens: readonly Token[]): string | null => {
  const [first, second] = tokens;
  const has = (...words: readonly string[]): boolean => tokens.some(token => isWord(token, ...words));
  if (isWord(first, 'ALTER') && isWord(second, 'SYSTEM')) return "changes the server's settings";
  if (isWord(first, 'SET') && isWord(second, 'GLOBAL', 'PERSIST')) return "changes the server's settings";
  if (
    isWord(first, 'SET') &&
    /^@@(GLOBAL|PERSIST)/.test(
      tokens
        .map(token => token.text)
        .slice(1, 5)
        .join(''),
    )
  )
    return "changes the server's settings";
  if (isWord(first, 'ALTER') && isWord(second, 'ROLE', 'USER', 'GROUP')) return 'changes who may log in';
  if (isWord(first, 'REVOKE')) return 'takes rights away';
  if (isWord(first, 'VACUUM') && has('FULL')) return 'locks tables while it rewrites them';
  if (isWord(first, 'CLUSTER')) return 'locks tables while it rewrites them';
  if (isWord(first, 'REINDEX') && !has('CONCURRENTLY')) return 'locks tables while it rewrites their indexes';
  if (isWord(first, 'COPY') && has('PROGRAM')) return 'runs a program on the server';
  if (isWord(first, 'ALTER') && has('DETACH', 'DISCARD')) return 'takes a part of a table away';
  if (isWord(first, 'SHUTDOWN', 'RESTART') && tokens.length < 3) return 'stops the server';
  if (isWord(first, 'KILL')) return 'ends a connection';
  if (isWord(first, 'RESET') && isWord(second, 'MASTER', 'SLAVE', 'REPLICA', 'BINARY', 'PERSIST')) return 'resets replication';
  if (isWord(first, 'PURGE')) return 'deletes binary logs';
  if (isWord(first, 'STOP') && isWord(second, 'SLAVE', 'REPLICA', 'GROUP_REPLICATION')) return 'stops replication';
  return null;
};

const openings = ['BEGIN', 'THEN', 'ELSE', 'LOOP', 'AS', 'ATOMIC'];

const statementDanger = (statement: Statement, dialect: Dialect): string | null => {
  const {tokens} = statement;
  const [first] = tokens;
  if (isWord(first, 'EXPLAIN') && !tokens.some(token => isWord(token, 'ANALYZE', 'ANALYSE'))) return null; // it is not run
  if (isWord(first, 'GRANT', 'COMMENT')) return null;
  const begun = beginnings(tokens);
  if (begun !== null) return begun;
  for (const [at, token] of tokens.entries()) {
    if ((token.kind === 'word' || token.kind === 'name') && isSign(tokens[at + 1], '(')) {
      const effect = functions[token.text.toUpperCase()];
      if (effect !== undefined) return effect;
    }
    if (token.kind !== 'word' || isSign(tokens[at - 1], '.')) continue;
    if (token.text === 'TRUNCATE' && !isSign(tokens[at + 1], '(') && (at === 0 || isWord(tokens[at - 1], ...openings)))
      return `empties ${nameAt(tokens, skip(tokens, at + 1, 'TABLE', 'ONLY')) || 'a table'}`;
    const found =
      token.text === 'DROP'
        ? drops(tokens, at)
        : token.text === 'DELETE'
          ? deletes(tokens, at)
          : token.text === 'UPDATE'
            ? updates(tokens, at)
            : null;
    if (found !== null) return found;
  }
  return hidden(statement, dialect);
};

/** What the statements of a text would lose, or whom they would interrupt, in words; null when nothing and nobody. Backslash commands are not looked at. */
export function sqlDanger(text: string, dialect: Dialect): string | null {
  for (const statement of statementsOf(text, dialect)) {
    const found = statementDanger(statement, dialect);
    if (found !== null) return found;
  }
  return null;
}
