import {describe, expect, test} from 'vitest';
import type {ServiceKind} from '../../source/model/profile.js';
import {withoutSecrets} from '../../source/services/history-line.js';

describe('kept in no history', () => {
  test.each<[ServiceKind, string]>([
    ['redis', 'AUTH hunter2'],
    ['redis', 'auth me hunter2'],
    ['redis', 'HELLO 3 AUTH me hunter2'],
    ['redis', 'redis-cli -a hunter2 PING'],
    ['redis', '--pass hunter2 PING'],
    ['redis', '-u redis://:hunter2@host PING'],
    ['redis', 'CONFIG SET requirepass hunter2'],
    ['redis', 'CONFIG SET maxmemory 1mb masterauth hunter2'],
    ['redis', '"config" set "requirepass" x'],
    ['redis', 'ACL SETUSER bob on >hunter2 ~* +@all'],
    ['redis', 'ACL SETUSER bob #5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8'],
    ['redis', 'MIGRATE h 6379 k 0 100 AUTH2 me hunter2'],
    ['redis', "AUTH 'open"],
    ['postgres', "alter role bob password 'hunter2'"],
    ['postgres', "CREATE USER bob WITH ENCRYPTED PASSWORD 'hunter2'"],
    ['postgres', 'create role bob password $$hunter2$$'],
    ['postgres', "create role bob password E'hunter2'"],
    ['postgres', 'psql postgres://me:hunter2@db/x'],
    ['postgres', "psql 'host=db password=hunter2'"],
    ['postgres', "select dblink_connect('host=db user=me password=hunter2')"],
    ['postgres', "create user mapping for me server s options (user 'me', password 'hunter2')"],
    ['postgres', "create subscription s connection 'host=db password=hunter2' publication p"],
    ['postgres', "update users set password = 'hunter2' where id = 1"],
    ['postgres', "select crypt('hunter2', gen_salt('bf'))"],
    ['postgres', '\\password bob'],
    ['mysql', "create user bob identified by 'hunter2'"],
    ['mysql', "ALTER USER bob IDENTIFIED WITH caching_sha2_password BY 'hunter2'"],
    ['mysql', "SET PASSWORD = 'hunter2'"],
    ['mysql', 'mysql -u root -phunter2'],
    ['mysql', 'mysqldump --password=hunter2 x'],
    ['mongo', 'db.auth("me", "hunter2")'],
    ['mongo', "db.createUser({user: 'me', pwd: 'hunter2'})"],
    ['mongo', 'mongosh mongodb://me:hunter2@host/x'],
    ['rabbitmq', 'add_user bob hunter2'],
    ['rabbitmq', 'rabbitmqctl change_password bob hunter2'],
    ['rabbitmq', 'rabbitmqadmin -u bob -p hunter2 list queues'],
    ['kafka', "kafka-configs --alter --add-config 'SCRAM-SHA-256=[password=hunter2]' --entity-type users --entity-name bob"],
    ['kafka', 'rpk security user create bob -p hunter2'],
    ['kafka', 'rpk topic list -X sasl.mechanism=x -X pass=hunter2'],
    ['zookeeper', 'addauth digest bob:hunter2'],
    ['other', 'curl -u bob:hunter2 http://x'],
    ['other', 'API_TOKEN=abcdefgh1234 python x.py'],
    ['other', 'curl -H "Authorization: Bearer abcdefgh12345678" http://x'],
  ])('%s: %s', (kind, line) => {
    expect(withoutSecrets(kind, line)).toBeNull();
  });
});

describe('kept as it is', () => {
  test.each<[ServiceKind, string]>([
    ['redis', 'INFO memory'],
    ['redis', '--scan --pattern session:*'],
    ['redis', 'ACL SETUSER bob off'],
    ['redis', 'CONFIG GET maxmemory*'],
    ['postgres', 'select count(*) from events'],
    ['postgres', 'select id, password_changed_at from users'],
    ['postgres', '\\dt'],
    ['postgres', 'pg_dump --schema-only'],
    ['mysql', 'show tables'],
    ['mysql', 'mysql -u root -p'],
    ['kafka', 'kafka-topics --describe --topic events --bootstrap-server localhost:9092'],
    ['mongo', 'db.users.find({a: 1})'],
    ['rabbitmq', 'list_users'],
    ['zookeeper', 'ls /'],
    ['other', 'python -m prisma db push'],
    ['http', 'GET /health'],
  ])('%s: %s', (kind, line) => {
    expect(withoutSecrets(kind, line)).toBe(line);
  });
});
