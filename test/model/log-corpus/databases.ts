import {type Corpus, same} from './corpus.js';

/** Databases, caches and brokers. Written for this test, in the formats that their documentation gives. */
export const databasesLines: Corpus = {
  PostgreSQL: [
    [
      '2026-11-21 14:00:01.123 UTC [1] LOG:  database system is ready to accept connections',
      'info',
      'database system is ready to accept connections',
    ],
    [
      '2026-11-21 14:00:01.123 UTC [27] LOG:  checkpoint complete: wrote 112 buffers (0.7%); 0 WAL file(s) added, 0 removed, 0 recycled',
      'info',
      'checkpoint complete: wrote 112 buffers (0.7%); 0 WAL file(s) added, 0 removed, 0 recycled',
    ],
    [
      '2026-11-21 14:00:02.123 UTC [34] ERROR:  duplicate key value violates unique constraint "orders_pkey"',
      'error',
      'duplicate key value violates unique constraint "orders_pkey"',
    ],
    ['2026-11-21 14:00:02.123 UTC [34] DETAIL:  Key (id)=(7) already exists.', '+'],
    ['2026-11-21 14:00:02.123 UTC [34] STATEMENT:  INSERT INTO orders (id)', '+'],
    ['\tVALUES (7)', '+'],
    [
      '2026-11-21 14:00:03.123 UTC [41] app@shop FATAL:  password authentication failed for user "app"',
      'fatal',
      'password authentication failed for user "app" <app@shop>',
    ],
    ['2026-11-21 14:00:03.123 UTC [41] app@shop DETAIL:  Connection matched pg_hba.conf line 100', '+'],
    [
      '2026-11-21 14:00:04.123 UTC [42] app@shop FATAL:  password authentication failed for user "app"',
      'fatal',
      'password authentication failed for user "app" <app@shop>',
    ],
    [
      '2026-11-21 14:00:04.123 UTC [43] app@shop FATAL:  password authentication failed for user "app"',
      'fatal',
      'password authentication failed for user "app" <app@shop>',
      'again',
    ],
    [
      '2026-11-21 14:00:05.123 UTC [34] LOG:  duration: 1412.003 ms  statement: SELECT id',
      'info',
      'duration: 1412.003 ms  statement: SELECT id',
    ],
    ['\t  FROM error_log', '+'],
    ["\t WHERE message = 'ERROR:  none'", '+'],
    [
      '2026-11-21 14:00:06.123 UTC [34] WARNING:  there is no transaction in progress',
      'warn',
      'there is no transaction in progress',
    ],
    [
      '2026-11-21 14:00:06.123 UTC [34] NOTICE:  table "x" does not exist, skipping',
      'info',
      'table "x" does not exist, skipping',
    ],
    [
      '2026-11-21 14:00:06.123 UTC [34] PANIC:  could not write to file "pg_wal/xlogtemp.34": No space left on device',
      'fatal',
      'could not write to file "pg_wal/xlogtemp.34": No space left on device',
    ],
    [
      '2026-11-21 14:00:06.123 CET [34-1] user=app,db=shop,app=psql,client=10.0.0.7 LOG:  statement: select 1',
      'info',
      'statement: select 1 <user=app,db=shop,app=psql,client=10.0.0.7>',
    ],
    ['ERROR:  relation "orders" does not exist', 'error', 'relation "orders" does not exist'],
    ['LINE 1: select * from orders;', '+'],
    ['                      ^', '+'],
    ['PostgreSQL init process complete; ready for start up.', null, same],
    ['waiting for server to start....2026-11-21 14:00:01.123 UTC [48] LOG:  starting PostgreSQL 16.2', null, same],
    [' done', '+'],
  ],
  'TimescaleDB, pgbouncer, Patroni': [
    [
      '2026-11-21 14:00:01.123 UTC [88] LOG:  TimescaleDB background worker launcher connected to shared catalogs',
      'info',
      'TimescaleDB background worker launcher connected to shared catalogs',
    ],
    [
      '2026-11-21 14:00:01.123 UTC [1] LOG C-0x55d0c0: shop/app@10.0.0.7:51112 login attempt: db=shop user=app tls=no',
      'info',
      'C-0x55d0c0: shop/app@10.0.0.7:51112 login attempt: db=shop user=app tls=no',
    ],
    [
      '2026-11-21 14:00:01.123 UTC [1] WARNING server login failed: FATAL the database system is starting up',
      'warn',
      'server login failed: FATAL the database system is starting up',
    ],
    [
      '2026-11-21 14:00:01,123 INFO: no action. I am (pg-1), the leader with the lock',
      'info',
      'no action. I am (pg-1), the leader with the lock',
    ],
  ],
  'MySQL and MariaDB': [
    [
      '2026-11-21T14:00:01.123456Z 0 [System] [MY-010116] [Server] /usr/sbin/mysqld (mysqld 8.3.0) starting as process 1',
      'info',
      '/usr/sbin/mysqld (mysqld 8.3.0) starting as process 1 <Server>',
    ],
    [
      '2026-11-21T14:00:01.123456Z 0 [Warning] [MY-010068] [Server] CA certificate ca.pem is self signed.',
      'warn',
      'CA certificate ca.pem is self signed. <Server>',
    ],
    [
      '2026-11-21T14:00:02.123456Z 8 [ERROR] [MY-012574] [InnoDB] Unable to lock ./ibdata1 error: 11',
      'error',
      'Unable to lock ./ibdata1 error: 11 <InnoDB>',
    ],
    [
      '2026-11-21T14:00:02.123456Z 8 [Note] [MY-010051] [Server] Event Scheduler: scheduler thread started with id 5',
      'info',
      'Event Scheduler: scheduler thread started with id 5 <Server>',
    ],
    [
      '2026-11-21 14:00:01+00:00 [Note] [Entrypoint]: Entrypoint script for MySQL Server 8.3.0-1.el8 started.',
      'info',
      '[Entrypoint]: Entrypoint script for MySQL Server 8.3.0-1.el8 started.',
    ],
    [
      '2026-11-21 14:00:01+00:00 [ERROR] [Entrypoint]: Database is uninitialized and password option is not specified',
      'error',
      '[Entrypoint]: Database is uninitialized and password option is not specified',
    ],
    ['    You need to specify one of the following as an environment variable:', '+'],
    ['    - MYSQL_ROOT_PASSWORD', '+'],
    ['2026-11-21 14:00:01 0 [Note] mariadbd: ready for connections.', 'info', 'mariadbd: ready for connections.'],
    ["Version: '11.3.2-MariaDB'  socket: '/run/mysqld/mysqld.sock'  port: 3306", null, same],
    [
      "2026-11-21 14:00:01 12 [Warning] Aborted connection 12 to db: 'shop' user: 'app' host: '10.0.0.7' (Got an error reading communication packets)",
      'warn',
      "Aborted connection 12 to db: 'shop' user: 'app' host: '10.0.0.7' (Got an error reading communication packets)",
    ],
  ],
  Redis: [
    [
      '1:C 21 Nov 2026 14:00:01.123 # oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo',
      'warn',
      'oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo',
    ],
    ['1:M 21 Nov 2026 14:00:01.123 * Ready to accept connections tcp', 'info', 'Ready to accept connections tcp'],
    ['1:M 21 Nov 2026 14:00:01.123 # WARNING Memory overcommit must be enabled!', 'warn', 'Memory overcommit must be enabled!'],
    [
      '1:M 21 Nov 2026 14:00:01.123 - DB 0: 3 keys (0 volatile) in 4 slots HT.',
      'debug',
      'DB 0: 3 keys (0 volatile) in 4 slots HT.',
    ],
    ['1:S 21 Nov 2026 14:00:02.123 * MASTER <-> REPLICA sync started', 'info', 'MASTER <-> REPLICA sync started'],
    ['1:signal-handler (1795269601) Received SIGTERM scheduling shutdown...', null, 'Received SIGTERM scheduling shutdown...'],
    ['                _._                                                  ', '+'],
    ["           _.-``__ ''-._                                             ", '+'],
    ['1:M 21 Nov 2026 14:00:03.123 * 100 changes in 300 seconds. Saving...', 'info', '100 changes in 300 seconds. Saving...'],
    ['4012:C 21 Nov 2026 14:00:03.223 * DB saved on disk', 'info', 'DB saved on disk'],
    ['4013:C 21 Nov 2026 14:01:03.223 * DB saved on disk', 'info', 'DB saved on disk', 'again'],
    ['1:M 21 Nov 14:00:01.123 * DB loaded from disk: 0.000 seconds', 'info', 'DB loaded from disk: 0.000 seconds'],
  ],
  RabbitMQ: [
    [
      '2026-11-21 14:00:01.123456+00:00 [info] <0.230.0> Server startup complete; 4 plugins started.',
      'info',
      'Server startup complete; 4 plugins started.',
    ],
    [
      '2026-11-21 14:00:01.123 [error] <0.812.0> Error on AMQP connection <0.812.0> (10.0.0.7:51112 -> 10.0.0.3:5672, state: starting):',
      'error',
      'Error on AMQP connection <0.812.0> (10.0.0.7:51112 -> 10.0.0.3:5672, state: starting):',
    ],
    [
      '2026-11-21 14:00:01.123 [warning] <0.9.0> memory resource limit alarm set on node rabbit@edge.',
      'warn',
      'memory resource limit alarm set on node rabbit@edge.',
    ],
    [
      '2026-11-21 14:00:01.123 [notice] <0.44.0> Application syslog exited with reason: stopped',
      'info',
      'Application syslog exited with reason: stopped',
    ],
    ['  ##  ##      RabbitMQ 3.13.0', '+'],
    ['  ##  ##', '+'],
  ],
  'ClickHouse, CockroachDB, etcd, NATS, MinIO, InfluxDB': [
    [
      '2026.11.21 14:00:01.123456 [ 1 ] {} <Information> Application: Ready for connections.',
      'info',
      'Application: Ready for connections.',
    ],
    [
      '2026.11.21 14:00:01.123456 [ 51 ] {7f3a} <Error> executeQuery: Code: 60. DB::Exception: Table default.x does not exist',
      'error',
      'executeQuery: Code: 60. DB::Exception: Table default.x does not exist <7f3a>',
    ],
    ['I261121 14:00:01.123456 1 server/server.go:12 ⋮ [n1] node is ready', 'info', 'node is ready <server/server.go:12>'],
    [
      '{"level":"warn","ts":"2026-11-21T14:00:01.123Z","caller":"etcdserver/util.go:170","msg":"apply request took too long","took":"212ms","expected-duration":"100ms"}',
      'warn',
      'apply request took too long took=212ms expected-duration=100ms <etcdserver/util.go:170>',
    ],
    ['[1] 2026/11/21 14:00:01.123456 [INF] Server is ready', 'info', 'Server is ready'],
    ['[1] 2026/11/21 14:00:02.123456 [ERR] JetStream failed to store a msg', 'error', 'JetStream failed to store a msg'],
    [
      'ts=2026-11-21T14:00:01.123456Z lvl=info msg="Listening" log_id=0a1b service=tcp-listener transport=http',
      'info',
      'Listening log_id=0a1b service=tcp-listener transport=http',
    ],
    ['1795269601: mosquitto version 2.0.18 starting', null, 'mosquitto version 2.0.18 starting'],
  ],
};
