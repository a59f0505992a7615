import {describe, expect, test} from 'vitest';
import type {ServiceKind} from '../../source/model/profile.js';
import {serviceFor} from '../../source/services/recognise.js';
import type {Ending} from '../../source/services/service.js';

const out = (exitCode: number | null, stdout: string): Ending => ({exitCode, stdout, stderr: ''});
const err = (exitCode: number | null, stderr: string, stdout = ''): Ending => ({exitCode, stdout, stderr});

/** The texts are what real servers and tools said: PostgreSQL 15, Redis 7.0, Kafka 3.5, ZooKeeper 3.6, MariaDB 10.11, nginx 1.22. */
const trace =
  '\tat kafka.admin.TopicCommand$.main(TopicCommand.scala:62)\n\tat kafka.admin.TopicCommand.main(TopicCommand.scala)\n (kafka.admin.TopicCommand$)\n';

describe('fine in spite of appearances', () => {
  test.each<[string, ServiceKind, Ending]>([
    ['a notice', 'postgres', err(0, 'NOTICE:  table "x" does not exist, skipping\n', 'DROP TABLE\n')],
    ['a warning', 'postgres', err(0, 'WARNING:  database "x" has a collation version mismatch\n', ' 1\n')],
    ['rows about errors', 'postgres', out(0, 'ERROR: not mine\n')],
    [
      'a password where none is set',
      'redis',
      err(
        0,
        'AUTH failed: ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?\n',
        'PONG\n',
      ),
    ],
    ['a value that looks like an error', 'redis', out(0, 'ERR not an error\n')],
    ['an empty value', 'redis', out(0, '\n')],
    ['an empty list', 'redis', out(0, '\n')],
    ['an answer that is long', 'redis', out(0, `${'ERR x\n'.repeat(20_000)}ok\n`)],
    [
      'a consumer whose time is up',
      'kafka',
      err(
        0,
        '[2026-11-21 17:47:50,819] ERROR Error processing message, terminating consumer process:  (kafka.tools.ConsoleConsumer$)\norg.apache.kafka.common.errors.TimeoutException\nProcessed a total of 0 messages\n',
      ),
    ],
    [
      'a broker that was waited for',
      'kafka',
      err(
        0,
        '[2026-11-21 17:47:52,083] WARN [AdminClient clientId=adminclient-1] Connection to node -1 (localhost/127.0.0.1:9092) could not be established. Broker may not be available. (org.apache.kafka.clients.NetworkClient)\n',
        'events\n',
      ),
    ],
    ['a group without members', 'kafka', err(0, "\nConsumer group 'g' has no active members.\n", 'GROUP TOPIC\n')],
    ['no topics', 'kafka', out(0, '\n')],
    [
      'nginx -t',
      'nginx',
      err(
        0,
        'nginx: the configuration file /etc/nginx/nginx.conf syntax is ok\nnginx: configuration file /etc/nginx/nginx.conf test is successful\n',
      ),
    ],
    ['an exit code that the engine does not tell', 'postgres', out(null, ' 1\n')],
    ['the same of a program', 'other', out(null, 'x\n')],
  ])('%s', (_, kind, ending) => {
    expect(serviceFor(kind).verdict(ending)).toEqual({ok: true, message: '', hint: '', unfit: false});
  });
});

const socket = 'connection to server on socket "/var/run/postgresql/.s.PGSQL.5432" failed:';

describe('a failure in one line, with what to try', () => {
  test.each<[ServiceKind, Ending, string, RegExp]>([
    [
      'postgres',
      err(3, 'ERROR:  column "nope" does not exist\nLINE 1: select nope\n               ^\n'),
      'ERROR: column "nope" does not exist',
      /^$/,
    ],
    [
      'postgres',
      err(3, 'psql:<stdin>:1: ERROR:  relation "nope" does not exist\nLINE 1: select * from nope;\n'),
      'ERROR: relation "nope" does not exist',
      /^$/,
    ],
    [
      'postgres',
      err(
        1,
        'ERROR:  function nope() does not exist\nLINE 1: select nope()\n               ^\nHINT:  No function matches the given name and argument types. You might need to add explicit type casts.\n',
      ),
      'ERROR: function nope() does not exist',
      /^No function matches/,
    ],
    ['postgres', err(3, 'NOTICE:  hello\nERROR:  division by zero\n', 'DO\n'), 'ERROR: division by zero', /^$/],
    [
      'postgres',
      err(2, `psql: error: ${socket} FATAL:  role "root" does not exist\n`),
      'FATAL: role "root" does not exist',
      /\\du/,
    ],
    [
      'postgres',
      err(2, `psql: error: ${socket} FATAL:  database "nope" does not exist\n`),
      'FATAL: database "nope" does not exist',
      /\\l lists/,
    ],
    [
      'postgres',
      err(
        2,
        `psql: error: ${socket} No such file or directory\n\tIs the server running locally and accepting connections on that socket?\n`,
      ),
      `${socket} No such file or directory`,
      /try again/,
    ],
    [
      'postgres',
      err(3, `\\connect: ${socket} FATAL:  database "nope" does not exist\n`),
      'FATAL: database "nope" does not exist',
      /\\l lists/,
    ],
    [
      'postgres',
      err(2, 'psql: error: connection to server at "172.17.0.4", port 5432 failed: fe_sendauth: no password supplied\n'),
      'fe_sendauth: no password supplied',
      /asks for a password/,
    ],
    [
      'postgres',
      err(
        2,
        'psql: error: connection to server at "172.17.0.4", port 5432 failed: FATAL:  password authentication failed for user "shop"\n',
      ),
      'FATAL: password authentication failed for user "shop"',
      /no longer/,
    ],
    [
      'postgres',
      err(2, 'psql: error: could not translate host name "nope" to address: Name or service not known\n'),
      'could not translate host name "nope" to address: Name or service not known',
      /network/,
    ],
    [
      'postgres',
      err(3, 'ERROR:  cannot execute INSERT in a read-only transaction\n'),
      'ERROR: cannot execute INSERT in a read-only transaction',
      /--read-only/,
    ],
    ['postgres', err(3, 'invalid command \\nosuch\n'), 'invalid command \\nosuch', /^$/],
    [
      'postgres',
      err(1, 'psql: unrecognized option \'--nosuch\'\npsql: hint: Try "psql --help" for more information.\n'),
      "unrecognized option '--nosuch'",
      /^$/,
    ],
    [
      'postgres',
      err(1, 'pg_restore: error: one of -d/--dbname and -f/--file must be specified\n'),
      'one of -d/--dbname and -f/--file must be specified',
      /^$/,
    ],
    [
      'postgres',
      err(3, 'Cancel request sent\nERROR:  canceling statement due to user request\n'),
      'ERROR: canceling statement due to user request',
      /^$/,
    ],
    ['postgres', out(2, '/var/run/postgresql:5432 - no response\n'), 'the server does not answer', /try again/],
    [
      'postgres',
      out(1, '/var/run/postgresql:5432 - rejecting connections\n'),
      'the server refuses connections: it is starting up',
      /try again/,
    ],
    ['postgres', out(143, ''), 'it was stopped', /^$/],
    ['postgres', out(7, ''), 'it ended with exit code 7', /^$/],

    [
      'redis',
      err(1, "ERR unknown command 'NOSUCH', with args beginning with: 'a' 'b' \n"),
      "ERR unknown command 'NOSUCH', with args beginning with: 'a' 'b'",
      /^$/,
    ],
    [
      'redis',
      out(0, "ERR unknown command 'NOSUCH', with args beginning with: \n\n"),
      "ERR unknown command 'NOSUCH', with args beginning with:",
      /^$/,
    ],
    ['redis', out(0, 'NOAUTH Authentication required.\n\n'), 'NOAUTH Authentication required.', /configuration file/],
    ['redis', out(137, 'OK\n'), 'it ended with exit code 137, killed (SIGKILL)', /^$/],
    ['other', out(137, 'tick\n'), 'it ended with exit code 137, killed (SIGKILL)', /^$/],
    ['redis', err(1, 'NOAUTH Authentication required.\n'), 'NOAUTH Authentication required.', /configuration file/],
    [
      'redis',
      err(
        0,
        'AUTH failed: WRONGPASS invalid username-password pair or user is disabled.\n',
        'NOAUTH Authentication required.\n\n',
      ),
      'WRONGPASS invalid username-password pair or user is disabled.',
      /no longer/,
    ],
    [
      'redis',
      err(1, 'AUTH failed: WRONGPASS invalid username-password pair or user is disabled.\nNOAUTH Authentication required.\n'),
      'WRONGPASS invalid username-password pair or user is disabled.',
      /no longer/,
    ],
    [
      'redis',
      err(1, 'WRONGTYPE Operation against a key holding the wrong kind of value\n'),
      'WRONGTYPE Operation against a key holding the wrong kind of value',
      /^$/,
    ],
    [
      'redis',
      err(1, 'Could not connect to Redis at 127.0.0.1:6379: Connection refused\n'),
      'Could not connect to Redis at 127.0.0.1:6379: Connection refused',
      /try again/,
    ],
    [
      'redis',
      err(1, 'MISCONF Redis is configured to save RDB snapshots, but it is currently unable to persist to disk.\n'),
      'MISCONF Redis is configured to save RDB snapshots, but it is currently unable to persist to disk.',
      /log/,
    ],
    [
      'redis',
      err(1, 'ERR Write commands are not allowed from read-only scripts. script: ff96, on @user_script:1.\n'),
      'ERR Write commands are not allowed from read-only scripts. script: ff96, on @user_script:1.',
      /^$/,
    ],

    [
      'kafka',
      err(
        1,
        `[2026-11-21 17:47:37,734] ERROR org.apache.kafka.common.errors.TopicExistsException: Topic 't1' already exists.\n (kafka.admin.TopicCommand$)\n`,
        "Error while executing topic command : Topic 't1' already exists.\n",
      ),
      "Topic 't1' already exists.",
      /^$/,
    ],
    [
      'kafka',
      err(
        1,
        `[2026-11-21 17:47:38,625] ERROR java.lang.IllegalArgumentException: Topic 'nope' does not exist as expected\n${trace}`,
        "Error while executing topic command : Topic 'nope' does not exist as expected\n",
      ),
      "Topic 'nope' does not exist as expected",
      /--list/,
    ],
    ['kafka', out(0, "\nError: Consumer group 'nope' does not exist.\n"), "Consumer group 'nope' does not exist.", /--list/],
    [
      'kafka',
      err(
        1,
        `Exception in thread "main" joptsimple.UnrecognizedOptionException: nosuch is not a recognized option\n\tat joptsimple.OptionException.unrecognizedOption(OptionException.java:108)\n`,
      ),
      'nosuch is not a recognized option',
      /--help/,
    ],
    [
      'kafka',
      err(
        1,
        'Command must include exactly one action: --list, --describe, --create, --alter or --delete\nOption     Description\n',
      ),
      'Command must include exactly one action: --list, --describe, --create, --alter or --delete',
      /--help/,
    ],
    [
      'kafka',
      out(1, 'Error occurred: Could not match any topic-partitions with the specified filters\n'),
      'Could not match any topic-partitions with the specified filters',
      /^$/,
    ],
    [
      'kafka',
      err(
        1,
        `[2026-11-21 17:47:52,083] WARN Couldn't resolve server nosuchhost:9092 from bootstrap.servers as DNS resolution failed for nosuchhost (org.apache.kafka.clients.ClientUtils)\nException in thread "main" org.apache.kafka.common.KafkaException: Failed to create new KafkaAdminClient\n\tat x\nCaused by: org.apache.kafka.common.config.ConfigException: No resolvable bootstrap urls given in bootstrap.servers\n`,
      ),
      'No resolvable bootstrap urls given in bootstrap.servers',
      /localhost/,
    ],
    [
      'kafka',
      err(
        1,
        'Error: Exception thrown by the agent : java.rmi.server.ExportException: Port already in use: 9999; nested exception is: \n\tjava.net.BindException: Address already in use\n',
      ),
      'Port already in use: 9999',
      /KAFKA_OPTS/,
    ],
    [
      'kafka',
      err(
        0,
        '[2026-11-21 17:51:47,830] WARN [AdminClient clientId=adminclient-1] Connection to node -1 (localhost/127.0.0.1:1) could not be established. Broker may not be available. (org.apache.kafka.clients.NetworkClient)\n',
        '\nError: Executing consumer group command failed due to org.apache.kafka.common.KafkaException: Failed to find brokers to send ListGroups\n',
      ),
      'KafkaException: Failed to find brokers to send ListGroups',
      /does not answer/,
    ],
    [
      'kafka',
      err(
        1,
        '[2026-11-21 17:51:53,763] WARN [AdminClient clientId=GetOffsetShell] Connection to node -1 (localhost/127.0.0.1:1) could not be established. Broker may not be available. (org.apache.kafka.clients.NetworkClient)\n',
        'Error occurred: org.apache.kafka.common.errors.TimeoutException: Timed out waiting for a node assignment. Call: listTopics\n',
      ),
      'TimeoutException: Timed out waiting for a node assignment. Call: listTopics',
      /does not answer/,
    ],
    [
      'kafka',
      err(
        0,
        '[2026-11-21 18:03:49,962] WARN [Consumer clientId=console-consumer, groupId=console-consumer-92297] Error while fetching metadata with correlation id 2 : {nosuch=UNKNOWN_TOPIC_OR_PARTITION} (org.apache.kafka.clients.NetworkClient)\n[2026-11-21 18:03:51,962] ERROR Error processing message, terminating consumer process:  (kafka.tools.ConsoleConsumer$)\norg.apache.kafka.common.errors.TimeoutException\nProcessed a total of 0 messages\n',
      ),
      "Topic 'nosuch' does not exist",
      /--list/,
    ],
    ['kafka', out(124, ''), 'it did not answer in time', /listen elsewhere/],
    ['kafka', out(137, ''), 'it was killed: out of memory?', /memory limit/],

    [
      'zookeeper',
      out(0, 'mntr is not executed because it is not in the whitelist.\n'),
      'mntr is not executed because it is not in the whitelist.',
      /whitelist/,
    ],
    [
      'zookeeper',
      err(
        1,
        'Node does not exist: /nosuch\n[2026-11-21 17:48:39,120] ERROR Exiting JVM with code 1 (org.apache.zookeeper.util.ServiceUtils)\n',
        'Connecting to localhost:2181\n',
      ),
      'Node does not exist: /nosuch',
      /^$/,
    ],
    [
      'zookeeper',
      err(
        127,
        'ZooKeeper -server host:port cmd args\nCommand not found: Command not found nosuchcmd\n[2026-11-21 17:49:07,128] ERROR Exiting JVM with code 127 (x)\n',
      ),
      'Command not found: Command not found nosuchcmd',
      /^$/,
    ],
    [
      'mysql',
      err(1, "--------------\nselect nope\n--------------\n\nERROR 1054 (42S22) at line 1: Unknown column 'nope' in 'SELECT'\n"),
      "ERROR 1054 (42S22): Unknown column 'nope' in 'SELECT'",
      /^$/,
    ],
    [
      'mysql',
      err(1, 'ERROR 1792 (25006) at line 1: Cannot execute statement in a READ ONLY transaction\n'),
      'ERROR 1792 (25006): Cannot execute statement in a READ ONLY transaction',
      /--read-only/,
    ],
    [
      'mysql',
      err(1, "ERROR 2002 (HY000): Can't connect to server on '127.0.0.1' (115)\n"),
      "ERROR 2002 (HY000): Can't connect to server on '127.0.0.1' (115)",
      /try again/,
    ],
    [
      'mongo',
      err(1, 'MongoNetworkError: connect ECONNREFUSED 127.0.0.1:27017\n'),
      'MongoNetworkError: connect ECONNREFUSED 127.0.0.1:27017',
      /try again/,
    ],
    [
      'mongo',
      err(1, 'SyntaxError: Unexpected token, expected "," (1:9)\n\n> 1 | db.auth(1\n    |          ^\n'),
      'SyntaxError: Unexpected token, expected "," (1:9)',
      /^$/,
    ],
    ['rabbitmq', err(64, 'Error:\n\nTarget node rabbit@x is not reachable\n'), 'Target node rabbit@x is not reachable', /^$/],
    [
      'nginx',
      err(
        1,
        '2026/11/21 17:48:53 [emerg] 878#878: unknown directive "bad" in /tmp/n.conf:1\nnginx: configuration file /tmp/n.conf test failed\n',
      ),
      'unknown directive "bad" in /tmp/n.conf:1',
      /old configuration/,
    ],
    [
      'nginx',
      err(1, 'nginx: [emerg] host not found in upstream "api" in /etc/nginx/conf.d/default.conf:3\n'),
      'host not found in upstream "api" in /etc/nginx/conf.d/default.conf:3',
      /old configuration/,
    ],
    [
      'http',
      out(0, 'HTTP/1.1 503 Service Unavailable\r\ncontent-type: application/json\r\n\r\n{"detail":"Database connection failed"}'),
      'it answered 503 Service Unavailable',
      /Database connection failed/,
    ],
    [
      'other',
      err(2, 'ls: cannot access x: No such file\nls: cannot access y: No such file\n'),
      'ls: cannot access y: No such file',
      /^$/,
    ],
  ])('%s %j', (kind, ending, message, hint) => {
    const verdict = serviceFor(kind).verdict(ending);
    expect(verdict).toMatchObject({ok: false, message, unfit: false});
    expect(verdict.hint).toMatch(hint);
  });
});

describe('a program that is not there: the next name may be', () => {
  const runc = (name: string): string =>
    `OCI runtime exec failed: exec failed: unable to start container process: exec: "${name}": executable file not found in $PATH: unknown\r\n`;
  test.each<[string, Ending, string]>([
    ['as Docker 20.10 tells it, on stdout', out(126, runc('psql')), 'psql'],
    ['as later ones do', out(127, runc('psql')), 'psql'],
    [
      'by path',
      out(
        126,
        'OCI runtime exec failed: exec failed: unable to start container process: exec: "/opt/x": stat /opt/x: no such file or directory: unknown\r\n',
      ),
      '/opt/x',
    ],
    [
      'as crun tells it',
      err(
        127,
        'Error: crun: executable file `psql` not found in $PATH: No such file or directory: OCI runtime attempted to invoke a command that was not found\n',
      ),
      'psql',
    ],
    ['by dash', err(127, 'sh: 1: psql: not found\n'), 'psql'],
    ['by dash, replaced', err(127, 'sh: 1: exec: psql: not found\n'), 'psql'],
    ['by bash', err(127, 'bash: line 1: psql: command not found\n'), 'psql'],
    ['by busybox', err(127, '/bin/sh: psql: not found\n'), 'psql'],
  ])('%s', (_, ending, name) => {
    for (const kind of ['postgres', 'redis', 'kafka', 'mysql', 'mongo', 'rabbitmq', 'zookeeper', 'nginx', 'other'] as const) {
      expect(serviceFor(kind).verdict(ending)).toMatchObject({ok: false, message: `${name} is not in the image`, unfit: true});
    }
  });

  test('redis-cli before 7 does not know -e', () => {
    expect(serviceFor('redis').verdict(err(1, "Unrecognized option or bad number of args for: '-e'\n"))).toMatchObject({
      ok: false,
      unfit: true,
    });
  });
  test('no such user, and a container in the middle of a restart, are told as what they are', () => {
    expect(
      serviceFor('redis').verdict(out(126, 'unable to find user nobodyatall: no matching entries in passwd file\r\n')),
    ).toMatchObject({message: 'the container has no user nobodyatall', unfit: false});
    expect(
      serviceFor('redis').verdict(
        out(126, 'OCI runtime exec failed: exec failed: error writing config to pipe: write init-p: broken pipe: unknown\r\n'),
      ),
    ).toMatchObject({message: 'the container is restarting', unfit: false});
  });
});

test('a message is one line of bearable length, without passwords', () => {
  const long = serviceFor('postgres').verdict(err(1, `ERROR:  ${'x'.repeat(5_000_000)}\n`));
  expect(long.message.length).toBeLessThan(500);
  const lines = serviceFor('other').verdict(err(1, 'a\tb\r\nlogin to postgres://me:s3cret@db failed\n'));
  expect(lines.message).not.toContain('s3cret');
});
