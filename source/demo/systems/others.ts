import {jsonVoice, uvicornVoice} from '../logs/apps.js';
import {postgresVoice, redisVoice} from '../logs/databases.js';
import {ngrokVoice, plainVoice, testRunnerVoice, viteVoice} from '../logs/tools.js';
import type {Story} from './story.js';

const postgres = {
  voice: postgresVoice,
  behaviour: {wellOutput: '/var/run/postgresql:5432 - accepting connections\n'},
} as const;

const redis = {voice: redisVoice, cpu: 0.006, behaviour: {wellOutput: 'PONG\n'}} as const;

const healthy = '{"status":"healthy"}\n';

/** Its compose file's own times are not known. */
const often = {interval: 10_000, timeout: 5000, retries: 5, startPeriod: 20_000} as const;

/** A system in good order, with a tunnel and a job that is done. */
export const surgicalCareCompanion: Story = {
  profile: 'surgical-care-companion',
  project: 'surgical-care-companion',
  services: {
    postgres: {
      ...postgres,
      cpu: 0.015,
      memory: 96,
      check: {test: ['CMD-SHELL', 'pg_isready -U user -d tka_voice'], ...often},
    },
    redis: {...redis, check: {test: ['CMD', 'redis-cli', 'ping'], ...often}},
    backend: {
      voice: uvicornVoice(['/webhook', '/webhook', '/sessions', '/patients/next-call']),
      cpu: 0.07,
      memory: 210,
      net: [22, 31],
      behaviour: {wellOutput: healthy, readyAfter: 5000},
    },
    // Somebody pulled since it was made: it is not what its name means now.
    pgadmin: {
      voice: plainVoice('gunicorn', ['GET /browser/ 200', 'GET /misc/ping 200']),
      cpu: 0.004,
      memory: 190,
      imageMoved: 2.2,
    },
    ngrok: {voice: ngrokVoice, cpu: 0.003, memory: 31, net: [22, 33], past: {started: 190, created: 6000}},
    'test-runner': {voice: testRunnerVoice, command: ['pytest', '-q'], past: {created: 95, exited: {code: 0, ago: 94}}},
  },
};

/** One service whose check comes and goes, slow to start, with memory that only grows. */
export const dimini: Story = {
  profile: 'dimini',
  project: 'dimini',
  services: {
    postgres: {...postgres, cpu: 0.01, memory: 84},
    backend: {
      voice: uvicornVoice(
        ['/api/appointments', '/api/clients', '/api/webhook/voice'],
        [
          'Prisma schema loaded from prisma/schema.prisma',
          '✔ Generated Prisma Client Python in 4.12s',
          'The database is already in sync with the Prisma schema.',
        ],
      ),
      cpu: 0.05,
      memory: 240,
      behaviour: {
        // About 20 MB an hour: to be seen in a day, not in a minute.
        leak: 6000,
        readyAfter: 14_000,
        flapping: {good: 420_000, bad: 130_000},
        wellOutput: healthy,
        illOutput: 'curl: (28) Operation timed out after 30001 milliseconds with 0 bytes received\n',
      },
      past: {created: 2900, started: 1500, restarts: 0},
    },
    frontend: {
      voice: viteVoice,
      tty: true,
      cpu: 0.03,
      memory: 310,
      command: ['npm', 'run', 'dev'],
      entrypoint: ['docker-entrypoint.sh'],
    },
  },
};

/** Two services without a check of their own: their health is what /health says. */
export const agentTracer: Story = {
  profile: 'agent-tracer',
  project: 'agent-tracer',
  services: {
    postgres: {...postgres, cpu: 0.02, memory: 130, disk: [4, 60]},
    ingest_api: {
      voice: jsonVoice('ingest_api', ['span stored', 'batch of 50 spans stored', 'GET /health'], 1300),
      cpu: 0.06,
      memory: 88,
      net: [80, 12],
    },
    query_api: {voice: uvicornVoice(['/traces', '/traces/search', '/agents']), cpu: 0.02, memory: 96},
  },
};

const ichrisbirchServices: Story['services'] = {
  traefik: {
    voice: plainVoice('traefik', ['Configuration received from provider docker', 'health check ok'], 20_000),
    cpu: 0.006,
    mounts: [{type: 'bind', source: '/var/run/docker.sock', destination: '/var/run/docker.sock', writable: false}],
    external: ['proxy'],
  },
  postgres: {...postgres, cpu: 0.012, memory: 72},
  redis,
  api: {voice: uvicornVoice(['/tasks/', '/events/', '/habits/']), cpu: 0.03, memory: 150, behaviour: {wellOutput: healthy}},
  app: {voice: uvicornVoice(['/', '/tasks', '/countdowns']), cpu: 0.01, memory: 118},
  chat: {voice: plainVoice('streamlit', ['session opened', 'session closed'], 40_000), cpu: 0.008, memory: 240},
  scheduler: {
    voice: plainVoice('apscheduler', ['Running job "decrease_task_priority"', 'Job "backup" executed successfully'], 60_000),
    cpu: 0.002,
    memory: 92,
    command: ['python', '-m', 'ichrisbirch.scheduler'],
  },
};

export const ichrisbirch: Story = {
  profile: 'ichrisbirch',
  project: 'ichrisbirch',
  services: {...ichrisbirchServices, api: {...ichrisbirchServices.api, container: 'ichrisbirch-api-dev'}},
};

/** The same services once more, as its test project; not there unless it is asked for. */
export const ichrisbirchTest: Story = {
  profile: 'ichrisbirch',
  project: 'ichrisbirch-test',
  services: ichrisbirchServices,
  ports: {8000: 8001, 5000: 5001, 8505: 8507, 5432: 5434, 6379: 6380, 443: 8443, 80: null, 8080: null},
};
