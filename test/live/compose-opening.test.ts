import {describe, expect, test} from 'vitest';
import type {Endpoint} from '../../source/engine/endpoint.js';
import {
  type ComposeReady,
  obstacleOf,
  profilesOn,
  readyItems,
  requestOf,
  shrunkBy,
  warningOf,
} from '../../source/live/compose-opening.js';
import type {ComposeProject} from '../../source/model/compose-project.js';
import type {Composed, ComposedService} from '../../source/model/composed.js';
import type {Container} from '../../source/model/container.js';
import {container, stackWith} from '../model/sample.js';

const local: Endpoint = {kind: 'unix', socketPath: '/run/docker.sock', url: 'unix:///run/docker.sock', source: '--host'};
const far: Endpoint = {kind: 'tcp', host: 'prod', port: 2375, tls: null, url: 'tcp://prod:2375', source: '--host'};
const near: Endpoint = {...far, host: '127.0.0.1', url: 'tcp://127.0.0.1:2375'};
const ssh: Endpoint = {
  kind: 'ssh',
  user: null,
  host: 'prod',
  port: null,
  remoteSocket: '/s',
  url: 'ssh://prod',
  source: '--host',
};

const labels = (more: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> => ({
  'com.docker.compose.project': 'shop',
  'com.docker.compose.project.working_dir': '/srv/shop',
  'com.docker.compose.project.config_files': '/srv/shop/compose.yml',
  'com.docker.compose.version': '2.26.1',
  ...more,
});
const made = (title: string, more: Partial<Container> = {}): Container => container(title, {labels: labels(), ...more});

const at = (endpoint: Endpoint, demo = false) => ({endpoint, demo});

describe('why compose can do nothing', () => {
  test.each([
    ['nothing hinders it on a socket', at(local), made('shop/web'), null],
    ['nor on this very machine', at(near), made('shop/web'), null],
    ['the demo engine', at(local, true), made('shop/web'), "the demo engine's stacks have no compose files"],
    ['no project', at(local), container('lonely'), 'these containers belong to no compose project'],
    [
      'swarm',
      at(local),
      container('shop/web', {labels: {'com.docker.stack.namespace': 'shop'}}),
      'docker stack deploy made it (Swarm): compose cannot change it',
    ],
    [
      'a project of others',
      at(local),
      container('shop/web', {labels: {'io.podman.compose.project': 'shop'}}),
      'compose did not make its containers',
    ],
    ['another host', at(far), made('shop/web'), 'the engine is on another host (tcp://prod:2375), and so are its compose files'],
    [
      'another host by ssh',
      at(ssh),
      made('shop/web'),
      'the engine is on another host (ssh://prod), and so are its compose files',
    ],
    [
      'standard input',
      at(local),
      made('shop/web', {labels: labels({'com.docker.compose.project.config_files': '-'})}),
      'its files came from standard input or over the network: compose cannot read them again',
    ],
    [
      'no files',
      at(local),
      made('shop/web', {labels: labels({'com.docker.compose.project.config_files': ''})}),
      'its containers do not tell where its compose files are',
    ],
  ])('%s', (_, engine, one, obstacle) => {
    expect(obstacleOf(engine, stackWith(one), null)).toBe(obstacle);
  });
});

const project: ComposeProject = {
  project: 'shop',
  files: ['/srv/shop/compose.yml'],
  otherFiles: null,
  workingDir: '/srv/shop',
  envFiles: [],
  version: '2.26.1',
};
const service = (name: string, more: Partial<ComposedService> = {}): ComposedService => ({
  name,
  image: null,
  dependsOn: [],
  replicas: 1,
  profiles: [],
  ...more,
});
const files = (...services: readonly ComposedService[]): Composed => ({files: project.files, services});
const ready = (composed: Composed | null = null): ComposeReady => ({
  tool: {words: ['docker', 'compose'], version: '2.26.1', dialect: 'compose'},
  project,
  profiles: [],
  composed,
});

describe('the menu', () => {
  const stack = stackWith(made('shop/web'), made('shop/db', {state: 'exited'}), made('shop/job', {oneOff: true}));

  test('has the command of each line, as a shell takes it', () => {
    const lines = readyItems(at(local), ready(), null, stack, false).map(({label, command}) => `${label}: ${command}`);
    const before =
      'DOCKER_HOST=unix:///run/docker.sock docker compose -p shop --project-directory /srv/shop -f /srv/shop/compose.yml';
    expect(lines).toEqual([
      `up: ${before} up -d`,
      `up --build: ${before} up -d --build`,
      `pull and up: ${before} pull && ${before} up -d`,
      `restart changed: ${before} up -d web`,
      `scale: ${before} up -d --scale SERVICE=N SERVICE`,
      `run: ${before} run --rm SERVICE COMMAND`,
      `config: ${before} config`,
      `down: ${before} down`,
      `down -v: ${before} down -v`,
      `down --rmi all: ${before} down --rmi all`,
    ]);
  });

  test('of a service has what makes sense for one', () => {
    const items = readyItems(at({...local, source: 'DOCKER_HOST'}), ready(), 'web', stack, false);
    expect(items.map(({label}) => label)).toEqual(['up', 'build and up', 'pull and up', 'scale', 'run']);
    expect(items[0]?.command).toBe('docker compose -p shop --project-directory /srv/shop -f /srv/shop/compose.yml up -d web');
  });

  test('offers nothing but config where nothing may be changed', () => {
    const usable = readyItems(at(local), ready(), null, stack, true).filter(({disabled}) => disabled === null);
    expect(usable.map(({action}) => action)).toEqual(['config']);
  });

  test('restarts nothing where nothing runs', () => {
    const down = stackWith(made('shop/web', {state: 'exited'}));
    const item = readyItems(at(local), ready(), null, down, false).find(({action}) => action === 'recreate');
    expect(item).toMatchObject({command: '', disabled: 'nothing of it runs'});
  });
});

test('profiles are on as far as their services are there: of several that would do, one', () => {
  const stack = stackWith(made('shop/web'), made('shop/tool'), made('shop/probe'), made('shop/once', {oneOff: true}));
  const composed = files(
    service('web'),
    service('tool', {profiles: ['tools', 'all']}),
    service('probe', {profiles: ['all', 'tools']}),
    service('once', {profiles: ['rare']}),
    service('absent', {profiles: ['more']}),
  );
  expect(profilesOn(stack, composed)).toEqual(['all']);
  expect(profilesOn(stack, null)).toEqual([]);
});

test('what has more containers than its files say is named before they are taken away', () => {
  const stack = stackWith(made('shop/web', {number: 1}), made('shop/web', {number: 2, id: 'two'}), made('shop/db'));
  const composed = ready(files(service('web'), service('db'), service('tool', {replicas: 0})));
  const fewer = (action: 'up' | 'scale', name: string | null) => shrunkBy(requestOf(action, name, stack), composed, stack);
  expect([fewer('up', null), fewer('up', 'web'), fewer('up', 'db'), fewer('scale', 'web')]).toEqual([
    ['2 → 1 of web'],
    ['2 → 1 of web'],
    [],
    [],
  ]);
});

test('another generation of compose makes everything anew, and is said to', () => {
  expect(warningOf(ready(), {version: '2.1.0', podman: false})).toBe('');
  expect(warningOf({...ready(), project: {...project, version: '1.29.2'}}, {version: '1.29.2', podman: false})).toBe(
    'Compose 1.29.2 made its containers, and is not here: docker compose makes all of them anew',
  );
});
