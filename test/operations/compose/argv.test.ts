import {describe, expect, test} from 'vitest';
import type {ComposeProject} from '../../../source/model/compose-project.js';
import type {ComposeRequest} from '../../../source/model/compose-request.js';
import {type ComposeTool, composeSteps, shellLine} from '../../../source/operations/compose/argv.js';
import {splitWords} from '../../../source/services/words.js';

const project: ComposeProject = {
  project: 'shop',
  files: ['/srv/my shop/compose.yml', '/srv/my shop/dev.yml'],
  otherFiles: null,
  workingDir: '/srv/my shop',
  envFiles: ['/srv/my shop/prod.env'],
  version: '2.26.1',
};
const plain: ComposeProject = {...project, files: ['/srv/shop/compose.yml'], workingDir: '/srv/shop', envFiles: []};
const plugin: ComposeTool = {words: ['docker', 'compose'], version: '2.26.1', dialect: 'compose'};
const old: ComposeTool = {words: ['docker-compose'], version: '1.29.2', dialect: 'compose'};
const podman: ComposeTool = {words: ['podman', 'compose'], version: '1.0.6', dialect: 'podman-compose'};

const beginning = 'docker compose -p shop --project-directory /srv/shop -f /srv/shop/compose.yml';
const linesOf = (request: ComposeRequest, tool = plugin): string[] =>
  composeSteps(tool, plain, [], request).map(words => words.join(' '));

describe('what compose is asked for', () => {
  const whole: readonly (readonly [ComposeRequest, readonly string[]])[] = [
    [{action: 'up', services: []}, ['up -d']],
    [{action: 'up', services: ['web']}, ['up -d web']],
    [{action: 'up-build', services: []}, ['up -d --build']],
    [{action: 'up-build', services: ['web']}, ['build web', 'up -d web']],
    [{action: 'pull-up', services: []}, ['pull', 'up -d']],
    [{action: 'pull-up', services: ['web']}, ['pull web', 'up -d web']],
    [{action: 'recreate', services: ['db', 'web']}, ['up -d db web']],
    [{action: 'scale', services: ['web'], count: '3'}, ['up -d --scale web=3 web']],
    [{action: 'run', services: ['web']}, ['run --rm web']],
    [{action: 'run', services: ['web'], words: ['ls', '-la', '--', '/']}, ['run --rm web ls -la -- /']],
    [{action: 'config', services: []}, ['config']],
    [{action: 'down', services: []}, ['down']],
    [{action: 'down-volumes', services: []}, ['down -v']],
    [{action: 'down-images', services: []}, ['down --rmi all']],
  ];
  test.each(whole)('%j', (request, ends) => {
    expect(linesOf(request)).toEqual(ends.map(end => `${beginning} ${end}`));
  });

  test('Compose 1 is asked by the same words under its own name', () => {
    expect(linesOf({action: 'up', services: []}, old)).toEqual([
      beginning.replace('docker compose', 'docker-compose').concat(' up -d'),
    ]);
  });

  test('podman-compose knows no project directory', () => {
    expect(linesOf({action: 'up', services: []}, podman)).toEqual(['podman compose -p shop -f /srv/shop/compose.yml up -d']);
  });

  test.each(['-x', '--help', '--scale'])('a service that is called %s is a service and no option', name => {
    expect(linesOf({action: 'up', services: [name]})).toEqual([`${beginning} up -d -- ${name}`]);
    expect(linesOf({action: 'run', services: [name], words: ['sh']})).toEqual([`${beginning} run --rm -- ${name} sh`]);
    expect(linesOf({action: 'pull-up', services: [name]})).toEqual([
      `${beginning} pull -- ${name}`,
      `${beginning} up -d -- ${name}`,
    ]);
    expect(composeSteps(plugin, plain, [], {action: 'scale', services: [name], count: '2'})[0]?.slice(-4)).toEqual([
      '--scale',
      `${name}=2`,
      '--',
      name,
    ]);
  });

  test('all files, the environment files and the profiles come before the command, each a word of its own', () => {
    const [words] = composeSteps(plugin, project, ['tools', '$(id)'], {action: 'up', services: []});
    expect(words).toEqual([
      'docker',
      'compose',
      '-p',
      'shop',
      '--project-directory',
      '/srv/my shop',
      '-f',
      '/srv/my shop/compose.yml',
      '-f',
      '/srv/my shop/dev.yml',
      '--env-file',
      '/srv/my shop/prod.env',
      '--profile',
      'tools',
      '--profile',
      '$(id)',
      'up',
      '-d',
    ]);
  });
});

describe('the line for a shell', () => {
  test('has what it needs quoted, and can be taken apart into the same words', () => {
    const steps = composeSteps(plugin, project, ['$(id)'], {
      action: 'run',
      services: ['web'],
      words: ['sh', '-c', "echo 'a b'; id"],
    });
    const line = shellLine(steps, {});
    expect(line).toContain("--project-directory '/srv/my shop'");
    expect(line).toContain("'$(id)'");
    expect(splitWords(line)).toEqual(steps[0]);
  });

  test('joins steps so that the next one only runs after the one before, each for the same engine', () => {
    const line = shellLine(composeSteps(plugin, plain, [], {action: 'pull-up', services: []}), {
      DOCKER_HOST: 'unix:///run/my docker.sock',
    });
    const host = "DOCKER_HOST='unix:///run/my docker.sock' ";
    expect(line).toBe(`${host}${beginning} pull && ${host}${beginning} up -d`);
  });
});
