import {between, hash} from '../random.js';
import type {Io} from './program.js';

export type SqlAnswer =
  | {readonly kind: 'rows'; readonly heads: readonly string[]; readonly rows: readonly (readonly (string | number)[])[]}
  | {readonly kind: 'done'; readonly tag: string}
  | {readonly kind: 'error'; readonly message: string};

const rows = (heads: readonly string[], ...list: readonly (readonly (string | number)[])[]): SqlAnswer => ({
  kind: 'rows',
  heads,
  rows: list,
});

/** Tables of the demo's databases; AUREN's are those of its profile. */
export const tablesOf = (io: Io): readonly string[] =>
  io.container.spec.project === 'auren'
    ? ['agent_memories', 'biometric_events', 'events', 'hypotheses', 'learning_progress', 'neuros_checkpoints']
    : ['calls', 'events', 'sessions', 'users'];

const databaseOf = (io: Io) => io.env.get('POSTGRES_DB') ?? 'postgres';

const sizeOf = (io: Io) => between(9, 900, io.container.spec.name, 'size') * 1_048_576 + 7_340_032;

const pretty = (bytes: number) => `${Math.round(bytes / 1_048_576)} MB`;

const countOf = (io: Io, table: string) =>
  between(40, 90_000, io.container.spec.name, table) + (Math.floor(io.world.now() / 60_000) % 500);

/** Blocks read from the disk since the start; for each of them 124 came from the cache. */
const readsOf = (io: Io) => between(900, 90_000, io.container.spec.name, 'reads') + (Math.floor(io.world.now() / 1000) % 10_000);

/** Items of a SELECT without FROM, or over the statistics views: each is answered by itself, so that any mix of them works. */
const values: readonly (readonly [RegExp, (io: Io) => string | number, string])[] = [
  [/^\s*case\b.*pg_is_in_recovery/s, () => 0, 'case'],
  [/max\s*\(.*query_start/s, () => '', 'max'],
  [/max\s*\(.*xact_start/s, () => '', 'max'],
  [/wait_event_type\s*=\s*'lock'/, () => 0, 'count'],
  [/count\s*\(.*pg_stat_replication/s, () => 0, 'count'],
  [/^\s*\(\s*select\s+blks_hit\b/, io => readsOf(io) * 124, 'blks_hit'],
  [/^\s*\(\s*select\s+blks_read\b/, readsOf, 'blks_read'],
  [/pg_size_pretty\s*\(\s*pg_database_size/, io => pretty(sizeOf(io)), 'pg_size_pretty'],
  [/pg_database_size/, sizeOf, 'pg_database_size'],
  [/max_connections/, () => 100, 'max_connections'],
  [/count\s*\(.*pg_stat_activity|numbackends/, io => 4 + (Math.floor(io.world.now() / 20_000) % 5), 'count'],
  [/version\s*\(\s*\)/, () => 'PostgreSQL (the demo engine of stacktop)', 'version'],
  [/current_database/, databaseOf, 'current_database'],
  [/current_user/, io => io.env.get('POSTGRES_USER') ?? 'postgres', 'current_user'],
  [/now\s*\(\s*\)/, io => new Date(io.world.now()).toISOString().replace('T', ' ').replace('Z', '+00'), 'now'],
  [/blks_hit|hit_ratio/, () => '99.2', 'hit'],
  [/pg_is_in_recovery/, () => 'f', 'pg_is_in_recovery'],
];

/** Splits at commas outside of brackets. */
const items = (list: string): readonly string[] => {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const char of list) {
    if (char === '(') depth += 1;
    if (char === ')') depth -= 1;
    if (char === ',' && depth === 0) {
      parts.push(part);
      part = '';
    } else part += char;
  }
  return [...parts, part];
};

/** A number or a string as it stands. */
const literalIn = (item: string): string | number | null => {
  const [, number, text] = /^\s*(?:(\d+)|'([^']*)')\s*(?:\bas\s+"?\w+"?\s*)?$/i.exec(item) ?? [];
  return number === undefined ? (text ?? null) : Number(number);
};

const selectValues = (io: Io, list: string): SqlAnswer | null => {
  const answers = items(list).map(item => {
    const known = values.find(([pattern]) => pattern.test(item.toLowerCase()));
    const alias = /\bas\s+"?(\w+)"?\s*$/i.exec(item)?.[1];
    const literal = literalIn(item);
    if (literal !== null) return {head: alias ?? '?column?', value: literal};
    return known ? {head: alias ?? known[2], value: known[1](io)} : null;
  });
  const found = answers.filter(one => one !== null);
  if (found.length < answers.length) return null;
  return rows(
    found.map(one => one.head),
    found.map(one => one.value),
  );
};

const activity = (io: Io): SqlAnswer =>
  rows(
    ['pid', 'usename', 'state', 'query'],
    ...[0, 1, 2].map(index => [
      80 + (hash(io.container.spec.name, index) % 900),
      io.env.get('POSTGRES_USER') ?? 'postgres',
      index === 0 ? 'active' : 'idle',
      index === 0 ? 'SELECT …' : 'COMMIT',
    ]),
  );

const fromTable = (io: Io, table: string, statement: string): SqlAnswer => {
  if (/pg_stat_activity/.test(table)) return /count\s*\(/i.test(statement) ? rows(['count'], [5]) : activity(io);
  if (/pg_database/.test(table)) return rows(['datname', 'size'], [databaseOf(io), pretty(sizeOf(io))], ['postgres', '7 MB']);
  if (/pg_stat_user_tables|pg_class|information_schema/.test(table)) {
    return rows(
      ['relname', 'n_live_tup', 'size'],
      ...tablesOf(io).map(one => [one, countOf(io, one), pretty(countOf(io, one) * 900)]),
    );
  }
  if (!tablesOf(io).includes(table)) return {kind: 'error', message: `relation "${table}" does not exist`};
  if (/count\s*\(/i.test(statement)) return rows(['count'], [countOf(io, table)]);
  return rows(['id', 'created_at', 'body'], ...[1, 2, 3].map(id => [id, '2026-01-05 12:00:00+00', `row ${id} of the demo`]));
};

/** What the demo's database says to one statement. */
export const answerSql = (io: Io, statement: string): SqlAnswer => {
  const text = statement.trim().replace(/;+\s*$/, '');
  const select = /^select\s+(.*)$/is.exec(text)?.[1];
  if (select !== undefined) {
    const whole = selectValues(io, select);
    if (whole) return whole;
    const from = /\bfrom\s+("?)([\w.]+)\1/i.exec(text)?.[2];
    const picked =
      from && /pg_stat_(database|activity)|pg_settings/.test(from) ? selectValues(io, select.replace(/\bfrom\b.*$/is, '')) : null;
    if (picked) return picked;
    return from === undefined
      ? rows(['?column?'], ['(the demo cannot work this out)'])
      : fromTable(io, from.replace(/^public\./, ''), text);
  }
  const show = /^show\s+(\w+)/i.exec(text)?.[1];
  if (show !== undefined) return rows([show], [show === 'max_connections' ? '100' : 'demo']);
  const word = /^\w+/.exec(text)?.[0]?.toUpperCase() ?? '';
  if (['BEGIN', 'COMMIT', 'ROLLBACK', 'SET', 'VACUUM', 'ANALYZE', 'REINDEX'].includes(word)) return {kind: 'done', tag: word};
  if (['INSERT', 'UPDATE', 'DELETE', 'CREATE', 'DROP', 'ALTER', 'TRUNCATE', 'COPY', 'GRANT'].includes(word)) {
    return {kind: 'done', tag: `${word} 0`};
  }
  return {kind: 'error', message: `syntax error at or near "${/^\S+/.exec(text)?.[0] ?? ''}"`};
};
