import {beforeAll, describe, expect, test} from 'vitest';
import type {Profile, ServiceProfile} from '../../source/model/profile.js';
import {shippedProfiles} from '../../source/profiles/shipped.js';
import {serviceFor} from '../../source/services/recognise.js';
import {target} from '../services/target.js';

/** The essentials of a system as its people have them: a row a service. */
interface System {
  readonly title: string;
  readonly projects: readonly string[];
  readonly compose: readonly string[];
  readonly network: string | null;
  /** service: kind, published ports, container, usual memory and limit in MiB, what it waits for (`!` until healthy). */
  readonly services: Readonly<
    Record<string, readonly [kind: string, ports: string, container: string, memory: string, waits: string]>
  >;
  /** Services whose containers have a check, and those asked over HTTP. */
  readonly checked: readonly string[];
  readonly asked: readonly string[];
}

const systems: Readonly<Record<string, System>> = {
  'surgical-care-companion': {
    title: 'TKA Voice Agent',
    projects: ['surgical-care-companion'],
    compose: ['docker-compose.yml'],
    network: 'tka_network',
    services: {
      postgres: ['postgres', '5432:5432', 'tka_postgres', '', ''],
      redis: ['redis', '6379:6379', 'tka_redis', '', ''],
      backend: ['http', '8000:8000', 'tka_backend', '', 'postgres! redis!'],
      pgadmin: ['other', '5050:80', 'tka_pgadmin', '', ''],
      ngrok: ['ngrok', '4040:4040', 'tka_ngrok', '', 'backend'],
      'test-runner': ['job', '', 'tka_test_runner', '', ''],
    },
    checked: ['postgres', 'redis', 'backend'],
    asked: ['backend'],
  },
  dimini: {
    title: 'Dimini',
    projects: ['dimini'],
    compose: ['docker-compose.local-prod.yml'],
    network: 'dimini_network',
    services: {
      postgres: ['postgres', '5432:5432', 'dimini_postgres_local', '', ''],
      backend: ['http', '8000:8000', 'dimini_backend_local', '', 'postgres!'],
      frontend: ['http', '3000:3000', 'dimini_frontend_local', '', 'backend'],
    },
    checked: ['postgres', 'backend'],
    asked: ['backend'],
  },
  'agent-tracer': {
    title: 'AgentTracer',
    projects: ['agent-tracer', 'agenttracer', 'agent_tracer', 'agent-observability', 'agent_observability'],
    compose: ['docker-compose.yml'],
    network: 'agent_observability_network',
    services: {
      postgres: ['postgres', '5433:5432', 'agent_observability_db', '', ''],
      ingest_api: ['http', '8000:8000', 'agent_observability_ingest_api', '', 'postgres!'],
      query_api: ['http', '8001:8001', 'agent_observability_query_api', '', 'postgres!'],
    },
    checked: ['postgres'],
    asked: ['ingest_api', 'query_api'],
  },
  auren: {
    title: 'AUREN',
    projects: ['auren'],
    compose: ['docker-compose.prod.yml'],
    network: 'auren-network',
    services: {
      postgres: ['postgres', '5432:5432', 'auren-postgres', '800/800', ''],
      redis: ['redis', '6379:6379', 'auren-redis', '200/300', ''],
      chromadb: ['http', '8000:8000', 'auren-chromadb', '600/600', ''],
      zookeeper: ['zookeeper', '2181:2181', 'auren-zookeeper', '', ''],
      kafka: ['kafka', '9092:9092 29092:29092', 'auren-kafka', '/800', 'zookeeper'],
      'auren-api': ['http', '8080:8080', 'auren-api', '400/500', 'postgres! redis! chromadb'],
      nginx: ['nginx', '80:80 443:443', 'auren-nginx', '100/200', 'auren-api!'],
      'kafka-ui': ['http', '8081:8080', 'auren-kafka-ui', '', 'kafka'],
      'biometric-bridge': [
        'http',
        '8002:8002',
        'auren-biometric-bridge',
        '300/',
        'postgres! redis! chromadb zookeeper kafka auren-api!',
      ],
    },
    checked: ['postgres', 'redis', 'auren-api', 'biometric-bridge'],
    asked: ['auren-api', 'biometric-bridge'],
  },
  ichrisbirch: {
    title: 'ichrisbirch',
    projects: ['ichrisbirch', 'ichrisbirch-test'],
    compose: ['docker-compose.yml', 'docker-compose.dev.yml'],
    network: null,
    services: {
      traefik: ['traefik', '80:80 443:443 8080:8080', '', '', ''],
      postgres: ['postgres', '5432:5432', '', '', ''],
      redis: ['redis', '6379:6379', '', '', ''],
      api: ['http', '8000:8000', '', '', 'postgres! redis!'],
      app: ['http', '5000:5000', '', '', 'api!'],
      chat: ['http', '8505:8505', '', '', 'api!'],
      scheduler: ['other', '', '', '', 'api!'],
    },
    checked: ['postgres', 'redis', 'api'],
    asked: [],
  },
};

let profiles: readonly Profile[] = [];
beforeAll(async () => {
  ({profiles} = await shippedProfiles());
});
const profileOf = (name: string): Profile => {
  const found = profiles.find(profile => profile.name === name);
  if (!found) throw new Error(`there is no profile ${name}`);
  return found;
};
const serviceIn = (system: string, name: string): ServiceProfile => {
  const found = profileOf(system).services.find(service => service.name === name);
  if (!found) throw new Error(`${system} has no service ${name}`);
  return found;
};

const mebibytes = (bytes: number | null): string => (bytes === null ? '' : String(bytes / 1024 ** 2));
const rowOf = ({kind, ports, container, usualMemory, memoryLimit, dependsOn}: ServiceProfile) => [
  kind,
  ports.map(port => `${port.host}:${port.container}`).join(' '),
  container ?? '',
  usualMemory === null && memoryLimit === null ? '' : `${mebibytes(usualMemory)}/${mebibytes(memoryLimit)}`,
  dependsOn.map(({service, condition}) => `${service}${condition === 'service_healthy' ? '!' : ''}`).join(' '),
];

describe.each(Object.entries(systems))('%s', (name, system) => {
  test('is called and started as its people do', () => {
    const {title, projects, composeFiles, network} = profileOf(name);
    expect({title, projects, compose: composeFiles, network}).toEqual({
      title: system.title,
      projects: system.projects,
      compose: system.compose,
      network: system.network,
    });
  });

  test('has its services, each with kind, ports, name, memory and what it waits for', () => {
    expect(Object.fromEntries(profileOf(name).services.map(service => [service.name, rowOf(service)]))).toEqual(system.services);
  });

  test('is asked how it is where it can be', () => {
    const {services} = profileOf(name);
    const names = (some: readonly ServiceProfile[]) => some.map(service => service.name);
    expect(names(services.filter(({check}) => check))).toEqual(system.checked);
    expect(names(services.filter(({probe}) => probe))).toEqual(system.asked);
  });

  test('who waits for a service to be healthy waits for one that has a check', () => {
    for (const {dependsOn} of profileOf(name).services)
      for (const {service, condition} of dependsOn)
        if (condition === 'service_healthy') expect([service, serviceIn(name, service).check]).not.toEqual([service, null]);
  });

  test('its commands are of programs that its services have, and what destroys is marked', () => {
    for (const {kind, commands} of profileOf(name).services) {
      const quick = serviceFor(kind).quick(target({image: kind}, {commands}));
      for (const [at, command] of commands.entries()) {
        expect(quick[at]?.name).toBe(command.name);
        const destroys = /FLUSH|DELETE|DROP|TRUNCATE|push/i.test(command.argv.join(' '));
        expect([command.name, quick[at]?.danger]).toEqual([command.name, destroys]);
      }
    }
  });
});

test('jobs that may be exited: TKA’s tests, and nothing else', () => {
  const jobs = profiles.flatMap(({name, services}) => services.filter(({job}) => job).map(service => `${name}/${service.name}`));
  expect(jobs).toEqual(['surgical-care-companion/test-runner']);
});

test.each([
  ['surgical-care-companion', 'postgres', 'user', 'tka_voice'],
  ['dimini', 'postgres', 'dimini_user', 'dimini_db'],
  ['agent-tracer', 'postgres', 'postgres', 'agent_observability'],
  ['auren', 'postgres', 'auren_user', 'auren_db'],
  ['ichrisbirch', 'postgres', 'postgres', 'ichrisbirch'],
])('%s/%s is entered as %s, into %s', (system, service, user, database) => {
  expect(serviceIn(system, service)).toMatchObject({user, database});
});

test('public URLs: TKA’s tunnel is a container, Dimini’s an agent on the host; both lead to the backend and its webhook', () => {
  expect(serviceIn('surgical-care-companion', 'ngrok').tunnel).toEqual({service: 'backend', port: 8000});
  expect(profileOf('dimini').hostTunnel).toEqual({api: 'http://127.0.0.1:4040', service: 'backend', port: 8000});
  for (const system of ['surgical-care-companion', 'dimini']) expect(serviceIn(system, 'backend').webhooks).toHaveLength(1);
});

test('Dimini’s backend is slow to start, and its people push their schema by hand', () => {
  const {slowStart, commands} = serviceIn('dimini', 'backend');
  expect(slowStart).toBeGreaterThan(10);
  expect(commands.map(({argv, danger}) => [argv.join(' '), danger])).toEqual([
    ['python -m prisma generate', false],
    ['python -m prisma db push', true],
  ]);
});

test('AUREN’s topics, keys and tables', () => {
  expect(serviceIn('auren', 'kafka').topics).toEqual([
    'biometric-events',
    'neuros-mode-switches',
    'agent-communications',
    'system-events',
  ]);
  expect(serviceIn('auren', 'redis').keys).toEqual(['agent:*', 'session:*', 'cache:*', 'checkpoint:*']);
  expect(serviceIn('auren', 'postgres').tables).toEqual([
    'events',
    'agent_memories',
    'hypotheses',
    'learning_progress',
    'biometric_events',
    'neuros_checkpoints',
  ]);
});

test.each([
  ['surgical-care-companion', 'postgres_data:/var/lib/postgresql/data redis_data:/data'],
  ['dimini', 'postgres_data_local:/var/lib/postgresql/data'],
])('the volumes of %s', (system, volumes) => {
  const written = profileOf(system).services.flatMap(service => service.volumes.map(({name, path}) => `${name}:${path}`));
  expect(written.join(' ')).toBe(volumes);
});
