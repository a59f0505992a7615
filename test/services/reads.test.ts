import {describe, expect, test} from 'vitest';
import type {ServiceKind} from '../../source/model/profile.js';
import {serviceKinds} from '../../source/model/profile.js';
import {serviceFor} from '../../source/services/recognise.js';
import {profile, target} from './target.js';

const reading: Partial<Record<ServiceKind, readonly string[]>> = {
  redis: [
    'GET a',
    'info memory',
    'INFO',
    'SCAN 0 MATCH agent:* COUNT 10',
    '--scan --pattern agent:*',
    '-n 2 DBSIZE',
    'redis-cli --json CONFIG GET maxmemory*',
    'CLIENT LIST',
    'SLOWLOG GET 10',
    'MEMORY USAGE k',
    'MONITOR',
    'XRANGE s - +',
    '--bigkeys',
    '--cluster check localhost:6379',
    "EVAL_RO 'return 1' 0",
    '! redis-cli GET a',
  ],
  postgres: [
    'select 1',
    'SELECT * FROM t WHERE a = $$x$$ -- note',
    '(select 1) union (select 2)',
    'with a as (select 1) select * from a',
    'table events',
    'show all',
    'explain select 1',
    'explain (analyze, buffers) select count(*) from t',
    "select replace(name, 'a', 'b') from t",
    'select \'insert into t\', "delete" from t',
    '\\dt',
    '\\d+ events',
    '\\l',
    'select 1 \\gx',
    'select now() \\watch 2',
    'pg_isready',
    'pg_dump --schema-only',
    'psql -c "select 1" -c "show all"',
    "psql -U me -d shop -XAtqc 'select 1'",
    'psql -l',
  ],
  mysql: [
    'select 1',
    'show tables',
    'describe t',
    'explain select 1',
    'use shop',
    'SHOW ENGINE INNODB STATUS',
    'mysql -e "select 1"',
    'mysqladmin ping',
    'mysqldump shop',
  ],
  kafka: [
    'kafka-topics --list',
    '--describe --topic t',
    '--describe --all-groups',
    'kafka-consumer-groups --list',
    'kafka-get-offsets --topic t',
    'kafka-configs --describe --entity-type topics',
    'kafka-console-consumer --topic t --partition 0 --offset earliest --max-messages 3',
    'rpk topic list',
    'rpk topic consume t -n 3',
  ],
  mongo: [
    'show dbs',
    'db.stats()',
    'db.users.find({a: {$gt: 1}}).sort({a: -1}).limit(5)',
    'db.users.countDocuments({})',
    'db.getCollection("a b").findOne({_id: ObjectId("0")})',
    'rs.status()',
    'db.serverStatus().connections',
  ],
  rabbitmq: ['list_queues name messages', 'status', 'rabbitmq-diagnostics memory_breakdown', 'rabbitmqctl -p / list_bindings'],
  zookeeper: ['srvr', 'mntr', 'ls /', 'zookeeper-shell localhost:2181 get /controller'],
  nginx: ['-t', 'nginx -T', 'nginx -V'],
  http: ['GET /health', 'GET :8000/metrics', 'ls -la', 'cat /etc/os-release', 'env', 'ps aux', 'python --version'],
};

const notReading: Partial<Record<ServiceKind, readonly string[]>> = {
  redis: [
    'SET a 1',
    'DEL a',
    'EXPIRE a 1',
    'CONFIG SET x y',
    'CONFIG RESETSTAT',
    'CONFIG',
    'EVAL "return 1" 0',
    'FCALL f 0',
    'GETDEL a',
    'GETEX a PERSIST',
    'SORT a STORE b',
    'NOSUCHCOMMAND',
    'redis-cli',
    '--pipe',
    '-x SET a',
    '--rdb /tmp/x',
    'ACL LOG RESET',
    'SPUBLISH a b',
    'XREADGROUP GROUP g c STREAMS s >',
    "GET 'a",
  ],
  postgres: [
    '',
    'insert into t values (1)',
    'select 1; insert into t values (1)',
    'select * into u from t',
    'with a as (insert into t values (1) returning *) select * from a',
    'select * from t for update',
    'explain analyze insert into t values (1)',
    'explain analyze execute p',
    'explain analyze create table x as select 1',
    "select set_config('default_transaction_read_only', 'off', false)",
    'select "pg_terminate_backend"(1)',
    'select pg_catalog.pg_terminate_backend(1)',
    'select U&"pg\\005fterminate_backend"(1)',
    "select nextval('s')",
    "select pg_notify('a', 'b')",
    "select query_to_xml('delete from t', true, true, '')",
    'set default_transaction_read_only = off',
    'begin read write',
    'set transaction read write',
    'do $$ begin end $$',
    'call p()',
    'copy t to stdout',
    'vacuum',
    'analyze',
    'listen x',
    'reset all',
    'discard all',
    'lock table t',
    '\\! ls',
    '\\i x',
    '\\copy t to x',
    '\\o /tmp/x',
    '\\dt | cat > x',
    '\\g | sh',
    '\\g /tmp/x',
    '\\echo `touch x`',
    '\\set a b',
    '\\gset',
    '\\gexec',
    '\\c "options=-cdefault_transaction_read_only=off"',
    '\\password',
    '\\dt \\! ls',
    'psql',
    'psql -f x.sql',
    "psql -c 'select 1' -o /tmp/x",
    "psql -v x='; drop table y' -c 'select :x'",
    "psql 'options=-cdefault_transaction_read_only=off' -c 'select 1'",
    "psql -d postgresql://h/d?options=x -c 'select 1'",
    'pg_dump -f /tmp/x',
    'createdb x',
    'pg_ctl reload',
  ],
  mysql: [
    'insert into t values (1)',
    'select 1 into outfile "/x"',
    'select get_lock("a", 1)',
    'set session transaction read write',
    'select 1 /*! into outfile "/x" */',
    '\\! ls',
    'system ls',
    'tee /x',
    'mysql',
    'mysql -e "select 1" --tee=/x',
    'mysqladmin flush-hosts',
    'desc analyze delete from t',
    'handler t open',
    'mysqldump -r /x shop',
  ],
  kafka: [
    'kafka-topics --create --topic t',
    'kafka-topics',
    'kafka-console-producer --topic t',
    'kafka-console-consumer --topic t --from-beginning',
    'kafka-console-consumer --topic t --partition 0 --group g',
    'kafka-console-consumer --topic t --partition 0 --consumer-property group.id=g',
    'kafka-consumer-groups --reset-offsets --group g',
    'kafka-configs --alter --add-config a=b',
    'kafka-run-class kafka.Kafka',
    'nosuch',
    'rpk topic create t',
    'rpk topic consume t -g g',
    'rpk redpanda start',
  ],
  mongo: [
    'db.users.insertOne({a: 1})',
    'db.users.find().forEach(x => db.b.insertOne(x))',
    'db.users.aggregate([{$merge: "x"}])',
    'db.users.aggregate([{"$o" + "ut": "x"}])',
    'db.users.aggregate([{"\\u0024out": "x"}])',
    'db.users.find({$where: "sleep(1)"})',
    'db.users.find(); db.users.drop()',
    'db.runCommand({drop: "users"})',
    'db.users["drop"]()',
    'x = db.users.find()',
    'db.users.find(db.users.drop())',
    'db.users.find().map(function(x) {})',
    'while(1){}',
    'mongosh --file x.js',
    'mongosh',
  ],
  rabbitmq: ['add_user a b', 'set_policy a b c', 'stop', 'eval 1', 'rabbitmqadmin publish a b', 'nosuch'],
  zookeeper: ['set /a b', 'create /a', 'delete /a', 'crst', 'addauth digest a:b', 'zkServer.sh stop', 'stmk 1'],
  nginx: ['-s reload', '-s stop', '-c /tmp/x', 'nginx', '-t -c /tmp/x'],
  http: [
    'rm x',
    'sh -c "ls"',
    'env A=b rm x',
    'date -s now',
    'hostname x',
    'find . -delete',
    'touch x',
    'curl -X DELETE http://x',
    'python -c "1"',
    'tee x',
    'ss -K dst 1',
    'sed -i s/a/b/ x',
    'sort -o x y',
    '! rm x',
    'POST /x',
    'GET',
    '',
  ],
};

describe.each(serviceKinds)('%s', kind => {
  const service = serviceFor(kind);
  test.each(reading[kind] ?? [])('only reads: %s', line => {
    expect(service.reads(line)).toBe(true);
    expect(service.danger(line)).toBeNull();
  });
  test.each(notReading[kind] ?? [])('is not known to only read: %s', line => {
    expect(service.reads(line)).toBe(false);
    expect(service.command(target({image: kind}), line, {readOnly: true})).toBeNull();
  });

  test('its quick commands that are no danger can be run, and those known to read also in read-only mode', () => {
    const one = target(
      {image: kind},
      {kind, topics: ['a'], tables: ['a', 'Odd "one"'], keys: ['a:*'], probe: {port: 1, path: '/h'}},
    );
    for (const {line} of service.quick(one)) {
      expect(service.whyNot(one, line), line).toBe('');
      expect(service.command(one, line), line).not.toBeNull();
      expect(service.command(one, line, {readOnly: true}) !== null, line).toBe(service.reads(line));
    }
  });
});

test('most quick commands only read', () => {
  const changing = serviceKinds.flatMap(kind =>
    serviceFor(kind)
      .quick({...target({image: kind}), profile: profile({kind})})
      .filter(({line}) => !serviceFor(kind).reads(line))
      .map(({line}) => `${kind}: ${line}`),
  );
  expect(changing).toEqual([
    'redis: FLUSHDB',
    'redis: FLUSHALL',
    'ngrok: ngrok config check',
    'ngrok: ngrok diagnose',
    'nginx: nginx -s reload',
    'nginx: nginx -s reopen',
    'traefik: traefik healthcheck',
  ]);
});
