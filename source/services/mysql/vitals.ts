import type {Vital, Vitals} from '../../model/vitals.js';
import {type ServiceTarget, VitalsError, type VitalsQuestion} from '../service.js';
import {levelOf, shareText} from '../shares.js';
import {connected, connectionOf} from './connection.js';

const names = [
  'Threads_connected',
  'Threads_running',
  'Slow_queries',
  'Innodb_buffer_pool_reads',
  'Innodb_buffer_pool_read_requests',
];
const question = `SHOW GLOBAL STATUS WHERE Variable_name IN (${names.map(name => `'${name}'`).join(', ')});\nSHOW GLOBAL VARIABLES LIKE 'max_connections';\n`;

const read = (stdout: string, before: Vitals | null): Vitals => {
  const values = new Map(stdout.split('\n').map(line => [line.split('\t')[0] ?? '', Number(line.split('\t')[1])]));
  const number = (name: string): number => values.get(name) || 0;
  if (!values.has('Threads_connected')) throw new VitalsError('the answer of the client is none');
  const connections = number('Threads_connected');
  const most = number('max_connections');
  const slow = number('Slow_queries');
  const asked = number('Innodb_buffer_pool_read_requests');
  const slower = before ? slow - (before.counters.slow ?? slow) : 0;
  const facts: readonly Vital[] = [
    {label: 'connections', value: `${connections} of ${most}`, level: levelOf(connections, most)},
    {label: 'running', value: String(number('Threads_running')), level: 'quiet'},
    {label: 'cache hits', value: shareText(asked - number('Innodb_buffer_pool_reads'), asked), level: 'quiet'},
    {label: 'slow queries', value: String(slow), level: slower > 0 ? 'warn' : 'quiet'},
  ];
  return {
    facts,
    troubles: levelOf(connections, most) === 'bad' ? [`${connections} of ${most} connections`] : [],
    counters: {slow},
  };
};

/** Connections, what runs, cache hits and slow queries. */
export const mysqlVitals = (target: ServiceTarget): VitalsQuestion => {
  const connection = connectionOf(target);
  const [argv = [], ...fallbacks] = connection.clients.map(name => [
    name,
    '-u',
    connection.user,
    '--connect-timeout=3',
    '-A',
    '-N',
    '-B',
  ]);
  return {invocation: connected({argv, fallbacks, env: [], secrets: [], input: question, limitMs: 5000}, connection), read};
};
