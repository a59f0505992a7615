import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {candidatesFor, createToolFinder, isOfMaker, toolFrom} from '../../../source/operations/compose/find-tool.js';

const never = new AbortController().signal;
let folder = '';
beforeEach(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'stacktop-tools-'));
});
afterEach(() => fs.rm(folder, {recursive: true}));

/** Programs of these names, which note that they were asked, and say that. */
const install = async (programs: Readonly<Record<string, string>>): Promise<void> => {
  for (const [name, script] of Object.entries(programs))
    await fs.writeFile(path.join(folder, name), `#!/bin/sh\necho "${name} $*" >>"${folder}/asked"\n${script}\n`, {mode: 0o755});
};
const asked = (): Promise<string> => fs.readFile(path.join(folder, 'asked'), 'utf8').catch(() => '');
/** Those programs and no others: what is installed on this machine is not found. */
const finder = () => createToolFinder({PATH: folder});

const v2 = 'echo "Docker Compose version v2.26.1-4"';
const v1 = 'echo "docker-compose version 1.29.2, build 5becea4c"; echo "docker-py version: 5.0.0"';
const noPlugin = 'echo "docker: \'compose\' is not a docker command." >&2; exit 1';

describe('finding compose', () => {
  test('the plugin is taken where it made the containers, and nothing else is asked', async () => {
    await install({docker: v2, 'docker-compose': v1});
    const tool = await finder().find({version: '2.20.0', podman: false}, never);
    expect(tool).toEqual({words: ['docker', 'compose'], version: '2.26.1', dialect: 'compose'});
    expect(await asked()).toBe('docker compose version\n');
  });

  test('containers of Compose 1 are for Compose 1', async () => {
    await install({docker: v2, 'docker-compose': v1});
    expect(await finder().find({version: '1.25.0', podman: false}, never)).toMatchObject({
      words: ['docker-compose'],
      version: '1.29.2',
    });
  });

  test('where the kind that made them is not there, another is taken', async () => {
    await install({docker: v2});
    const tool = await finder().find({version: '1.29.2', podman: false}, never);
    expect(tool?.words).toEqual(['docker', 'compose']);
    expect(tool && isOfMaker(tool, {version: '1.29.2', podman: false})).toBe(false);
  });

  test('a docker without the plugin is none; there may be none at all, and one that comes later is found', async () => {
    await install({docker: noPlugin});
    const tools = finder();
    const maker = {version: null, podman: false};
    expect(await tools.find(maker, never)).toBeNull();
    await install({'docker-compose': v2});
    expect((await tools.find(maker, never))?.words).toEqual(['docker-compose']);
  });

  test('what was found is not asked again', async () => {
    await install({docker: v2});
    const tools = finder();
    await tools.find({version: '2.1.0', podman: false}, never);
    await tools.find({version: '2.1.0', podman: false}, never);
    expect(await asked()).toBe('docker compose version\n');
  });

  test('leaving ends the question', async () => {
    await install({docker: 'exec /bin/sleep 100'});
    const controller = new AbortController();
    const found = finder().find({version: '2.1.0', podman: false}, controller.signal);
    controller.abort();
    await expect(found).rejects.toThrow();
  });
});

test.each([
  ['Docker Compose version v2.26.1-4', '2.26.1', 'compose'],
  ['Docker Compose version 5.0.1', '5.0.1', 'compose'],
  ['docker-compose version 1.29.2, build unknown', '1.29.2', 'compose'],
  ['podman-compose version: 1.0.6\npodman version 4.3.1', '1.0.6', 'podman-compose'],
  ['>>>> Executing external compose provider "/usr/bin/docker-compose" <<<<\nDocker Compose version v2.5.0', '2.5.0', 'compose'],
  ['dev', null, 'compose'],
] as const)('%s', (said, version, dialect) => {
  expect(toolFrom(['x'], said)).toEqual({words: ['x'], version, dialect});
});

test.each([
  [{version: '2.26.1', podman: false}, 'docker compose'],
  [{version: '5.1.0', podman: false}, 'docker compose'],
  [{version: null, podman: false}, 'docker compose'],
  [{version: '1.29.2', podman: false}, 'docker-compose'],
  [{version: null, podman: true}, 'podman compose'],
])('what is made by %j is looked after by %s', (maker, first) => {
  expect(candidatesFor(maker)[0]?.join(' ')).toBe(first);
});
