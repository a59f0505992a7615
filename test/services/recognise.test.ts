import {describe, expect, test} from 'vitest';
import type {ServiceKind, ServiceProfile} from '../../source/model/profile.js';
import {serviceKinds} from '../../source/model/profile.js';
import {kindOf, serviceFor} from '../../source/services/recognise.js';
import {container} from '../model/sample.js';
import {box, profile, type Setup} from './target.js';

describe('an image says what it is', () => {
  test.each<[string, ServiceKind]>([
    ['postgres', 'postgres'],
    ['postgres:15-alpine', 'postgres'],
    ['docker.io/library/postgres:16@sha256:abc', 'postgres'],
    ['timescale/timescaledb:latest-pg16', 'postgres'],
    ['timescale/timescaledb-ha:pg15', 'postgres'],
    ['postgis/postgis:15-3.4', 'postgres'],
    ['pgvector/pgvector:pg16', 'postgres'],
    ['ankane/pgvector', 'postgres'],
    ['tensorchord/pgvecto-rs:pg16', 'other'],
    ['constructor', 'other'],
    ['toString:1', 'other'],
    ['bitnami/postgresql:16', 'postgres'],
    ['bitnamilegacy/postgresql-repmgr:15', 'postgres'],
    ['supabase/postgres:15.1', 'postgres'],
    ['registry.example:5000/team/rhel8/postgresql-13', 'postgres'],
    ['shop-postgres', 'postgres'],
    ['web_postgres:latest', 'postgres'],
    ['stacktop-test/postgres', 'postgres'],
    ['redis:7-alpine', 'redis'],
    ['redis/redis-stack-server:latest', 'redis'],
    ['redis/redis-stack', 'redis'],
    ['bitnami/redis-cluster:7', 'redis'],
    ['valkey/valkey:8', 'redis'],
    ['eqalpha/keydb', 'redis'],
    ['docker.dragonflydb.io/dragonflydb/dragonfly', 'redis'],
    ['admin-redis', 'redis'],
    ['confluentinc/cp-kafka:7.5.0', 'kafka'],
    ['confluentinc/cp-server:7.5.0', 'kafka'],
    ['confluentinc/confluent-local:7.5.0', 'kafka'],
    ['apache/kafka:3.8.0', 'kafka'],
    ['apache/kafka-native:3.8.0', 'kafka'],
    ['bitnami/kafka:3.6', 'kafka'],
    ['wurstmeister/kafka:2.13-2.8.1', 'kafka'],
    ['quay.io/strimzi/kafka:0.40.0-kafka-3.7.0', 'kafka'],
    ['docker.redpanda.com/redpandadata/redpanda:v24.1.1', 'kafka'],
    ['confluentinc/cp-zookeeper:7.5.0', 'zookeeper'],
    ['zookeeper:3.9', 'zookeeper'],
    ['bitnami/zookeeper', 'zookeeper'],
    ['mysql:8', 'mysql'],
    ['mysql/mysql-server:8.0', 'mysql'],
    ['mariadb:11', 'mysql'],
    ['bitnami/mariadb-galera', 'mysql'],
    ['percona/percona-server:8.0', 'mysql'],
    ['mongo:7', 'mongo'],
    ['mongodb/mongodb-community-server:7.0-ubi8', 'mongo'],
    ['bitnami/mongodb-sharded', 'mongo'],
    ['percona/percona-server-mongodb:6.0', 'mongo'],
    ['rabbitmq:3-management-alpine', 'rabbitmq'],
    ['nginx:alpine', 'nginx'],
    ['nginxinc/nginx-unprivileged:1.25', 'nginx'],
    ['openresty/openresty:alpine', 'nginx'],
    ['nginxproxy/nginx-proxy', 'nginx'],
    ['traefik:v3.0', 'traefik'],
    ['ngrok/ngrok:3', 'ngrok'],
    // what only sounds like it
    ['rediscommander/redis-commander:latest', 'other'],
    ['redislabs/redisinsight', 'other'],
    ['redis/redisinsight:2', 'other'],
    ['oliver006/redis_exporter', 'other'],
    ['bitnami/redis-sentinel', 'other'],
    ['prometheuscommunity/postgres-exporter', 'other'],
    ['wrouesnel/postgres_exporter', 'other'],
    ['prodrigestivill/postgres-backup-local', 'other'],
    ['dpage/pgadmin4', 'other'],
    ['edoburu/pgbouncer', 'other'],
    ['bitnami/pgbouncer', 'other'],
    ['postgrest/postgrest', 'other'],
    ['provectuslabs/kafka-ui', 'other'],
    ['danielqsj/kafka-exporter', 'other'],
    ['seglo/kafka-lag-exporter', 'other'],
    ['confluentinc/cp-schema-registry:7.5.0', 'other'],
    ['confluentinc/cp-ksqldb-server', 'other'],
    ['confluentinc/cp-kafka-connect', 'other'],
    ['confluentinc/cp-kafka-rest', 'other'],
    ['redpandadata/console', 'other'],
    ['obsidiandynamics/kafdrop', 'other'],
    ['debezium/connect', 'other'],
    ['mongo-express', 'other'],
    ['percona/mongodb_exporter', 'other'],
    ['prom/mysqld-exporter', 'other'],
    ['phpmyadmin', 'other'],
    ['mysql/mysql-router', 'other'],
    ['kbudde/rabbitmq-exporter', 'other'],
    ['nginx/nginx-prometheus-exporter', 'other'],
    ['jc21/nginx-proxy-manager', 'other'],
    ['thomseddon/traefik-forward-auth', 'other'],
    ['traefik/whoami', 'other'],
    ['acme/redistribution', 'other'],
    ['', 'other'],
    ['sha256:0123456789abcdef', 'other'],
    ['///::@', 'other'],
  ])('%s: %s', (image, kind) => {
    expect(kindOf(box({image}), null)).toBe(kind);
    expect(kindOf(container('shop/thing', {image, inspection: null}), null)).toBe(kind);
  });
});

describe('an image that says nothing is known by what it starts', () => {
  test.each<[string, Setup, ServiceKind]>([
    ['a server by name', {command: ['redis-server', '--requirepass', 'x']}, 'redis'],
    [
      'behind an entry point',
      {entrypoint: ['docker-entrypoint.sh'], command: ['postgres', '-c', 'shared_buffers=1GB']},
      'postgres',
    ],
    ['with a path', {entrypoint: ['/usr/local/bin/mongod']}, 'mongo'],
    ['behind tini', {entrypoint: ['tini', '-g', '--'], command: ['valkey-server']}, 'redis'],
    ['as another user', {entrypoint: ['gosu', 'mysql', 'mysqld']}, 'mysql'],
    ['in a shell', {command: ['sh', '-c', 'exec redis-server --appendonly yes']}, 'redis'],
    ['in a shell, after something else', {command: ['bash', '-c', 'chown x /data && mysqld --console']}, 'mysql'],
    ['nginx of a frontend', {image: 'shop-frontend', command: ['nginx', '-g', 'daemon off;']}, 'nginx'],
    ['variables that only its image has', {env: ['PGDATA=/data']}, 'postgres'],
    ['listeners', {env: ['KAFKA_ADVERTISED_LISTENERS=PLAINTEXT://k:9092'], exposed: ['9092/tcp']}, 'kafka'],
    ['a sentinel is none', {image: 'acme/cache', command: ['redis-server', '/s.conf', '--sentinel']}, 'other'],
    ['a name among arguments is none', {command: ['python', 'app.py', 'postgres']}, 'other'],
    ['variables of a client are none', {env: ['POSTGRES_HOST=db', 'POSTGRES_PASSWORD=x', 'REDIS_URL=redis://r']}, 'other'],
  ])('%s', (_, setup, kind) => {
    expect(kindOf(box(setup), null)).toBe(kind);
  });
});

describe("a server's image that starts a client is a job, not the server", () => {
  test.each<[string, Setup]>([
    ['psql', {image: 'postgres:16', entrypoint: ['psql', '-c', 'create table x()']}],
    [
      'topics made once',
      {
        image: 'confluentinc/cp-kafka',
        entrypoint: ['/bin/sh', '-c'],
        command: ['cub kafka-ready -b kafka:9092 1 20 && kafka-topics --create --topic a'],
      },
    ],
    [
      'a backup',
      {image: 'postgres:16', command: ['bash', '-c', 'while true; do pg_dump -h db > /b; sleep 60; done'], exposed: ['5432/tcp']},
    ],
    ['redis-cli', {image: 'redis:7', command: ['redis-cli', '-h', 'redis', 'flushall']}],
  ])('%s', (_, setup) => {
    expect(kindOf(box(setup), null)).toBe('other');
  });
});

describe('ports are the last resort', () => {
  test.each<[string, Setup, ServiceKind]>([
    ['5432', {exposed: ['5432/tcp']}, 'postgres'],
    ['6379', {exposed: ['6379/tcp']}, 'redis'],
    ['27017', {exposed: ['27017/tcp']}, 'mongo'],
    ['an odd spelling', {exposed: ['3306']}, 'mysql'],
    ['not by UDP', {exposed: ['5432/udp']}, 'other'],
    ['8000', {exposed: ['8000/tcp']}, 'http'],
    ['a database with a page', {exposed: ['5432/tcp', '8080/tcp']}, 'postgres'],
    ['not of what stands in front of one', {image: 'edoburu/pgbouncer', exposed: ['5432/tcp']}, 'other'],
    ['a page about one is a page', {image: 'provectuslabs/kafka-ui', exposed: ['8080/tcp']}, 'http'],
    ['nonsense', {exposed: ['', '/', 'x/tcp', '99999999999/tcp']}, 'other'],
  ])('%s', (_, setup, kind) => {
    expect(kindOf(box(setup), null)).toBe(kind);
  });

  test('published ones count before an inspect', () => {
    const one = container('shop/db', {
      image: 'acme/db',
      inspection: null,
      ports: [{ip: null, privatePort: 5432, publicPort: null, protocol: 'tcp'}],
    });
    expect(kindOf(one, null)).toBe('postgres');
  });
});

describe('who has the last word', () => {
  const pg = {image: 'postgres:16'};
  test.each<[string, Setup, Partial<ServiceProfile> | null, ServiceKind]>([
    ['the profile over the image', pg, {kind: 'redis'}, 'redis'],
    ['a label over the profile', {...pg, labels: {'stacktop.kind': 'http'}}, {kind: 'redis'}, 'http'],
    ['a label of other', {...pg, labels: {'stacktop.kind': 'other'}}, null, 'other'],
    ['no label that is nonsense', {...pg, labels: {'stacktop.kind': 'oracle'}}, null, 'postgres'],
    ["not a profile that labels alone have made, whose kind is 'other'", pg, {kind: 'other', usualMemory: 1}, 'postgres'],
    ["a profile's other over a port", {image: 'dpage/pgadmin4', exposed: ['80/tcp']}, {kind: 'other', role: 'web UI'}, 'other'],
    ['a probe makes it HTTP', {}, {kind: 'other', probe: {port: 7000, path: '/x'}}, 'http'],
    ['a job', {}, {kind: 'other', job: true}, 'job'],
  ])('%s', (_, setup, more, kind) => {
    expect(kindOf(box(setup), more === null ? null : profile(more))).toBe(kind);
  });
});

test('every kind has its service', () => {
  for (const kind of serviceKinds) expect(serviceFor(kind).kind).toBe(kind);
});
