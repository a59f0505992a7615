import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {watchFolder} from '../../source/profiles/watch.js';

let home = '';
let folder = '';
let ending = new AbortController();
let done: Promise<void> = Promise.resolve();
/** Names of the folder's entries with their texts, as they were at each call. */
let seen: string[] = [];

const lookNow = (): string => {
  try {
    return fs
      .readdirSync(folder)
      .map(name => `${name}=${fs.readFileSync(path.join(folder, name), 'utf8')}`)
      .join(' ');
  } catch {
    return 'none';
  }
};
const start = async (): Promise<void> => {
  done = watchFolder(folder, async () => void seen.push(lookNow()), ending.signal);
  await expect.poll(() => seen.length).toBe(1);
};
const sees = (state: string): Promise<void> => expect.poll(() => seen.at(-1), {timeout: 15_000, interval: 20}).toBe(state);

beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'watch-'));
  folder = path.join(home, '.config', 'stacktop', 'stacks');
  ending = new AbortController();
  seen = [];
});
afterEach(async () => {
  ending.abort();
  await done;
  fs.rmSync(home, {recursive: true, force: true});
});

test('a folder that comes later, in one step or in several, is seen, and so is what is in it', async () => {
  await start();
  fs.mkdirSync(path.join(home, '.config'));
  fs.mkdirSync(path.join(home, '.config', 'stacktop'));
  fs.mkdirSync(folder);
  await sees('');
  fs.writeFileSync(path.join(folder, 'a.yml'), '1');
  await sees('a.yml=1');
});

test('a folder is seen that comes while its place is being looked at', async () => {
  for (let round = 0; round < 5; round += 1) {
    await start();
    fs.mkdirSync(folder, {recursive: true});
    fs.writeFileSync(path.join(folder, 'a.yml'), `${round}`);
    await sees(`a.yml=${round}`);
    ending.abort();
    await done;
    fs.rmSync(path.join(home, '.config'), {recursive: true});
    [ending, seen] = [new AbortController(), []];
    // Not waited for: the folder comes right into the beginning.
    done = watchFolder(folder, async () => void seen.push(lookNow()), ending.signal);
    fs.mkdirSync(folder, {recursive: true});
    await sees('');
    fs.writeFileSync(path.join(folder, 'a.yml'), 'x');
    await sees('a.yml=x');
    ending.abort();
    await done;
    fs.rmSync(path.join(home, '.config'), {recursive: true});
    [ending, seen] = [new AbortController(), []];
  }
});

test('files are followed that are written in their place, replaced, renamed and taken away', async () => {
  fs.mkdirSync(folder, {recursive: true});
  const file = path.join(folder, 'a.yml');
  fs.writeFileSync(file, '1');
  await start();
  fs.writeFileSync(file, '2');
  await sees('a.yml=2');
  fs.writeFileSync(`${file}.tmp`, '3');
  fs.renameSync(`${file}.tmp`, file);
  await sees('a.yml=3');
  fs.renameSync(file, path.join(folder, 'b.yml'));
  await sees('b.yml=3');
  fs.rmSync(path.join(folder, 'b.yml'));
  await sees('');
});

test('a folder that is moved away and another one in its place', async () => {
  fs.mkdirSync(folder, {recursive: true});
  await start();
  const parent = path.dirname(folder);
  fs.renameSync(parent, `${parent}.old`);
  await sees('none');
  fs.mkdirSync(folder, {recursive: true});
  fs.writeFileSync(path.join(folder, 'a.yml'), 'new');
  await sees('a.yml=new');
});

test('what links lead to is followed where it lies', async () => {
  fs.mkdirSync(folder, {recursive: true});
  const dotfiles = path.join(home, 'dotfiles');
  fs.mkdirSync(dotfiles);
  fs.writeFileSync(path.join(dotfiles, 'shop.yml'), '1');
  fs.symlinkSync(path.join(dotfiles, 'shop.yml'), path.join(folder, 'shop.yml'));
  await start();
  fs.writeFileSync(path.join(dotfiles, 'shop.yml'), '2');
  await sees('shop.yml=2');
});

test('many changes in a row are one; files of others beside it are none; nothing is called when nothing happens', async () => {
  fs.mkdirSync(folder, {recursive: true});
  await start();
  for (let at = 0; at < 50; at += 1) fs.writeFileSync(path.join(folder, 'a.yml'), `${at}`);
  await sees('a.yml=49');
  const calls = seen.length;
  expect(calls).toBeLessThan(10);
  fs.writeFileSync(path.join(home, '.config', 'other'), '');
  fs.writeFileSync(path.join(path.dirname(folder), 'settings.json'), '');
  fs.writeFileSync(path.join(folder, 'a.yml'), 'last');
  await sees('a.yml=last');
  expect(seen.length).toBeLessThanOrEqual(calls + 3);
});

test('it ends with the signal, and holds nothing', async () => {
  fs.mkdirSync(folder, {recursive: true});
  await start();
  ending.abort();
  await done;
  fs.writeFileSync(path.join(folder, 'a.yml'), '1');
  expect(seen).toHaveLength(1);
});

test('a folder that cannot be watched is gone without', async () => {
  folder = '/proc/self/nothing/stacktop/stacks';
  await start();
  ending.abort();
  await done;
  expect(seen).toEqual(['none']);
});
