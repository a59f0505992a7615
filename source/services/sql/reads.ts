import type {Statement, Token} from './scan.js';

const starts = ['SELECT', 'TABLE', 'VALUES', 'WITH', 'SHOW', 'EXPLAIN', 'DESCRIBE', 'DESC', 'USE', 'HELP'];
const explained = ['SELECT', 'TABLE', 'VALUES', 'WITH'];

/** Words that a statement that only reads has no use for outside of quotes; FOR UPDATE locks rows, SELECT INTO makes a table. */
const writes = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE', 'INTO', 'SHARE', 'EXECUTE', 'NEXTVAL', 'OUTFILE', 'DUMPFILE']);

/** Built-in functions that change something no read-only transaction keeps them from: connections, locks, files, settings, replication. */
const effects = new RegExp(
  `^(${[
    'pg_(terminate|cancel|reload|rotate|promote|switch|create|drop|replication|logical|copy|sync|advisory|try_advisory|notify|log|backup|restore|import|export)\\w*',
    'pg_(start_backup|stop_backup|wal_replay|xlog_replay|stat_\\w*reset|stat_clear|file_(write|unlink|rename|sync)|prewarm)\\w*',
    'lo_\\w+|lowrite|set_config|setval|nextval|ts_stat|ts_rewrite',
    'dblink\\w*|\\w+_to_xml\\w*|crosstab\\w*|connectby|xpath_table',
    '(drop|add|remove|alter|delete|create|attach|detach|refresh|set|run|compress|decompress|recompress|move|reorder)_\\w+',
    '(get|release|release_all)_locks?|sys_exec|sys_eval|schedule|unschedule|http\\w*',
  ].join('|')})$`,
  'i',
);

const callsEffect = (tokens: readonly Token[]): boolean =>
  tokens.some(
    (token, at) =>
      (token.kind === 'word' || token.kind === 'name') &&
      tokens[at + 1]?.kind === 'sign' &&
      tokens[at + 1]?.text === '(' &&
      effects.test(token.written),
  );

const isWord = (token: Token | undefined, words: readonly string[]): boolean =>
  token?.kind === 'word' && words.includes(token.text);

/** What EXPLAIN is about: ANALYZE runs it. */
const explainedTokens = (tokens: readonly Token[]): readonly Token[] => {
  let at = 1;
  while (isWord(tokens[at], ['ANALYZE', 'ANALYSE', 'VERBOSE', 'EXTENDED', 'FORMAT', 'JSON', 'TREE', 'TRADITIONAL', '='])) at += 1;
  if (tokens[at]?.text === '(' && !isWord(tokens[at + 1], explained)) {
    while (at < tokens.length && tokens[at]?.text !== ')') at += 1;
    at += 1;
  }
  return tokens.slice(at);
};

/**
 * Whether a statement is known to only read. Functions of the person's own could do anything: that is why the server is told to allow
 * no writes as well, which a statement of these cannot switch off.
 */
export const statementReads = ({tokens}: Statement): boolean => {
  if (tokens.length === 0) return true;
  const body = isWord(tokens[0], ['EXPLAIN']) ? explainedTokens(tokens) : tokens;
  const first = body.find(token => !(token.kind === 'sign' && token.text === '('));
  if (!isWord(first, body === tokens ? starts : explained)) return false;
  if (isWord(tokens[0], ['SHOW', 'USE', 'HELP'])) return true;
  if (isWord(tokens[0], ['DESCRIBE', 'DESC'])) return !tokens.some(token => isWord(token, ['ANALYZE'])); // MySQL's other word for EXPLAIN
  // U&"…" can spell any name
  if (tokens.some((token, at) => token.text === 'U' && tokens[at + 1]?.text === '&')) return false;
  return !body.some(token => token.kind === 'word' && writes.has(token.text)) && !callsEffect(body);
};
