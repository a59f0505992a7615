import {createHash} from 'node:crypto';
import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {parseEndpoint, resolveEndpoints} from '../../source/engine/endpoint.js';

let home = '';

beforeAll(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'endpoint-'));
  await writeContext(
    'prod',
    {Host: 'tcp://prod.example:2376', SkipTLSVerify: false},
    {'ca.pem': 'CA', 'cert.pem': 'CERT', 'key.pem': 'KEY'},
  );
  await writeContext('lab', {Host: 'unix:///lab/docker.sock'}, {});
  await mkdir(path.join(home, 'with-current'), {recursive: true});
  await writeFile(path.join(home, 'with-current/config.json'), JSON.stringify({currentContext: 'nowhere'}));
  await mkdir(path.join(home, 'broken'), {recursive: true});
  await writeFile(path.join(home, 'broken/config.json'), '{"currentContext": ');
});

afterAll(() => rm(home, {recursive: true, force: true}));

async function writeContext(name: string, docker: object, files: Record<string, string>): Promise<void> {
  const id = createHash('sha256').update(name).digest('hex');
  const meta = path.join(home, '.docker/contexts/meta', id);
  const tls = path.join(home, '.docker/contexts/tls', id, 'docker');
  await mkdir(meta, {recursive: true});
  await mkdir(tls, {recursive: true});
  await writeFile(path.join(meta, 'meta.json'), JSON.stringify({Name: name, Metadata: {}, Endpoints: {docker}}));
  for (const [file, content] of Object.entries(files)) await writeFile(path.join(tls, file), content);
}

interface Row {
  readonly says: string;
  readonly host?: string;
  readonly context?: string;
  readonly env?: Record<string, string>;
  readonly url: string;
  readonly source: string;
}

const rows: readonly Row[] = [
  {
    says: '--host wins over all',
    host: 'tcp://a:1',
    env: {DOCKER_HOST: 'tcp://b:2', DOCKER_CONTEXT: 'lab'},
    url: 'tcp://a:1',
    source: '--host',
  },
  {
    says: '--context wins over DOCKER_HOST',
    context: 'lab',
    env: {DOCKER_HOST: 'tcp://b:2'},
    url: 'unix:///lab/docker.sock',
    source: 'context lab',
  },
  {
    says: 'DOCKER_HOST wins over DOCKER_CONTEXT',
    env: {DOCKER_HOST: 'tcp://b:2', DOCKER_CONTEXT: 'lab'},
    url: 'tcp://b:2',
    source: 'DOCKER_HOST',
  },
  {says: 'DOCKER_CONTEXT', env: {DOCKER_CONTEXT: 'prod'}, url: 'tcp://prod.example:2376', source: 'context prod'},
  {
    says: 'the default context is DOCKER_HOST',
    context: 'default',
    env: {DOCKER_HOST: 'tcp://b:2'},
    url: 'tcp://b:2',
    source: 'DOCKER_HOST',
  },
  {says: 'else the usual socket', url: 'unix:///var/run/docker.sock', source: 'default socket'},
];

describe('where the engine is looked for', () => {
  it.each(rows)('$says', async ({host, context, env = {}, url, source}) => {
    const [first] = await resolveEndpoints({host, context, env, home});
    expect(first).toMatchObject({url, source});
  });

  it('follows currentContext of config.json', async () => {
    await writeFile(path.join(home, '.docker/config.json'), JSON.stringify({currentContext: 'lab'}));
    expect(await resolveEndpoints({env: {}, home})).toMatchObject([{url: 'unix:///lab/docker.sock', source: 'context lab'}]);
    expect(await resolveEndpoints({env: {DOCKER_CONTEXT: 'default'}, home})).toHaveLength(4);
    await rm(path.join(home, '.docker/config.json'));
  });

  it('tries rootless, Desktop and Podman sockets only when nothing was named', async () => {
    const found = await resolveEndpoints({env: {XDG_RUNTIME_DIR: '/run/user/7'}, home: '/home/u'});
    expect(found.map(endpoint => endpoint.kind === 'unix' && endpoint.socketPath)).toEqual([
      '/var/run/docker.sock',
      '/run/user/7/docker.sock',
      '/home/u/.docker/run/docker.sock',
      '/home/u/.docker/desktop/docker.sock',
      '/run/user/7/podman/podman.sock',
      '/run/podman/podman.sock',
    ]);
    expect(await resolveEndpoints({host: 'unix:///x', env: {XDG_RUNTIME_DIR: '/run/user/7'}, home})).toHaveLength(1);
  });

  it('takes the certificates of a context and of DOCKER_CERT_PATH', async () => {
    expect(await resolveEndpoints({context: 'prod', env: {}, home})).toMatchObject([
      {tls: {ca: 'CA', cert: 'CERT', key: 'KEY', verify: true}},
    ]);
    const folder = path.join(home, '.docker/contexts/tls', createHash('sha256').update('prod').digest('hex'), 'docker');
    const env = {DOCKER_HOST: 'tcp://far', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: folder};
    expect(await resolveEndpoints({env, home})).toMatchObject([{port: 2376, tls: {ca: 'CA', verify: true}}]);
    const loose = {DOCKER_HOST: 'tcp://far', DOCKER_TLS: '1'};
    expect(await resolveEndpoints({env: loose, home})).toMatchObject([{tls: {ca: null, verify: false}}]);
  });

  it('names the contexts there are when one is not known', async () => {
    const unknown = resolveEndpoints({context: 'pord', env: {}, home});
    await expect(unknown).rejects.toMatchObject({
      code: 'unknown-context',
      message: expect.stringContaining('"pord" (from --context)'),
    });
    await expect(unknown).rejects.toMatchObject({hint: expect.stringMatching(/default.*(lab.*prod|prod.*lab)/)});
  });

  it('respects DOCKER_CONFIG, and outlives a broken config.json', async () => {
    const env = {DOCKER_CONFIG: path.join(home, 'with-current')};
    await expect(resolveEndpoints({env, home})).rejects.toMatchObject({
      code: 'unknown-context',
      message: expect.stringContaining('config.json'),
    });
    expect(await resolveEndpoints({env: {DOCKER_CONFIG: path.join(home, 'broken')}, home})).toHaveLength(4);
  });

  it('refuses --host together with --context', async () => {
    await expect(resolveEndpoints({host: 'tcp://a', context: 'lab', env: {}, home})).rejects.toMatchObject({
      code: 'bad-endpoint',
    });
  });
});

describe('what an address may look like', () => {
  it.each([
    ['unix:///run/d.sock', {kind: 'unix', socketPath: '/run/d.sock'}],
    ['/run/d.sock', {kind: 'unix', socketPath: '/run/d.sock', url: 'unix:///run/d.sock'}],
    ['tcp://host', {kind: 'tcp', host: 'host', port: 2375, tls: null}],
    ['host:99', {kind: 'tcp', host: 'host', port: 99}],
    [':2375', {kind: 'tcp', host: 'localhost', port: 2375}],
    ['http://host:80', {kind: 'tcp', host: 'host', port: 80}],
    ['tcp://[::1]:9', {kind: 'tcp', host: '::1', port: 9, url: 'tcp://[::1]:9'}],
    ['ssh://me@far', {kind: 'ssh', user: 'me', host: 'far', port: null, remoteSocket: '/var/run/docker.sock'}],
    ['ssh://far:22/run/user/1/docker.sock', {kind: 'ssh', user: null, port: 22, remoteSocket: '/run/user/1/docker.sock'}],
  ])('%s', (value, expected) => {
    expect(parseEndpoint(value, '--host', null)).toMatchObject(expected);
  });

  it.each([
    '',
    'unix://',
    'unix://relative',
    'tcp://',
    'tcp://a:99999',
    'tcp://a/b',
    'npipe:////./pipe/x',
    'ssh://-oProxyCommand=x',
    'ssh://',
  ])('refuses %j and names it', value => {
    const line = expect.objectContaining({code: 'bad-endpoint', message: expect.stringContaining(`DOCKER_HOST: "${value}"`)});
    expect(() => parseEndpoint(value, 'DOCKER_HOST', null)).toThrow(line);
  });

  it('does not repeat a password', () => {
    expect(() => parseEndpoint('ssh://me:secret@far', '--host', null)).toThrow(/me:\*\*\*@far/);
  });
});
