import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {ComposedService} from '../../../source/model/composed.js';
import {readComposeFiles} from '../../../source/operations/compose/read.js';

const {signal} = new AbortController();
let place = '';
beforeEach(() => {
  place = fs.mkdtempSync(path.join(os.tmpdir(), 'stacktop-compose-'));
});
afterEach(() => fs.rmSync(place, {recursive: true, force: true}));

const write = (files: Readonly<Record<string, string>>): void => {
  for (const [name, content] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(place, name)), {recursive: true});
    fs.writeFileSync(path.join(place, name), content);
  }
};
const read = (...files: readonly string[]) =>
  readComposeFiles(
    {
      ...{project: 'shop', otherFiles: null, workingDir: place, envFiles: [], version: '2.26.1'},
      files: files.map(name => path.join(place, name)),
    },
    signal,
  );
const servicesIn = async (files: Readonly<Record<string, string>>, ...names: readonly string[]) => {
  write(files);
  const {composed} = await read(...(names.length > 0 ? names : ['docker-compose.yml']));
  return Object.fromEntries((composed?.services ?? []).map(service => [service.name, service]));
};
const service = (name: string, more: Partial<ComposedService> = {}): ComposedService => ({
  ...{name, image: null, dependsOn: [], replicas: 1, profiles: []},
  ...more,
});
const started = (name: string) => ({service: name, condition: 'service_started'}) as const;

describe('a compose file with an error', () => {
  test.each([
    ['a list that is not closed', 'services:\n  web: [\n', /^compose\.yml:\d: Flow sequence/],
    ['text', 'hello\n', /^compose\.yml:1: it is no map of keys$/],
    ['nothing', '\n', /^compose\.yml: it is empty$/],
  ])('is named, with its line: %s', async (_, content, problem) => {
    write({'compose.yml': content});
    const found = await read('compose.yml');
    expect(found.composed).toBeNull();
    expect(found.problem).toMatch(problem);
  });
  test('one that is not there has none', async () => {
    expect((await read('compose.yml')).problem).toBeNull();
  });
});

describe('what compose files say is meant to be there', () => {
  test('services with image, dependencies in both forms and replicas', async () => {
    const yaml = `services:
  db: {image: "postgres:15"}
  web:
    build: .
    depends_on: [db]
    deploy: {replicas: 3}
  api:
    image: api:1
    scale: 2
    depends_on:
      db: {condition: service_healthy}
      web: {condition: service_started}
`;
    expect(await servicesIn({'docker-compose.yml': yaml})).toEqual({
      db: service('db', {image: 'postgres:15'}),
      web: service('web', {dependsOn: [started('db')], replicas: 3}),
      api: service('api', {
        image: 'api:1',
        replicas: 2,
        dependsOn: [{service: 'db', condition: 'service_healthy'}, started('web')],
      }),
    });
  });

  test.each([
    ['profiles: [debug]', {replicas: 0, profiles: ['debug']}],
    ['scale: 0', {replicas: 0}],
    ['deploy: {replicas: 0}', {replicas: 0}],
    ['scale: "$' + '{N:-2}"', {replicas: 0}],
    ['image: "web:$' + '{TAG:-1}"', {}],
    ['image: "we$$b:1"', {image: 'we$b:1'}],
    ['image: 7', {}],
    ['links: ["db:database"]', {dependsOn: [started('db')]}],
    ['network_mode: "service:db"', {dependsOn: [started('db')]}],
    ['volumes_from: ["db:ro", "container:other"]', {dependsOn: [started('db')]}],
    ['depends_on: {db: }', {dependsOn: [started('db')]}],
  ])('%s', async (line, more) => {
    const services = await servicesIn({'docker-compose.yml': `services:\n  web:\n    ${line}\n`});
    expect(services.web).toEqual(service('web', more));
  });

  test('a later file overrides: scalars are replaced, dependencies and profiles added, and tags are obeyed', async () => {
    const services = await servicesIn(
      {
        'a.yml':
          'services:\n  web: {image: "a:1", depends_on: [db], scale: 2}\n  db: {image: "db:1"}\n  off: {image: "x:1", profiles: [x]}\n  gone: {image: "y:1"}\n',
        'b.yml':
          'services:\n  web: {image: "b:2", depends_on: {cache: {condition: service_healthy}}}\n  off: {profiles: !reset [], image: "x:2"}\n  gone: !reset null\n  db: !override {build: .}\n  cache: {image: "cache:1"}\n',
      },
      'a.yml',
      'b.yml',
    );
    expect(services).toEqual({
      web: service('web', {
        image: 'b:2',
        replicas: 2,
        dependsOn: [started('db'), {service: 'cache', condition: 'service_healthy'}],
      }),
      db: service('db'),
      off: service('off', {image: 'x:2'}), // it always comes up now
      cache: service('cache', {image: 'cache:1'}),
    });
  });

  test('files that include each other many times are read in no time', {timeout: 20_000}, async () => {
    const include = `include: [${Array.from({length: 5}, () => 'docker-compose.yml').join(', ')}]`;
    expect(Object.keys(await servicesIn({'docker-compose.yml': `${include}\nservices: {a: {image: x}}\n`}))).toEqual(['a']);
  });

  test('extends and include are followed, here and into other files', async () => {
    write({'sub/base.yml': 'services:\n  base: {image: "base:1", scale: 2}\n'});
    const services = await servicesIn({
      'docker-compose.yml':
        'include: [sub/more.yml, {path: [sub/x.yml], project_directory: sub}]\nservices:\n  a: {extends: {file: sub/base.yml, service: base}, image: "a:1"}\n  b: {extends: a, scale: 3}\n',
      'sub/more.yml': 'services:\n  more: {extends: {file: base.yml, service: base}}\n',
      'sub/x.yml': 'services:\n  x: {image: "x:1"}\n',
    });
    expect(services).toEqual({
      a: service('a', {image: 'a:1', replicas: 2}),
      b: service('b', {image: 'a:1', replicas: 3}),
      more: service('more', {image: 'base:1', replicas: 2}),
      x: service('x', {image: 'x:1'}),
    });
  });

  test('what it cannot follow is left out: other shells’ variables, loops, files that are not there', async () => {
    const services = await servicesIn({
      'docker-compose.yml': `include: [gone.yml, "$\{X}/y.yml", docker-compose.yml]
services:
  a: {extends: b}
  b: {extends: a, image: "b:1"}
  c: {extends: {file: gone.yml, service: c}, image: "c:1"}
`,
    });
    expect(Object.keys(services).sort()).toEqual(['a', 'b', 'c']);
    expect(services.c?.image).toBe('c:1');
  });

  test.each([
    ['no YAML', 'services: [\n  }'],
    ['not a compose file', '- 1\n- 2\n'],
    ['empty', ''],
    [
      'a bomb of aliases',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${Array.from({length: 8}, (_, n) => `b${n}: &b${n} [${Array(9).fill(n === 0 ? '*a' : `*b${n - 1}`)}]`).join('\n')}\n`,
    ],
    ['far too large', `services: {}\n${'# x\n'.repeat(200_000)}`],
  ])('a file that is %s says nothing', async (_, content) => {
    write({'docker-compose.yml': content});
    expect((await read('docker-compose.yml')).composed).toBeNull();
  });

  test('one that is a folder, a pipe or not there neither; nor the whole, when one of several is not', async () => {
    write({'folder/x': '', 'a.yml': 'services: {a: {image: "a:1"}}'});
    expect((await read('folder')).composed).toBeNull();
    expect((await read('gone.yml')).composed).toBeNull();
    expect((await read('a.yml', 'gone.yml')).composed).toBeNull();
  });

  test('all files that it looked at are told, and where Compose 1 had them', async () => {
    write({'docker-compose.yml': 'include: [more.yml]\nservices: {}\n'});
    expect((await read('docker-compose.yml')).files).toEqual(
      ['docker-compose.yml', 'more.yml'].map(name => path.join(place, name)),
    );
    const other = await readComposeFiles(
      {
        ...{project: 'shop', workingDir: place, envFiles: [], version: '1.29.2'},
        files: ['/nowhere/docker-compose.yml'],
        otherFiles: [path.join(place, 'docker-compose.yml')],
      },
      signal,
    );
    expect(other.composed?.files).toEqual([path.join(place, 'docker-compose.yml')]);
  });
});
