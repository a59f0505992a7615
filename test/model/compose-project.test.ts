import {describe, expect, test} from 'vitest';
import {composeProjectOf} from '../../source/model/compose-project.js';
import {container} from './sample.js';

const made = (files: string, more: Record<string, string> = {}) =>
  container('shop/web', {
    labels: {
      'com.docker.compose.project': 'shop',
      'com.docker.compose.project.config_files': files,
      'com.docker.compose.project.working_dir': '/srv/shop',
      'com.docker.compose.version': '2.26.1',
      ...more,
    },
  });

describe('how compose was asked for a stack', () => {
  test.each([
    ['Compose 2', '/srv/shop/docker-compose.yml', ['/srv/shop/docker-compose.yml'], null],
    ['several files', '/srv/shop/a.yml,/etc/b.yml', ['/srv/shop/a.yml', '/etc/b.yml'], null],
    ['Compose 1 in its directory', 'docker-compose.yml,b/c.yml', ['/srv/shop/docker-compose.yml', '/srv/shop/b/c.yml'], null],
    [
      'Compose 1 above it',
      'shop/a.yml,shop/b.yml',
      ['/srv/shop/a.yml', '/srv/shop/b.yml'],
      ['/srv/shop/shop/a.yml', '/srv/shop/shop/b.yml'],
    ],
    ['Compose 1 below it', '../a.yml', ['/srv/shop/a.yml'], ['/srv/a.yml']],
    ['Compose 1 beside it', '../shop/a.yml,../base/b.yml', ['/srv/shop/a.yml', '/srv/base/b.yml'], null],
  ])('%s', (_, label, files, otherFiles) => {
    expect(composeProjectOf([made(label)])).toMatchObject({files, otherFiles});
  });

  test.each([
    ['standard input', '-'],
    ['a URL', 'https://example.com/docker-compose.yml'],
    ['an artifact', 'oci://docker.io/some/thing'],
    ['a repository', 'git@example.com:some/thing.git'],
    ['nothing', ''],
  ])('from %s it cannot be asked again', (_, label) => {
    expect(composeProjectOf([made(label)])).toBeNull();
  });

  test('by something that writes no labels it was not asked', () => {
    expect(composeProjectOf([container('shop/web')])).toBeNull();
    expect(composeProjectOf([])).toBeNull();
    expect(composeProjectOf([made('a.yml', {'com.docker.compose.project.working_dir': 'shop'})])).toBeNull();
  });

  test('the newest container tells, and none of a one-off run while there is another', () => {
    const old = {...made('/srv/shop/old.yml'), createdAt: 1};
    const latest = {...made('/srv/shop/new.yml'), createdAt: 2};
    const run = {...made('/srv/shop/run.yml'), createdAt: 3, oneOff: true};
    expect(composeProjectOf([old, latest, run])?.files).toEqual(['/srv/shop/new.yml']);
    expect(composeProjectOf([run])?.files).toEqual(['/srv/shop/run.yml']);
  });

  test('with the files of its environment, and its version', () => {
    const env = {'com.docker.compose.project.environment_file': '/srv/shop/prod.env,more.env'};
    expect(composeProjectOf([made('/srv/shop/a.yml', env)])).toMatchObject({
      project: 'shop',
      workingDir: '/srv/shop',
      envFiles: ['/srv/shop/prod.env', '/srv/shop/more.env'],
      version: '2.26.1',
    });
  });
});
