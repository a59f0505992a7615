import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {Container} from '../../source/model/container.js';
import type {Profile} from '../../source/model/profile.js';
import {stackOf} from '../../source/model/stack.js';
import {bytesOf} from '../../source/model/units.js';
import {draftOf} from '../../source/profiles/draft.js';
import {draftText} from '../../source/profiles/draft-text.js';
import {problemText} from '../../source/profiles/problem.js';
import {readProfile} from '../../source/profiles/read.js';
import {durationText, limitText, usualText} from '../../source/profiles/written-units.js';
import {accountOf} from '../../source/services/account.js';
import {kindOf} from '../../source/services/recognise.js';
import {container, ended, inspection, MiB, needs} from '../model/sample.js';

const textOf = (
  project: string,
  containers: readonly Container[],
  memoryOf: (id: string) => number | null = () => null,
): string =>
  draftText(draftOf(stackOf(project, containers), project, {kindOf: one => kindOf(one, null), memoryOf, accountOf}), [
    'about it',
  ]);

const readBack = (text: string): Profile => {
  const {profile, problems} = readProfile('draft.yml', text);
  expect(problems.map(problemText)).toEqual([]);
  if (!profile) throw new Error(text);
  return profile;
};

describe('a profile to begin with', () => {
  const postgres = container('shop/postgres', {
    image: 'postgres:16',
    name: 'shop_db',
    ports: [
      {ip: '0.0.0.0', privatePort: 5432, publicPort: 5433, protocol: 'tcp'},
      {ip: '::', privatePort: 5432, publicPort: 5433, protocol: 'tcp'},
    ],
    networks: ['shop_net', 'shop_default'],
    labels: {'com.docker.compose.project.config_files': '/srv/shop/docker-compose.yml,/srv/shop/docker-compose.prod.yml'},
    inspection: inspection({
      env: ['POSTGRES_USER=shop', 'POSTGRES_DB=orders', 'POSTGRES_PASSWORD=seen-nowhere'],
      healthTest: ['CMD-SHELL', 'pg_isready -U shop'],
      healthInterval: 2.5,
      memoryLimit: 800 * MiB,
      mounts: [
        {type: 'volume', name: 'shop_data', source: '', destination: '/var/lib/postgresql/data', writable: true},
        {type: 'volume', name: 'a'.repeat(64), source: '', destination: '/cache', writable: true},
        {type: 'bind', name: '', source: '/srv', destination: '/srv', writable: true},
      ],
    }),
  });
  const api = container('shop/api', {
    image: 'shop-api',
    ports: [{ip: '127.0.0.1', privatePort: 8000, publicPort: 49_153, protocol: 'tcp'}],
    networks: ['shop_net'],
    dependsOn: [{service: 'postgres', condition: 'service_healthy'}],
  });
  const job = ended('shop/migrate', 0, {}, {image: 'shop-migrate', ...needs('postgres')});

  test('has what the engine knows, in order of dependency', () => {
    const text = textOf('shop', [api, postgres, job], id => (id === postgres.id ? 411.2 * MiB : null));
    const profile = readBack(text);
    expect(profile).toMatchObject({
      name: 'shop',
      projects: ['shop'],
      composeFiles: ['docker-compose.yml', 'docker-compose.prod.yml'],
      network: 'shop_net',
    });
    expect(profile.services.map(({name}) => name)).toEqual(['postgres', 'api', 'migrate']);
    expect(profile.services[0]).toMatchObject({
      kind: 'postgres',
      image: 'postgres:16',
      container: 'shop_db',
      ports: [{container: 5432, host: 5433}],
      check: {test: ['CMD-SHELL', 'pg_isready -U shop'], interval: 2.5},
      usualMemory: 420 * MiB,
      memoryLimit: 800 * MiB,
      user: 'shop',
      database: 'orders',
      volumes: [{name: 'data', path: '/var/lib/postgresql/data'}],
    });
    expect(profile.services[1]).toMatchObject({
      kind: 'http',
      image: null,
      container: null,
      ports: [{container: 8000, host: null}],
      dependsOn: [{service: 'postgres', condition: 'service_healthy'}],
      links: [{name: 'api', port: 8000, path: '/'}],
    });
    expect(profile.services[2]).toMatchObject({kind: 'job', job: true, check: null, usualMemory: null});
    expect(text).toContain('# it has no check: health: ":8000/health" would ask it over HTTP');
    expect(text).not.toContain('seen-nowhere');
  });

  test('has no password that a check holds', () => {
    const redis = container('shop/redis', {
      image: 'redis:7',
      inspection: inspection({healthTest: ['CMD', 'redis-cli', '-a', 'hunter22', 'ping']}),
    });
    const text = textOf('shop', [redis]);
    expect(text).not.toContain('hunter22');
    expect(text).toContain('# its check is left out: there is a password in it');
    expect(readBack(text).services[0]?.check).toBeNull();
  });

  test('leaves out what goes round in a circle, and what is not there, and says so', () => {
    const text = textOf('p', [container('p/a', needs('b', 'gone')), container('p/b', needs('c')), container('p/c', needs('a'))]);
    expect(text).toContain('# it depends on gone too, which is not there now');
    expect(text.match(/goes round in a circle/g)).toHaveLength(1);
    expect(readBack(text).services.flatMap(({dependsOn}) => dependsOn)).toHaveLength(2);
  });

  test('has replicas once, without the name of one of them', () => {
    const text = textOf('p', [container('p/api'), container('p/api', {number: 2}), container('p/api', {number: 3})]);
    expect(readBack(text).services).toMatchObject([{name: 'api', container: null}]);
  });

  test('knows whom a tunnel leads to', () => {
    const ngrok = container('p/ngrok', {image: 'ngrok/ngrok', inspection: inspection({command: ['http', 'web:8000']})});
    const {services} = readBack(textOf('p', [ngrok, container('p/web')]));
    expect(services.find(({name}) => name === 'ngrok')?.tunnel).toEqual({service: 'web', port: 8000});
  });

  test('has no command for a terminal in it, and reads back all the same', () => {
    const odd = '\u001b]0;x\u0007\u009b31m\u202ename: # [';
    const text = textOf('p', [container('p/x', {service: odd, image: odd, name: odd})]);
    expect(text.replace(/\n/g, '')).not.toMatch(/[\0-\x1f\x7f-\x9f\u202e]/);
    expect(readBack(text).services).toMatchObject([{name: odd, image: odd}]);
  });

  test('reads back without a problem, with the same services, whatever the stack', () => {
    const text = fc.oneof(
      fc.constantFrom('web', 'db', 'null', '1', 'true', '- x', 'a: b', '#', '~', '<<', '*a'),
      fc.string({minLength: 1, unit: 'binary', maxLength: 12}),
    );
    const port = fc.record({
      ip: fc.constant('0.0.0.0'),
      privatePort: fc.integer({min: 0, max: 70_000}),
      publicPort: fc.option(fc.integer({min: 1, max: 65_535})),
      protocol: fc.constantFrom('tcp' as const, 'udp' as const),
    });
    const mount = fc.record({
      type: fc.constantFrom('volume', 'bind'),
      name: fc.string(),
      source: text,
      destination: text,
      writable: fc.boolean(),
    });
    const one = fc.record({
      service: text,
      image: fc.oneof(text, fc.constantFrom('postgres:16', 'redis', 'nginx', 'mysql', 'mongo', 'ngrok/ngrok')),
      name: text,
      state: fc.constantFrom('running' as const, 'exited' as const, 'created' as const),
      ports: fc.array(port, {maxLength: 3}),
      networks: fc.array(text, {maxLength: 2}),
      dependsOn: fc.array(
        fc.record({service: text, condition: fc.constantFrom('service_started' as const, 'service_healthy' as const)}),
        {maxLength: 3},
      ),
      labels: fc.dictionary(fc.constantFrom('com.docker.compose.project.config_files', 'stacktop.kind'), text),
      inspection: fc.option(
        fc.record({
          env: fc.array(
            fc.oneof(
              text,
              text.map(value => `POSTGRES_USER=${value}`),
              text.map(value => `MYSQL_DATABASE=${value}`),
            ),
          ),
          healthTest: fc.array(text, {maxLength: 3}),
          healthInterval: fc.option(fc.double({min: 0, max: 1e6, noNaN: true})),
          memoryLimit: fc.option(fc.integer({min: 1, max: 2 ** 45})),
          mounts: fc.array(mount, {maxLength: 2}),
          command: fc.array(text, {maxLength: 2}),
        }),
      ),
    });
    fc.assert(
      fc.property(fc.array(one, {maxLength: 5}), fc.integer({min: 0, max: 2 ** 45}), text, (all, memory, project) => {
        const containers = all.map((more, at) =>
          container(`p/s${at}`, {...more, id: `${at}`, project, inspection: more.inspection && inspection(more.inspection)}),
        );
        const {services} = readBack(textOf(project, containers, () => memory));
        const names = new Set(all.map(({service}) => service).filter(name => name !== '__proto__')); // has no place in an object
        expect(new Set(services.map(({name}) => name))).toEqual(names);
      }),
      {numRuns: 300},
    );
  });
});

describe('written', () => {
  test.each([
    [800 * MiB, '800M'],
    [2048 * MiB, '2G'],
    [1536 * MiB, '1536M'],
    [1_000_000, '1000000'],
    [4096, '4K'],
  ])('a limit of %i bytes is %s, exactly', (bytes, text) => {
    expect(limitText(bytes)).toBe(text);
    expect(bytesOf(text)).toBe(bytes);
  });

  test.each([
    [776, null, '780M'],
    [31.4, null, '32M'],
    [1234, null, '1300M'],
    [0.2, null, '1M'],
    [795, 798, '798M'],
    [900, 800, '800M'],
  ])('%d MiB, of a limit of %s, are usually %s', (taken, limit, text) => {
    expect(usualText(taken * MiB, limit === null ? null : limit * MiB)).toBe(text);
  });

  test.each([
    [10, '10s'],
    [0.5, '500ms'],
    [120, '2m'],
    [90, '90s'],
    [0.0001, '1ms'],
  ])('%d seconds are %s', (seconds, text) => {
    expect(durationText(seconds)).toBe(text);
  });
});
