import {expect, test} from 'vitest';
import type {Endpoint} from '../../../source/engine/endpoint.js';
import {childEnv, engineSettings} from '../../../source/operations/compose/child-env.js';

const socket: Endpoint = {
  kind: 'unix',
  socketPath: '/var/run/docker.sock',
  url: 'unix:///var/run/docker.sock',
  source: 'default socket',
};
const tcp: Endpoint = {kind: 'tcp', host: '127.0.0.1', port: 2375, tls: null, url: 'tcp://127.0.0.1:2375', source: '--host'};
const secure: Endpoint = {...tcp, tls: {ca: null, cert: null, key: null, verify: true}, source: 'context prod'};

test.each([
  ['the default socket is found by itself', socket, {}],
  ['another socket is named', {...socket, source: '--host'}, {DOCKER_HOST: 'unix:///var/run/docker.sock'}],
  ['an address is named', tcp, {DOCKER_HOST: 'tcp://127.0.0.1:2375'}],
  ['of an engine with certificates its context is named', secure, {DOCKER_CONTEXT: 'prod'}],
] as const)('%s', (_, endpoint, settings) => {
  expect(engineSettings(endpoint)).toEqual(settings);
});

test('what would choose another engine, project, files or profiles stays out; the rest is the person’s', () => {
  const env = {
    PATH: '/bin',
    TAG: '7',
    DOCKER_HOST: 'tcp://elsewhere:2375',
    DOCKER_CONTEXT: 'elsewhere',
    DOCKER_CONFIG: '/home/me/.docker',
    COMPOSE_FILE: 'other.yml',
    COMPOSE_PROJECT_NAME: 'other',
    COMPOSE_PROFILES: 'all',
    COMPOSE_ENV_FILES: 'other.env',
    COMPOSE_REMOVE_ORPHANS: '1',
    COMPOSE_PARALLEL_LIMIT: '2',
    EMPTY: undefined,
  };
  expect(childEnv(env, socket, false)).toEqual({
    PATH: '/bin',
    TAG: '7',
    DOCKER_CONFIG: '/home/me/.docker',
    COMPOSE_PARALLEL_LIMIT: '2',
  });
  expect(childEnv(env, tcp, true)).toMatchObject({
    DOCKER_HOST: 'tcp://127.0.0.1:2375',
    COMPOSE_ANSI: 'never',
    BUILDKIT_PROGRESS: 'plain',
  });
});
