import {jsonVoice, nginxVoice, uvicornVoice} from '../logs/apps.js';
import {kafkaVoice, zookeeperVoice} from '../logs/brokers.js';
import {chromaVoice, postgresVoice, redisVoice} from '../logs/databases.js';
import {plainVoice} from '../logs/tools.js';
import type {MountSpec} from '../world/spec.js';
import type {Story} from './story.js';

const volume = (name: string, destination: string): MountSpec => ({
  type: 'volume',
  source: `auren_${name}`,
  destination,
  writable: true,
});

/**
 * The system in trouble: kafka ran out of memory three times and its check fails; chromadb leaks towards its limit; postgres sits
 * right under its own. Kafka has no check in its real compose file: the demo gives it one, since a broker that is up and does not
 * answer is just what a health column is for.
 */
export const auren: Story = {
  profile: 'auren',
  project: 'auren',
  services: {
    postgres: {
      voice: postgresVoice,
      mounts: [volume('postgres_data', '/var/lib/postgresql/data')],
      cpu: 0.034,
      memory: 776,
      net: [10, 12],
      disk: [20, 240],
      behaviour: {memorySwing: 0.012, wellOutput: '/var/run/postgresql:5432 - accepting connections\n'},
    },
    redis: {
      voice: redisVoice,
      mounts: [volume('redis_data', '/data')],
      cpu: 0.012,
      net: [14, 18],
      command: ['redis-server', '--maxmemory', '256mb', '--maxmemory-policy', 'allkeys-lru'],
      behaviour: {wellOutput: 'PONG\n'},
    },
    chromadb: {
      voice: chromaVoice,
      mounts: [volume('chromadb_data', '/chroma/chroma')],
      cpu: 0.06,
      memory: 330,
      net: [40, 90],
      disk: [60, 30],
      // 270 MiB of room, full in half an hour, in a line that a trend can be told from; the engine kills it then, and its policy starts it again.
      behaviour: {leak: 150_000, memorySwing: 0.003},
      past: {
        restarts: 2,
        started: 19,
        deaths: [{ago: 19, code: 137, outOfMemory: true}],
      },
    },
    zookeeper: {voice: zookeeperVoice, cpu: 0.004},
    kafka: {
      voice: kafkaVoice,
      cpu: 0.3,
      memory: 640,
      net: [900, 200],
      disk: [10, 480],
      env: [
        'KAFKA_BROKER_ID=1',
        'KAFKA_ZOOKEEPER_CONNECT=zookeeper:2181',
        'KAFKA_ADVERTISED_LISTENERS=PLAINTEXT://kafka:9092,PLAINTEXT_HOST://localhost:29092',
        'KAFKA_LISTENER_SECURITY_PROTOCOL_MAP=PLAINTEXT:PLAINTEXT,PLAINTEXT_HOST:PLAINTEXT',
        'KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR=1',
      ],
      check: {test: ['CMD-SHELL', 'nc -z localhost 9092'], interval: 10_000, timeout: 5000, retries: 3, startPeriod: 15_000},
      behaviour: {readyAfter: 5000, illOutput: 'nc: connect to localhost port 9092: timed out\n'},
      past: {
        restarts: 3,
        deaths: [
          {ago: 9.5, code: 137, outOfMemory: true},
          {ago: 6.5, code: 137, outOfMemory: true},
          {ago: 3.5, code: 137, outOfMemory: true},
        ],
        sick: {since: 2, output: 'nc: connect to localhost port 9092: timed out\n'},
      },
    },
    'auren-api': {
      voice: jsonVoice('auren.api', [
        'agent step',
        'session loaded',
        'hypothesis stored',
        'checkpoint written',
        'GET /api/agents',
      ]),
      cpu: 0.09,
      net: [60, 85],
      behaviour: {wellOutput: '{"status":"healthy"}\n'},
    },
    nginx: {
      voice: nginxVoice,
      cpu: 0.008,
      memory: 74,
      net: [110, 150],
      mounts: [{type: 'bind', source: '/srv/auren/nginx.conf', destination: '/etc/nginx/nginx.conf', writable: false}],
    },
    'kafka-ui': {
      voice: plainVoice('KafkaUiApplication', ['cluster local is online', 'metrics collected'], 15_000),
      cpu: 0.01,
      memory: 270,
    },
    'biometric-bridge': {
      voice: uvicornVoice(['/metrics', '/ingest', '/ingest', '/ws/stream']),
      cpu: 0.05,
      memory: 290,
      net: [70, 160],
      behaviour: {wellOutput: '# HELP events_received_total\n'},
    },
  },
};
