import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {createComposing} from '../../source/live/composing.js';
import {container, stackWith} from '../model/sample.js';

let place = '';
let controller = new AbortController();
beforeEach(() => {
  place = fs.mkdtempSync(path.join(os.tmpdir(), 'stacktop-composing-'));
  controller = new AbortController();
});
afterEach(() => {
  controller.abort();
  fs.rmSync(place, {recursive: true, force: true});
});

/** How many folders this process has the kernel watch. */
const watched = (): number =>
  fs.readdirSync('/proc/self/fdinfo').reduce((sum, fd) => {
    try {
      return sum + (fs.readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8').match(/^inotify wd:/gm)?.length ?? 0);
    } catch {
      return sum; // closed meanwhile
    }
  }, 0);

const stack = () =>
  stackWith(
    container('shop/web', {
      labels: {
        'com.docker.compose.project': 'shop',
        'com.docker.compose.project.working_dir': place,
        'com.docker.compose.project.config_files': `${place}/compose.yml`,
      },
    }),
  );

describe.skipIf(process.platform !== 'linux')('compose files of stacks', () => {
  test('are read and watched while the stack is there, and no longer', async () => {
    fs.writeFileSync(path.join(place, 'compose.yml'), 'services: {web: {image: x}, db: {image: y}}\n');
    const before = watched();
    const work: Promise<void>[] = [];
    const composing = createComposing({
      engine: {endpoint: {kind: 'unix', socketPath: '/s', url: 'unix:///s', source: 'test'}, demo: false},
      signal: controller.signal,
      changed() {},
      start: one => void work.push(one),
    });
    const shop = stack();
    composing.look([shop]);
    await Promise.all(work);
    expect(composing.composedOf(shop)?.services.map(({name}) => name)).toEqual(['web', 'db']);
    expect(watched()).toBe(before + 1);
    composing.look([]);
    expect(watched()).toBe(before);
  });

  test('one with an error is told once, with the stack that it is of, and again when it is mended or the stack is gone', async () => {
    fs.writeFileSync(path.join(place, 'compose.yml'), 'services: [\n');
    const work: Promise<void>[] = [];
    const told: string[] = [];
    const composing = createComposing({
      engine: {endpoint: {kind: 'unix', socketPath: '/s', url: 'unix:///s', source: 'test'}, demo: false},
      signal: controller.signal,
      changed() {},
      broken: (key, problem, project) => void told.push(`${key} ${project} ${problem}`),
      start: one => void work.push(one),
    });
    const shop = stack();
    composing.look([shop]);
    await Promise.all(work);
    expect(composing.composedOf(shop)).toBeNull();
    expect(told).toEqual([expect.stringMatching(/^:shop shop compose\.yml:\d: /)]);
    fs.writeFileSync(path.join(place, 'compose.yml'), 'services: {web: {image: x}}\n');
    await expect.poll(() => told.slice(1), {interval: 20}).toEqual([':shop shop null']);
    fs.writeFileSync(path.join(place, 'compose.yml'), 'services: [ [\n');
    await expect.poll(() => told.slice(2), {interval: 20}).toEqual([expect.stringMatching(/compose\.yml:\d: /)]);
    composing.look([]);
    expect(told.slice(3)).toEqual([':shop shop null']);
  });
});
