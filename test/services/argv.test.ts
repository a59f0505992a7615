import {describe, expect, test} from 'vitest';
import type {ServiceKind} from '../../source/model/profile.js';
import {serviceFor} from '../../source/services/recognise.js';
import type {Invocation, RunWish, ServiceTarget} from '../../source/services/service.js';
import {container} from '../model/sample.js';
import {target} from './target.js';

/** As it is run: argv, then what of its environment is not the same for every call of the tool. */
const shown = (one: Invocation | null, ...usual: readonly string[]): readonly (string | readonly string[])[] | null =>
  one && [
    one.argv.join(' '),
    ...(one.env.filter(pair => !usual.includes(pair)).length > 0 ? [one.env.filter(pair => !usual.includes(pair))] : []),
  ];

const pg = {image: 'postgres:16', env: ['POSTGRES_USER=shop', 'POSTGRES_DB=orders', 'POSTGRES_PASSWORD=pg-word']};
const plainPg = {image: 'postgres:16'};
const bitnamiPg = {
  image: 'bitnami/postgresql:16',
  env: ['POSTGRESQL_USERNAME=app', 'POSTGRESQL_DATABASE=appdb', 'POSTGRESQL_PASSWORD=pg-word'],
};
const rd = {image: 'redis:7', command: ['redis-server', '--requirepass', 'rd-word']};
const kf = {
  image: 'confluentinc/cp-kafka:7.5.0',
  env: ['KAFKA_ADVERTISED_LISTENERS=PLAINTEXT://kafka:9092,PLAINTEXT_HOST://localhost:29092'],
};
const my = {image: 'mysql:8', env: ['MYSQL_ROOT_PASSWORD=my-word', 'MYSQL_DATABASE=shop']};

describe('a console', () => {
  test.each<[string, ServiceKind, ServiceTarget, readonly (string | readonly string[])[] | null]>([
    ['psql as the container was set up', 'postgres', target(pg), ['psql -U shop -d orders']],
    ['psql of an image that says nothing', 'postgres', target(plainPg), ['psql -U postgres -d postgres']],
    ['the database is called as the user', 'postgres', target({...pg, env: ['POSTGRES_USER=shop']}), ['psql -U shop -d shop']],
    ['a profile fills in', 'postgres', target(plainPg, {user: 'p', database: 'd'}), ['psql -U p -d d']],
    ['the container knows better than a profile', 'postgres', target(pg, {user: 'p', database: 'd'}), ['psql -U shop -d orders']],
    [
      'a port of its own',
      'postgres',
      target({...pg, command: ['postgres', '-c', 'port=5433']}),
      ['psql -U shop -d orders -p 5433'],
    ],
    ['Bitnami asks for the password', 'postgres', target(bitnamiPg), ['psql -U app -d appdb', ['PGPASSWORD=pg-word']]],
    [
      'a cluster that asks for it',
      'postgres',
      target({...pg, env: [...pg.env, 'POSTGRES_INITDB_ARGS=--auth-local=scram-sha-256']}),
      ['psql -U shop -d orders', ['PGPASSWORD=pg-word']],
    ],
    [
      'a password in a file stays in the container',
      'postgres',
      target({image: 'bitnami/postgresql', env: ['POSTGRESQL_PASSWORD_FILE=/run/secrets/pg word']}),
      [
        'sh -c held=$(cat "$1") || exit; shift; export PGPASSWORD="$held"; exec "$@" sh /run/secrets/pg word psql -U postgres -d postgres',
      ],
    ],
    [
      'a value that looks like an option',
      'postgres',
      target({...pg, env: ['POSTGRES_USER=-x; rm', 'POSTGRES_DB=a b']}),
      ['psql -U -x; rm -d a b'],
    ],
    ['redis-cli', 'redis', target({image: 'redis:7'}), ['redis-cli']],
    ['redis-cli with a password', 'redis', target(rd), ['redis-cli', ['REDISCLI_AUTH=rd-word']]],
    ['a port of its own', 'redis', target({command: ['redis-server', '--port', '6380']}), ['redis-cli -p 6380']],
    [
      'a password in a shell',
      'redis',
      target({command: ['sh', '-c', 'exec redis-server --requirepass "two words" --port 7000']}),
      ['redis-cli -p 7000', ['REDISCLI_AUTH=two words']],
    ],
    [
      'a password by variable',
      'redis',
      target({command: ['sh', '-c', 'redis-server --requirepass $MY_SECRET'], env: ['MY_SECRET=rd-word']}),
      ['redis-cli', ['REDISCLI_AUTH=rd-word']],
    ],
    [
      'REDIS_PASSWORD',
      'redis',
      target({image: 'bitnami/redis', env: ['REDIS_PASSWORD=rd-word', 'REDIS_PORT_NUMBER=6379']}),
      ['redis-cli', ['REDISCLI_AUTH=rd-word']],
    ],
    [
      'REDIS_ARGS',
      'redis',
      target({image: 'redis/redis-stack', env: ['REDIS_ARGS=--requirepass rd-word --save 60 1']}),
      ['redis-cli', ['REDISCLI_AUTH=rd-word']],
    ],
    [
      'a password file',
      'redis',
      target({image: 'bitnami/redis', env: ['REDIS_PASSWORD_FILE=/run/secrets/redis']}),
      ['sh -c held=$(cat "$1") || exit; shift; export REDISCLI_AUTH="$held"; exec "$@" sh /run/secrets/redis redis-cli'],
    ],
    [
      'valkey',
      'redis',
      target({image: 'valkey/valkey:8', env: ['VALKEY_PASSWORD=vk-word']}),
      ['valkey-cli', ['REDISCLI_AUTH=vk-word', 'VALKEYCLI_AUTH=vk-word']],
    ],
    ['keydb', 'redis', target({image: 'eqalpha/keydb'}), ['keydb-cli']],
    ['a cluster', 'redis', target({command: ['redis-server', '--cluster-enabled', 'yes']}), ['redis-cli -c']],
    ['Kafka has none', 'kafka', target(kf), null],
    ['mysql as root', 'mysql', target(my), ['mysql -u root -D shop', ['MYSQL_PWD=my-word']]],
    [
      'mysql as the user it has',
      'mysql',
      target({image: 'mysql:8', env: ['MYSQL_USER=app', 'MYSQL_PASSWORD=my-word', 'MYSQL_RANDOM_ROOT_PASSWORD=yes']}),
      ['mysql -u app', ['MYSQL_PWD=my-word']],
    ],
    [
      'mariadb',
      'mysql',
      target({image: 'mariadb:11', env: ['MARIADB_ROOT_PASSWORD=my-word']}),
      ['mariadb -u root', ['MYSQL_PWD=my-word']],
    ],
    ['mongosh without a login', 'mongo', target({image: 'mongo:7'}), ['mongosh --quiet']],
    [
      'mongosh logs in by itself',
      'mongo',
      target({image: 'mongo:7', env: ['MONGO_INITDB_ROOT_USERNAME=root', 'MONGO_INITDB_ROOT_PASSWORD=mg-word']}),
      [
        'mongosh --quiet --eval db.getSiblingDB("admin").auth(process.env.MONGO_INITDB_ROOT_USERNAME, process.env.MONGO_INITDB_ROOT_PASSWORD) --shell',
      ],
    ],
    [
      'zookeeper',
      'zookeeper',
      target({image: 'confluentinc/cp-zookeeper', env: ['ZOOKEEPER_CLIENT_PORT=2182']}),
      [
        'zookeeper-shell localhost:2182',
        ['KAFKA_HEAP_OPTS=-Xmx64m', 'KAFKA_JMX_OPTS= ', 'JMX_PORT=', 'CLIENT_JVMFLAGS=-Xmx64m', 'ZK_CLIENT_HEAP=64', 'JMXPORT='],
      ],
    ],
    ['rabbitmq has none', 'rabbitmq', target({image: 'rabbitmq:3'}), null],
    ['http has none', 'http', target({}), null],
  ])('%s', (_, kind, one, expected) => {
    expect(shown(serviceFor(kind).console(one), 'PGAPPNAME=stacktop')).toEqual(expected);
  });
});

const psql = 'psql -U shop -d orders -w -X -v ON_ERROR_STOP=1 -P pager=off';
const slim = [
  'KAFKA_JMX_OPTS= ',
  'JMX_PORT=',
  'KAFKA_HEAP_OPTS=-Xmx64m',
  'KAFKA_JVM_PERFORMANCE_OPTS=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC',
];
const usual = ['PGAPPNAME=stacktop', 'PAGER=', 'PGUSER=shop', 'PGDATABASE=orders', ...slim];

describe('a line that a person types', () => {
  const rows: readonly [ServiceKind, ServiceTarget, string, readonly (string | readonly string[])[] | null, string?][] = [
    ['postgres', target(pg), 'select 1', [psql], 'select 1\n'],
    ['postgres', target(pg), '\\dt', [psql], '\\dt\n'],
    ['postgres', target(pg), "alter role shop password 'pg-new'", [psql], "alter role shop password 'pg-new'\n"],
    [
      'postgres',
      target(bitnamiPg),
      'select 1',
      ['psql -U app -d appdb -w -X -v ON_ERROR_STOP=1 -P pager=off', ['PGPASSWORD=pg-word']],
      'select 1\n',
    ],
    ['postgres', target(pg), 'pg_isready', ['pg_isready']],
    ['postgres', target(pg), 'pg_dump -t "my table"', ['pg_dump -w -t my table']],
    ['postgres', target(pg), "psql -d other -c 'select 1'", ['psql -w -X -v ON_ERROR_STOP=1 -P pager=off -d other -c select 1']],
    [
      'postgres',
      target(pg),
      "psql postgres://me:s%40crt@db/x -c 'select 1'",
      ['psql -w -X -v ON_ERROR_STOP=1 -P pager=off postgres://me@db/x -c select 1', ['PGPASSWORD=s@crt']],
    ],
    [
      'postgres',
      target(pg),
      `psql "host=db password='a b' user=me"`,
      ['psql -w -X -v ON_ERROR_STOP=1 -P pager=off host=db user=me', ['PGPASSWORD=a b']],
    ],
    [
      'postgres',
      target(pg),
      `psql -c "alter role bob password 'pg-word'" --command='select 1;'`,
      ['psql -w -X -v ON_ERROR_STOP=1 -P pager=off'],
      "alter role bob password 'pg-word';\nselect 1;\n",
    ],
    [
      'postgres',
      target(pg),
      'psql -dpostgres://me:pg-word@db/x',
      ['psql -w -X -v ON_ERROR_STOP=1 -P pager=off -dpostgres://me@db/x', ['PGPASSWORD=pg-word']],
    ],
    [
      'kafka',
      target(kf),
      "kafka-configs --alter --entity-type users --entity-name a --add-config 'SCRAM-SHA-256=[password=kf-word]'",
      null,
    ],
    ['kafka', target({image: 'redpandadata/redpanda'}), 'rpk security user create a -p kf-word', null],
    ['zookeeper', target({image: 'zookeeper'}), 'setAcl /x digest:bob:hash:r', null],
    ['other', target({}), 'curl -u bob:ot-word http://x', null],
    ['other', target({}), '! mysql -u root -pmy-word', null],
    ['postgres', target(pg), 'psql -W', null],
    ['postgres', target(pg), '\\password shop', null],
    ['postgres', target(pg), 'select 1; \\e', null],
    ['postgres', target(pg), "pg_dump -t 'x", null],
    ['postgres', target(pg), '! ls -l "/a b"', ['ls -l /a b']],
    ['postgres', target(pg), '  ', null],
    ['postgres', target(pg), '!', null],
    ['redis', target({image: 'redis:7'}), 'INFO memory', ['redis-cli -e INFO memory']],
    ['redis', target(rd), 'SET "a b" \'c\\d\'', ['redis-cli -e SET a b c\\d', ['REDISCLI_AUTH=rd-word']]],
    [
      'redis',
      target(rd),
      'redis-cli -n 2 --scan --pattern agent:*',
      ['redis-cli -e -n 2 --scan --pattern agent:*', ['REDISCLI_AUTH=rd-word']],
    ],
    ['redis', target(rd), 'redis-cli -e -a mine PING', ['redis-cli -e PING', ['REDISCLI_AUTH=mine']]],
    ['redis', target(rd), '-h elsewhere PING', ['redis-cli -e -h elsewhere PING']],
    [
      'redis',
      target(rd),
      '-u redis://me:s%3Acrt@elsewhere:6379/1 PING',
      ['redis-cli -e --user me -u redis://elsewhere:6379/1 PING', ['REDISCLI_AUTH=s:crt']],
    ],
    ['redis', target(rd), '-p 7000 PING', ['redis-cli -e -p 7000 PING', ['REDISCLI_AUTH=rd-word']]],
    [
      'redis',
      target({image: 'redis:7'}),
      'CONFIG SET requirepass "new word"',
      ['redis-cli -e'],
      '"CONFIG" "SET" "requirepass" "new word"\n',
    ],
    ['redis', target({image: 'redis:7'}), "AUTH 'a\"b\\c'", ['redis-cli -e'], '"AUTH" "a\\"b\\\\c"\n'],
    ['redis', target({image: 'redis:7'}), "AUTH 'a\nFLUSHALL'", ['redis-cli -e'], '"AUTH" "a\\x0aFLUSHALL"\n'],
    ['redis', target({image: 'valkey/valkey'}), 'PING', ['valkey-cli -e PING']],
    ['redis', target({image: 'eqalpha/keydb'}), 'PING', ['keydb-cli PING']],
    ['redis', target(rd), "GET 'x", null],
    ['kafka', target(kf), 'kafka-topics --list', ['kafka-topics --list --bootstrap-server localhost:9092']],
    ['kafka', target(kf), '--list', ['kafka-topics --list --bootstrap-server localhost:9092']],
    [
      'kafka',
      target(kf),
      '--describe --group g',
      ['kafka-consumer-groups --describe --group g --bootstrap-server localhost:9092'],
    ],
    ['kafka', target(kf), 'kafka-topics.sh --list --bootstrap-server=k:1', ['kafka-topics --list --bootstrap-server=k:1']],
    ['kafka', target(kf), 'topics --list', ['kafka-topics --list --bootstrap-server localhost:9092']],
    ['kafka', target(kf), 'kafka-get-offsets --topic t', ['kafka-get-offsets --topic t --bootstrap-server localhost:9092']],
    [
      'kafka',
      target(kf),
      'kafka-console-consumer --topic t --group mine --from-beginning --max-messages 5',
      [
        'kafka-console-consumer --topic t --group mine --from-beginning --max-messages 5 --bootstrap-server localhost:9092 --consumer-property allow.auto.create.topics=false --timeout-ms 10000',
      ],
    ],
    // what makes up a group of its own leaves it behind
    ['kafka', target(kf), 'kafka-console-consumer --topic t --from-beginning', null],
    ['kafka', target(kf), 'kafka-consumer-perf-test --topic t --messages 5', null],
    [
      'kafka',
      target({
        image: 'apache/kafka:3.8.0',
        env: [
          'KAFKA_LISTENERS=CONTROLLER://localhost:9091,HOST://0.0.0.0:9092,DOCKER://0.0.0.0:9093',
          'KAFKA_CONTROLLER_LISTENER_NAMES=CONTROLLER',
          'KAFKA_LISTENER_SECURITY_PROTOCOL_MAP=CONTROLLER:PLAINTEXT,DOCKER:PLAINTEXT,HOST:PLAINTEXT',
        ],
      }),
      '--list',
      ['/opt/kafka/bin/kafka-topics.sh --list --bootstrap-server localhost:9092'],
    ],
    [
      'kafka',
      target({image: 'bitnami/kafka:3.6', env: ['KAFKA_CFG_LISTENERS=PLAINTEXT://kafka-two:9094,CONTROLLER://:9093']}),
      '--list',
      ['kafka-topics.sh --list --bootstrap-server kafka-two:9094'],
    ],
    [
      'kafka',
      target({
        image: 'confluentinc/cp-kafka',
        env: [
          'KAFKA_ADVERTISED_LISTENERS=SASL://k:9093,INSIDE://k:9095',
          'KAFKA_LISTENER_SECURITY_PROTOCOL_MAP=SASL:SASL_SSL,INSIDE:PLAINTEXT',
        ],
      }),
      '--list',
      ['kafka-topics --list --bootstrap-server localhost:9095'],
    ],
    [
      'kafka',
      target({
        image: 'redpandadata/redpanda',
        command: ['redpanda', 'start', '--kafka-addr', 'internal://0.0.0.0:9092,external://0.0.0.0:19092'],
      }),
      '--list',
      ['rpk topic list'],
    ],
    [
      'kafka',
      target({image: 'redpandadata/redpanda', command: ['redpanda', 'start', '--kafka-addr=PLAINTEXT://0.0.0.0:29092']}),
      'rpk topic list',
      ['rpk topic list', ['RPK_BROKERS=localhost:29092', 'REDPANDA_BROKERS=localhost:29092']],
    ],
    ['kafka', target({image: 'redpandadata/redpanda'}), '--delete --topic t', ['rpk topic delete t']],
    ['kafka', target({image: 'redpandadata/redpanda'}), 'kafka-acls --list', null],
    ['kafka', target(kf), 'ls', null],
    [
      'mysql',
      target(my),
      'show tables',
      ['mysql -u root -D shop --connect-timeout=5 -A --table', ['MYSQL_PWD=my-word']],
      'show tables\n',
    ],
    ['mysql', target({image: 'mariadb:11'}), 'show tables', ['mariadb -u root --connect-timeout=5 -A --table'], 'show tables\n'],
    ['mysql', target(my), 'mysqldump shop', ['mysqldump -u root shop', ['MYSQL_PWD=my-word']]],
    ['mysql', target(my), "mysql -u app -pother -e 'select 1'", ['mysql -u app -e select 1', ['MYSQL_PWD=other']]],
    ['mysql', target(my), 'mysql -u root -p', ['mysql -u root']],
    ['mongo', target({image: 'mongo:7'}), 'show dbs', ['mongosh --quiet --eval show dbs']],
    [
      'mongo',
      target({image: 'mongo:7'}),
      "db.createUser({user: 'a', pwd: 'mg-word'})",
      ['mongosh --quiet --eval load("/dev/stdin")'],
      "db.createUser({user: 'a', pwd: 'mg-word'})\n",
    ],
    ['mongo', target({image: 'mongo:7'}), 'mongosh mongodb://a:mg-word@h/x', null],
    ['rabbitmq', target({}), 'list_queues name messages', ['rabbitmqctl list_queues name messages']],
    ['rabbitmq', target({}), 'rabbitmqctl add_user bob rb-word', ['rabbitmqctl add_user bob'], 'rb-word\n'],
    ['rabbitmq', target({}), 'rabbitmq-diagnostics ping', ['rabbitmq-diagnostics ping']],
    ['zookeeper', target({image: 'zookeeper:3.9'}), 'srvr', ['nc -w 3 127.0.0.1 2181'], 'srvr\n'],
    [
      'zookeeper',
      target({image: 'zookeeper:3.9'}),
      'ls /',
      ['zkCli.sh -server localhost:2181 ls /', ['CLIENT_JVMFLAGS=-Xmx64m', 'ZK_CLIENT_HEAP=64', 'JMXPORT=']],
    ],
    ['nginx', target({image: 'nginx'}), '-t', ['nginx -t']],
    ['nginx', target({image: 'nginx'}), 'ls', null],
    ['traefik', target({image: 'traefik'}), 'GET /api/overview', ['curl -sS -m 10 -i http://127.0.0.1:8080/api/overview']],
    ['http', target({exposed: ['8000/tcp']}), 'GET /health', ['curl -sS -m 10 -i http://127.0.0.1:8000/health']],
    ['http', target({}, {probe: {port: 9999, path: '/x'}}), 'GET /health', ['curl -sS -m 10 -i http://127.0.0.1:9999/health']],
    ['http', target({}), 'GET /health', null],
    ['http', target({}), 'python -m prisma generate', ['python -m prisma generate']],
    ['ngrok', target({image: 'ngrok/ngrok'}), 'GET /api/tunnels', ['curl -sS -m 10 -i http://127.0.0.1:4040/api/tunnels']],
    ['other', target({}), "echo 'a  b'", ['echo a  b']],
    ['other', target({}), "echo 'a", null],
  ];
  test.each(rows.map(([kind, one, line, expected, input]) => ({title: `${kind}: ${line}`, kind, one, line, expected, input})))(
    '$title',
    row => {
      const {kind, one, line, expected, input} = row;
      const service = serviceFor(kind);
      const invocation = service.command(one, line);
      expect(shown(invocation, ...usual)).toEqual(expected);
      expect(invocation?.input).toBe(input);
      expect(service.whyNot(one, line) === '').toBe(expected !== null);
    },
  );

  test('works before the container was inspected', () => {
    const bare: ServiceTarget = {container: container('shop/postgres', {inspection: null}), profile: null};
    expect(serviceFor('postgres').console(bare)?.argv).toEqual(['psql', '-U', 'postgres', '-d', 'postgres']);
    expect(serviceFor('kafka').command(bare, '--list')?.argv.at(-1)).toBe('localhost:9092');
  });
});

describe('arguments of `stacktop run`', () => {
  test.each<[ServiceKind, ServiceTarget, readonly string[], readonly string[] | null, string?]>([
    ['kafka', target(kf), ['--list'], ['kafka-topics', '--list', '--bootstrap-server', 'localhost:9092']],
    ['redis', target(rd), ['INFO', 'memory'], ['redis-cli', '-e', 'INFO', 'memory']],
    ['redis', target(rd), ['SET', 'a b', "it's"], ['redis-cli', '-e', 'SET', 'a b', "it's"]],
    ['redis', target(rd), ['INFO memory'], ['redis-cli', '-e', 'INFO', 'memory']],
    ['redis', target(rd), [], ['redis-cli', '-e']],
    [
      'postgres',
      target(pg),
      ['-c', 'select 1'],
      ['psql', '-w', '-X', '-v', 'ON_ERROR_STOP=1', '-P', 'pager=off', '-c', 'select 1'],
    ],
    [
      'postgres',
      target(pg),
      ['-c', 'select \'a\n"b"\''],
      ['psql', '-w', '-X', '-v', 'ON_ERROR_STOP=1', '-P', 'pager=off', '-c', 'select \'a\n"b"\''],
    ],
    ['postgres', target(pg), ['select 1'], psql.split(' '), 'select 1\n'],
    ['postgres', target(pg), ['otherdb'], ['psql', '-w', '-X', '-v', 'ON_ERROR_STOP=1', '-P', 'pager=off', 'otherdb']],
    ['postgres', target(pg), ['pg_isready', '-q'], ['pg_isready', '-q']],
    ['postgres', target(pg), [], ['psql', '-w', '-X', '-v', 'ON_ERROR_STOP=1', '-P', 'pager=off']],
    ['nginx', target({image: 'nginx'}), ['-t'], ['nginx', '-t']],
    ['other', target({}), ['python', '-c', 'print("a b")'], ['python', '-c', 'print("a b")']],
    ['other', target({}), ['!', 'x'], ['!', 'x']],
  ])('%s, row %#', (kind, one, args, argv, input) => {
    const invocation = serviceFor(kind).tool(one, args);
    expect(invocation?.argv).toEqual(argv);
    expect(invocation?.input).toBe(input);
  });
});

describe('read-only', () => {
  const readOnly: RunWish = {readOnly: true};
  test('the server is told too', () => {
    expect(serviceFor('postgres').command(target(pg), 'select 1', readOnly)?.env).toContain(
      'PGOPTIONS=-c default_transaction_read_only=on',
    );
    expect(serviceFor('postgres').command(target(pg), "psql -c 'select 1'", readOnly)?.env).toContain(
      'PGOPTIONS=-c default_transaction_read_only=on',
    );
    expect(serviceFor('mysql').command(target(my), 'select 1', readOnly)?.argv).toContain(
      '--init-command=SET SESSION TRANSACTION READ ONLY',
    );
  });
  test('and says why it refuses', () => {
    expect(serviceFor('redis').whyNot(target(rd), 'SET a 1', readOnly)).toBe(
      'read-only: only what is known to just read may run',
    );
    expect(serviceFor('redis').whyNot(target(rd), 'GET a', readOnly)).toBe('');
  });
});

describe('other names are tried where the first is not there', () => {
  test.each<[ServiceKind, ServiceTarget, string, readonly string[]]>([
    [
      'redis',
      target({image: 'redis:6'}),
      'PING',
      ['redis-cli -e PING', 'redis-cli PING', 'valkey-cli -e PING', 'keydb-cli PING'],
    ],
    [
      'kafka',
      target(kf),
      '--list',
      [
        'kafka-topics',
        'kafka-topics.sh',
        '/opt/kafka/bin/kafka-topics.sh',
        '/opt/bitnami/kafka/bin/kafka-topics.sh',
        '/usr/bin/kafka-topics',
      ].map(name => `${name} --list --bootstrap-server localhost:9092`),
    ],
    ['mysql', target({image: 'mysql:8'}), 'mysqldump x', ['mysqldump -u root x', 'mariadb-dump -u root x']],
  ])('%s', (kind, one, line, names) => {
    const invocation = serviceFor(kind).command(one, line);
    expect([invocation?.argv, ...(invocation?.fallbacks ?? [])].map(argv => argv?.join(' '))).toEqual(names);
  });
});

describe('no password is ever among the words', () => {
  const word = /(pg|rd|my|mg|vk|rb)-(word|new)/;
  test.each<[ServiceKind, ServiceTarget, readonly string[]]>([
    [
      'postgres',
      target(bitnamiPg),
      ['select 1', 'pg_dump', 'psql postgres://a:pg-word@h/x', "psql 'password=pg-word'", "create role x password 'pg-word'"],
    ],
    [
      'redis',
      target(rd),
      [
        'PING',
        '-a rd-word PING',
        'AUTH rd-word',
        'CONFIG SET requirepass rd-word',
        'ACL SETUSER x on >rd-word ~* +@all',
        '--pass rd-word PING',
        '-u redis://:rd-word@h PING',
        'MIGRATE h 1 k 0 1 AUTH rd-word',
      ],
    ],
    [
      'mysql',
      target(my),
      ['select 1', 'mysql -pmy-word', 'mysqldump --password=my-word x', "create user x identified by 'my-word'"],
    ],
    ['rabbitmq', target({}), ['add_user x rb-word', 'rabbitmqctl change_password x rb-word']],
    [
      'mongo',
      target({image: 'mongo', env: ['MONGO_INITDB_ROOT_USERNAME=root', 'MONGO_INITDB_ROOT_PASSWORD=mg-word']}),
      ['show dbs', 'db.auth("a", "mg-word")', 'mongosh -p mg-word'],
    ],
  ])('%s', (kind, one, lines) => {
    const service = serviceFor(kind);
    for (const run of [
      service.console(one),
      service.vitals(one)?.invocation ?? null,
      ...lines.map(line => service.command(one, line)),
    ]) {
      for (const argv of run ? [run.argv, ...(run.fallbacks ?? [])] : []) expect(argv.join(' ')).not.toMatch(word);
    }
  });
});

test('a password is hidden in answers unless it is a word that they are full of', () => {
  const secrets = (password: string): readonly string[] | undefined =>
    serviceFor('postgres').console(
      target({image: 'bitnami/postgresql', env: [`POSTGRESQL_PASSWORD=${password}`, 'POSTGRESQL_USERNAME=shop']}),
    )?.secrets;
  expect(secrets('s3cret-word')).toEqual(['s3cret-word']);
  expect(secrets('shop')).toEqual([]);
  expect(secrets('postgres')).toEqual([]);
  expect(secrets('abc')).toEqual([]);
});
