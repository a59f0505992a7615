import {describe, expect, test} from 'vitest';
import type {ServiceKind} from '../../source/model/profile.js';
import type {Vitals} from '../../source/model/vitals.js';
import {serviceFor} from '../../source/services/recognise.js';
import {VitalsError} from '../../source/services/service.js';
import {target} from './target.js';

const read = (kind: ServiceKind, stdout: string, before: Vitals | null = null): Vitals => {
  const question = serviceFor(kind).vitals(target({image: kind}));
  if (!question) throw new Error(`${kind} has no vital signs`);
  return question.read(stdout, before);
};
const shown = ({facts}: Vitals): readonly string[] =>
  facts.map(({label, value, level}) => `${label}: ${value}${level === 'quiet' ? '' : ` (${level})`}`);

describe('postgres', () => {
  test('a quiet one', () => {
    const vitals = read('postgres', 'stacktop|3|100|7675239|9900|100|||0|f|0|0|\n');
    expect(shown(vitals)).toEqual(['connections: 3 of 100', 'database size: 7.3M', 'cache hits: 99%', 'longest query: none']);
    expect(vitals.troubles).toEqual([]);
  });

  test('one in trouble', () => {
    const vitals = read('postgres', 'stacktop|97|100|1300000000|1|1|312.4|900.1|4|f|0|2|104857600\n');
    expect(shown(vitals)).toEqual([
      'connections: 97 of 100 (bad)',
      'database size: 1.2G',
      'cache hits: 50%',
      'longest query: 5 min (warn)',
      'idle in transaction: 15 min (warn)',
      'waiting for a lock: 4 (warn)',
      'replicas: 2, 100M behind (warn)',
    ]);
    expect(vitals.troubles).toEqual(['97 of 100 connections']);
  });

  test('a standby that is behind', () => {
    const vitals = read('postgres', 'stacktop|1|100|1|1|0|||0|t|75.2|0|0\n');
    expect(shown(vitals)).toContain('standby, behind: 1 min (bad)');
    expect(vitals.troubles).toEqual(['1 min behind its primary']);
  });

  test('hits are those since the last answer, once there were enough', () => {
    const before = read('postgres', 'stacktop|1|100|1|100000|0|||0|f|0|0|\n');
    expect(shown(read('postgres', 'stacktop|1|100|1|100050|950|||0|f|0|0|\n', before))).toContain('cache hits: 5%');
    expect(shown(read('postgres', 'stacktop|1|100|1|100050|0|||0|f|0|0|\n', before))).toContain('cache hits: 100%');
  });

  test.each(['', 'stacktop|1\n', 'nonsense\n'])('no answer is told as one: %j', stdout => {
    expect(() => read('postgres', stdout)).toThrow(VitalsError);
  });
});

const info = (more: Readonly<Record<string, string | number>> = {}): string =>
  Object.entries({
    connected_clients: 4,
    maxclients: 10_000,
    used_memory: 100 * 1024 ** 2,
    maxmemory: 300 * 1024 ** 2,
    maxmemory_policy: 'allkeys-lru',
    evicted_keys: 10,
    keyspace_hits: 900,
    keyspace_misses: 100,
    rejected_connections: 0,
    db0: 'keys=120,expires=3,avg_ttl=0',
    db3: 'keys=5,expires=0,avg_ttl=0',
    ...more,
  })
    .map(([name, value]) => `${name}:${value}\r\n`)
    .join('');

describe('redis', () => {
  test('a quiet one', () => {
    const vitals = read('redis', `# Server\r\n${info()}`);
    expect(shown(vitals)).toEqual([
      'memory: 100M of 300M',
      'evicted: 10, allkeys-lru',
      'hits: 90%',
      'clients: 4 of 10000',
      'keys: 125',
    ]);
    expect(vitals.troubles).toEqual([]);
  });

  test('keys that were evicted since the last look', () => {
    const before = read('redis', info());
    expect(read('redis', info(), before).troubles).toEqual([]);
    expect(read('redis', info({evicted_keys: 17}), before).troubles).toEqual(['evicting keys: 7 since the last look']);
    expect(read('redis', info({evicted_keys: 0}), before).troubles, 'it was restarted').toEqual([]);
  });

  test('memory, clients, disk and primary', () => {
    const vitals = read(
      'redis',
      info({used_memory: 280 * 1024 ** 2, connected_clients: 9500, rdb_last_bgsave_status: 'err', master_link_status: 'down'}),
    );
    expect(vitals.troubles).toEqual([
      '280M of 300M of its memory',
      '9500 of 10000 clients',
      'last snapshot: failed',
      'link to its primary: down',
    ]);
  });

  test('no limit is none', () => {
    expect(shown(read('redis', info({maxmemory: 0})))).toContain('memory: 100M, no limit of its own');
  });

  test.each([
    ['NOAUTH Authentication required.\n\n', /NOAUTH/],
    ['', /empty/],
  ])('no answer is told as one: %j', (stdout, words) => {
    expect(() => read('redis', stdout)).toThrow(words);
  });
});

test('mysql', () => {
  const answer =
    'Innodb_buffer_pool_read_requests\t1000\nInnodb_buffer_pool_reads\t100\nSlow_queries\t5\nThreads_connected\t140\nThreads_running\t2\nmax_connections\t151\n';
  const vitals = read('mysql', answer);
  expect(shown(vitals)).toEqual(['connections: 140 of 151 (bad)', 'running: 2', 'cache hits: 90%', 'slow queries: 5']);
  expect(vitals.troubles).toEqual(['140 of 151 connections']);
  expect(shown(read('mysql', answer.replace('Slow_queries\t5', 'Slow_queries\t6'), vitals))).toContain('slow queries: 6 (warn)');
  expect(() => read('mysql', 'ERROR 1045\n')).toThrow(VitalsError);
});

test('the questions are light: one program, a limit, and no SQL in argv', () => {
  const {invocation} = serviceFor('postgres').vitals(target({image: 'postgres'})) ?? {};
  expect(invocation?.argv).toEqual([
    'psql',
    '-U',
    'postgres',
    '-d',
    'postgres',
    '-w',
    '-XAtq',
    '-F',
    '|',
    '-v',
    'ON_ERROR_STOP=1',
  ]);
  expect(invocation?.env).toContain('PGOPTIONS=-c statement_timeout=2000 -c default_transaction_read_only=on');
  expect(invocation?.limitMs).toBe(5000);
  for (const kind of ['kafka', 'rabbitmq', 'mongo', 'zookeeper', 'nginx', 'http', 'other'] as const)
    expect(serviceFor(kind).vitals(target({image: kind}))).toBeNull();
});
