import {describe, expect, test} from 'vitest';
import type {ServiceKind} from '../../source/model/profile.js';
import {serviceFor} from '../../source/services/recognise.js';

type Row = readonly [line: string, words: string | null];

const table = (kind: ServiceKind, rows: readonly Row[]): void => {
  describe(kind, () => {
    test.each(rows)('%s', (line, words) => {
      expect(serviceFor(kind).danger(line)).toBe(words);
    });
    test.each(rows.filter(([, words]) => words !== null))('%s is not taken for reading', line => {
      expect(serviceFor(kind).reads(line)).toBe(false);
    });
  });
};

table('redis', [
  ['FLUSHALL', 'deletes every key of every database'],
  ['flushall async', 'deletes every key of every database'],
  ['redis-cli FLUSHALL', 'deletes every key of every database'],
  ['redis-cli -n 2 flushdb', 'deletes every key of the database'],
  ['-n 2 -r 3 "FlushAll"', 'deletes every key of every database'],
  ["F'LUSH'ALL", 'deletes every key of every database'],
  ['redis-cli -a pw --no-auth-warning -h redis -p 6379 flushall', 'deletes every key of every database'],
  ['/usr/bin/valkey-cli flushall', 'deletes every key of every database'],
  ['SHUTDOWN NOSAVE', 'stops the server'],
  ['DEBUG SEGFAULT', 'can stop or hang the server'],
  ['DEBUG OBJECT key', null],
  ['CONFIG SET maxmemory 1', "changes the server's settings"],
  ['CONFIG GET maxmemory', null],
  ['REPLICAOF other 6379', "replaces every key by another server's"],
  ['SLAVEOF NO ONE', 'makes the replica a primary'],
  ['CLIENT KILL TYPE normal', 'ends connections of clients'],
  ['CLIENT LIST', null],
  ['ACL SETUSER default off', 'changes who may log in'],
  ['SCRIPT FLUSH', 'forgets or ends scripts that applications use'],
  [`EVAL "return redis.call('flushall')" 0`, 'runs a script with FLUSHALL in it'],
  [`EVAL "return redis.call('FLUSH' .. 'DB')" 0`, 'runs a script with FLUSHDB in it'],
  [
    `EVAL "for _,k in ipairs(redis.call('keys','agent:*')) do redis.call('del',k) end" 0`,
    'runs a script that deletes keys by pattern',
  ],
  [`EVAL "return redis.call('del', KEYS[1])" 1 k`, null],
  ['--eval cleanup.lua', 'runs a file that is not seen here'],
  ['redis-cli --pipe', 'runs commands that are not seen here'],
  ['--cluster fix localhost:6379', 'changes the cluster'],
  ['--cluster check localhost:6379', null],
  ['MIGRATE h 6379 k 0 100', 'moves keys to another server'],
  ['DEL session:1 session:2', null],
  ['SET flushall 1', null],
  ['GET flushall', null],
  ['HSET shutdown now 1', null],
  ['INFO memory', null],
  ['MONITOR', null],
  ['--scan --pattern flushall*', null],
  ['! redis-cli flushall', 'deletes every key of every database'],
  ['! sh -c "sleep 1; redis-cli -n 1 FLUSHDB"', 'deletes every key of the database'],
]);

table('postgres', [
  ['drop table events', 'drops table events'],
  ['DROP TABLE IF EXISTS "Events" CASCADE', 'drops table "Events"'],
  ['select 1; Drop Database shop', 'drops database shop'],
  ['/* tidy */ drop /* x */ schema public', 'drops schema public'],
  ['-- just a look\ntruncate public.events', 'empties public.events'],
  ['TRUNCATE TABLE ONLY events', 'empties events'],
  ['delete from events', 'deletes every row of events'],
  ['DELETE FROM only events returning *', 'deletes every row of events'],
  ['delete from events where true', 'deletes every row of events'],
  ['delete from events where 1 = 1', 'deletes every row of events'],
  ['delete from a using (select * from b where c) d', 'deletes every row of a'],
  ["delete from events where note = ';'", null],
  ['delete from events where id = 5', null],
  ['select 1 as x; delete from events -- where id = 1', 'deletes every row of events'],
  ['with gone as (delete from events returning *) select count(*) from gone where true', 'deletes every row of events'],
  ['with gone as (delete from events where id = 1 returning *) select * from gone', null],
  ['update users set active = false', 'changes every row of users'],
  ['update users set active = false where id = 1', null],
  ['insert into t values (1) on conflict (id) do update set a = 1', null],
  ['select * from t for update', null],
  ['alter table users drop column email', 'drops email of users'],
  ['ALTER TABLE users ALTER COLUMN email DROP NOT NULL', null],
  ['alter table users add column x int', null],
  ['ALTER SYSTEM SET max_connections = 1', "changes the server's settings"],
  ["alter role app password 'x'", 'changes who may log in'],
  ["do $$ begin execute 'drop table ' || 'events'; end $$", 'drops table'],
  ['do $x$ begin delete from events; end $x$', 'deletes every row of events'],
  ["do $$ begin execute format('TRUNCATE %I', t); end $$", 'empties a table'],
  ['prepare p as delete from events', 'deletes every row of events'],
  ['explain delete from events', null],
  ['explain analyze delete from events', 'deletes every row of events'],
  ['select pg_terminate_backend(pid) from pg_stat_activity', 'ends connections'],
  ["select drop_chunks('t', interval '1 day')", 'drops chunks of a hypertable'],
  ["select dblink_exec('dbname=x', 'drop table y')", 'drops table y'],
  ['vacuum full', 'locks tables while it rewrites them'],
  ['vacuum', null],
  ['revoke all on t from app', 'takes rights away'],
  ["copy t to program 'rm -rf /'", 'runs a program on the server'],
  ["select 'drop table x'", null],
  ['select "drop" from t', null],
  ["select 'it''s -- drop table x' /* delete from y */", null],
  ['create index on events (at)', null],
  ['create table t (id int references u on delete cascade on update cascade)', null],
  ['grant delete, truncate on t to app', null],
  ['\\dt', null],
  ['\\! rm -rf /', 'runs a shell command that is not checked'],
  ['\\i /tmp/x.sql', 'runs a file that is not seen here'],
  ["select 'drop table ' || tablename from pg_tables \\gexec", 'runs whatever its query answers'],
  ['\\echo `rm x`', 'runs a shell command that is not checked'],
  ['\\timing \\i x.sql', 'runs a file that is not seen here'],
  ['delete from t \\g', 'deletes every row of t'],
  ['psql -c "drop table events"', 'drops table events'],
  ['psql -XAtc "select 1" --command="truncate t"', 'empties t'],
  ['psql -f /tmp/x.sql', 'runs a file that is not seen here'],
  ['psql -l', null],
  ['dropdb shop', 'drops database shop'],
  ['pg_restore --clean -d shop /tmp/d', 'restores over a database'],
  ['pg_restore -l /tmp/d', null],
  ['pg_dump', null],
  ['pgbench -i shop', 'drops and makes the tables of pgbench'],
]);

table('mysql', [
  ['DROP TABLE `orders`', 'drops table "orders"'],
  ['/*!50000 drop table orders */', 'drops table orders'],
  ['# note\ntruncate orders', 'empties orders'],
  ["select 'a\\'; drop table x; -- '", null],
  ['delete quick from orders', 'deletes every row of orders'],
  ['delete o from orders o join x on x.id = o.id', 'deletes every row of orders'],
  ['delete from orders where id = 1 limit 1', null],
  ['select truncate(1.5, 1)', null],
  ['SET GLOBAL max_connections = 1', "changes the server's settings"],
  ['kill 12', 'ends a connection'],
  ['shutdown', 'stops the server'],
  ['system rm -rf /', 'runs a shell command that is not checked'],
  ['source /x.sql', 'runs a file that is not seen here'],
  ['insert into t values (1) on duplicate key update a = 1', null],
  ['show tables', null],
  ['mysqladmin shutdown', 'stops the server'],
  ['mysqladmin status', null],
  ['mysql -e "drop database shop"', 'drops database shop'],
]);

table('kafka', [
  ['kafka-topics --delete --topic events', 'deletes topic events with its messages'],
  ['--delete --topic=events --bootstrap-server localhost:9092', 'deletes topic events with its messages'],
  ['/opt/kafka/bin/kafka-topics.sh --bootstrap-server k:9092 --delete --topic e', 'deletes topic e with its messages'],
  ['kafka-topics --alter --topic events --partitions 12', 'changes topic events: partitions cannot be taken back'],
  ['kafka-topics --list', null],
  ['kafka-topics --describe --topic delete', null],
  ['kafka-topics --create --topic events', null],
  ['kafka-consumer-groups --delete --group g', 'deletes consumer group g'],
  [
    'kafka-consumer-groups --reset-offsets --group g --to-earliest --topic t --execute',
    'moves offsets of consumer group g: messages are read again or skipped',
  ],
  ['kafka-consumer-groups --reset-offsets --group g --to-earliest --topic t --dry-run', null],
  [
    'kafka-configs --alter --entity-type topics --entity-name t --add-config retention.ms=1000',
    'changes settings: a shorter retention deletes messages',
  ],
  ['kafka-configs --describe --entity-type topics', null],
  ['kafka-delete-records --offset-json-file x', 'deletes messages'],
  ['kafka-acls --remove --topic t', 'changes who may do what'],
  ['kafka-leader-election --election-type PREFERRED --all-topic-partitions', 'moves leaders between brokers'],
  ['kafka-storage format -t x -c y', "formats the broker's storage"],
  ['rpk topic delete events', 'deletes topics'],
  ['rpk topic list', null],
  ['rpk group seek g --to start', 'moves offsets: messages are read again or skipped'],
  ['rpk cluster config set x y', "changes the cluster's settings"],
  ['! bash -c "kafka-topics --delete --topic x"', 'deletes topic x with its messages'],
]);

table('mongo', [
  ['db.dropDatabase()', 'drops the database'],
  ['db["users"]["drop"]()', 'drops a collection'],
  ['db.users.deleteMany({})', 'deletes every document of a collection'],
  ['db.users.deleteMany({_id: 1})', null],
  ['db.users.remove( { } )', 'deletes every document of a collection'],
  ['db.users.updateMany({}, {$set: {a: 1}})', 'changes every document of a collection'],
  ['db.adminCommand({shutdown: 1})', 'stops the server'],
  ['db.users.aggregate([{$out: "x"}])', 'replaces a collection'],
  ['db.users.find({drop: 1})', null],
  ['db.runCommand({drop: "users"})', 'drops a collection'],
  ['show dbs', null],
  ['db.users.find({name: "x"})', null],
  ['mongosh --eval "db.dropDatabase()"', 'drops the database'],
]);

table('rabbitmq', [
  ['purge_queue orders', 'deletes messages'],
  ['rabbitmqctl -p / delete_queue orders', 'deletes messages'],
  ['rabbitmqctl stop_app', 'stops the broker'],
  ['reset', 'takes the node and its data out of the cluster'],
  ['close_all_connections bye', 'ends connections of clients'],
  ['eval "rabbit:stop()."', 'runs code inside of the broker'],
  ['rabbitmqadmin delete queue name=orders', 'deletes a part, with its messages'],
  ['list_queues name messages', null],
  ['status', null],
]);

table('zookeeper', [
  ['deleteall /brokers', 'deletes /brokers and all below it'],
  ['zookeeper-shell localhost:2181 delete /x', 'deletes /x'],
  ['zkCli.sh -server localhost:2181 rmr /x', 'deletes /x and all below it'],
  ['ls /', null],
  ['srvr', null],
]);

table('nginx', [
  ['-s stop', 'stops the server'],
  ['nginx -squit', 'stops the server'],
  ['nginx -s reload', null],
  ['nginx -t', null],
]);

table('other', [
  ['rm -rf /data', 'deletes files'],
  ['sudo /bin/rm x', 'deletes files'],
  ['timeout 5 env A=b rm x', 'deletes files'],
  ['sh -c "cd /; rm -rf data"', 'deletes files'],
  ['bash -lc "psql -U x -c \'drop table y\'"', 'drops table y'],
  ['find / -name x -delete', 'deletes files'],
  ['kill -9 1', 'ends processes'],
  ['npx prisma migrate reset', 'throws a database away'],
  ['python -m prisma db push --accept-data-loss', 'throws a database away'],
  ['python manage.py flush --noinput', 'throws a database away'],
  ['python -m prisma db push', null],
  ['redis-cli -h redis flushall', 'deletes every key of every database'],
  ['ls -la', null],
  ['echo rm', null],
  ['GET /delete', null],
]);
