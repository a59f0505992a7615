import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {readProfile} from '../../source/profiles/read.js';
import {run} from '../commands/program.js';
import {openBash, say} from './bash.js';
import {openList, rowOf, select} from './list.js';
import type {Stories} from './story-engine.js';

/** Profiles of the user's own: written, read again while the screen is open, made from what runs. */
export const profileStories: Stories = engine => {
  let config = '';
  const folder = (): string => path.join(config, 'stacktop', 'stacks');
  const file = (): string => path.join(folder(), 'shop.yml');
  beforeEach(() => {
    config = fs.mkdtempSync(path.join(os.tmpdir(), 'stacktop-config-'));
  });
  afterEach(() => fs.rmSync(config, {recursive: true, force: true}));

  const profile = (link: string, more = ''): string =>
    `name: shop\nprojects: [shop]\nservices:\n  web:\n    kind: http\n    links: [{name: ${link}, url: "https://${link}.example"}]\n${more}`;
  /** As editors save: another file that takes the place of the old one. */
  const save = (text: string): void => {
    fs.mkdirSync(folder(), {recursive: true});
    fs.writeFileSync(`${file()}.new`, text);
    fs.renameSync(`${file()}.new`, file());
  };
  const open = async (columns = 140) => {
    const terminal = await openList(engine(), {columns, rows: 40, env: {XDG_CONFIG_HOME: config}});
    await terminal.until(() => rowOf(terminal, 'shop', 'web') !== undefined, 'the services of shop');
    return terminal;
  };

  describe('while the screen is open', () => {
    test('a profile that appears, changes, breaks and is mended is followed within a second', async () => {
      const terminal = await open();
      await select(terminal, 'shop', 'web');
      await terminal.press('u');
      await terminal.sees(/shop\/web +URLs/);
      const within = {within: 1000};

      save(profile('handbook')); // the folder was not there until now
      await terminal.sees('https://handbook.example', within);
      await terminal.sees('profile shop: read');

      save(profile('manual'));
      await terminal.sees('https://manual.example', within);
      await terminal.unsees('handbook');
      await terminal.sees('profile shop: read again');
      terminal.picture(`stories/${engine().kind}-profile-read-again`);

      save(profile('guide', '    knid: redis\n'));
      await terminal.sees(/shop\.yml:7: services\.web\.knid: is not a key of a profile; did you mean kind\?/, within);
      expect(terminal.shows('https://manual.example')).toBe(true);
      terminal.picture(`stories/${engine().kind}-profile-broken`);

      fs.writeFileSync(file(), profile('guide')); // in its place, as some editors do
      await terminal.sees('https://guide.example', within);
      await terminal.unsees('is not a key');

      fs.rmSync(config, {recursive: true});
      await terminal.unsees('https://guide.example', within);
      await terminal.sees('profile shop: its file is gone');
      save(profile('again'));
      await terminal.sees('https://again.example', within);
      await terminal.press('q', 'q');
      expect(await terminal.exit()).toEqual({code: 0, signal: null});
    });

    test('the kind of a service changes with it, and with it what x opens', async () => {
      save('name: shop\nprojects: [shop]\nservices:\n  web:\n    kind: http\n');
      const terminal = await open();
      await select(terminal, 'shop', 'web');
      expect(terminal.shows(/x psql/)).toBe(false);
      save('name: shop\nprojects: [shop]\nservices:\n  web:\n    kind: postgres\n');
      await terminal.sees(/x psql/, {within: 1000});
    });
  });

  test('a file that is broken from the start is named in the list and by commands, which go on', async () => {
    save('name: shop\nprojects: [shop]\nservices: {web: {kind: htpp}}\n');
    const terminal = await open(180);
    await terminal.sees(/shop\.yml:3: services\.web\.kind: must be one of .*/);
    const {code, stderr} = await run(['check', 'shop'], {env: {DOCKER_HOST: engine().host, XDG_CONFIG_HOME: config}});
    expect(code).toBe(0);
    expect(stderr).toMatch(/^stacktop: \S+shop\.yml:3: services\.web\.kind: must be one of .*; did you mean http\?\n$/);
  });

  test('two profiles for one project are named, once, and the later file has it', async () => {
    save(profile('first'));
    fs.writeFileSync(path.join(folder(), 'zweiter.yml'), profile('second').replace('name: shop', 'name: zweiter'));
    const terminal = await open(200);
    await terminal.sees(/zweiter\.yml: projects: shop is claimed by shop\.yml too; it goes by this file, the later one/);
    await select(terminal, 'shop', 'web');
    await terminal.press('u');
    await terminal.sees('https://second.example');
  });

  describe('stacktop profile', () => {
    const draft = (...words: string[]) =>
      run(['profile', ...words], {env: {DOCKER_HOST: engine().host, XDG_CONFIG_HOME: config}});

    test('prints a profile of what runs, without a password, that reads back', async () => {
      const {code, stdout, stderr} = await draft('shop');
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout).not.toContain('not-a-secret');
      const {profile, problems} = readProfile('shop.yml', stdout);
      expect(problems).toEqual([]);
      const services = new Map(profile?.services.map(service => [service.name, service]));
      expect([...services.keys()].sort()).toEqual(['job', 'postgres', 'redis', 'web']);
      expect(services.get('postgres')).toMatchObject({
        kind: 'postgres',
        user: 'shop',
        database: 'orders',
        memoryLimit: 256 * 2 ** 20,
      });
      expect(services.get('postgres')?.usualMemory).toBeGreaterThan(2 ** 20);
      expect(services.get('redis')?.kind).toBe('redis');
      expect(services.get('job')).toMatchObject({kind: 'job', job: true});
    });

    test('is kept as it is printed, and the open screen takes it', async () => {
      const terminal = await open();
      fs.mkdirSync(folder(), {recursive: true});
      const bash = await openBash(engine(), {columns: 240, rows: 60, env: {XDG_CONFIG_HOME: config}});
      await say(bash, `stacktop.js profile shop > ${file()}; echo "code"" $?"`);
      await bash.sees(/^code 0$/m);
      await terminal.sees('profile shop: read');
      await say(bash, 'stacktop.js profile shop-test');
      await bash.sees(/to keep it: mkdir -p \S+ && stacktop profile shop-test > \S+shop-test\.yml$/m);
      await bash.sees(/shop-test is taken for shop already: its name under projects of \S+shop\.yml may be all that it wants/);
    });

    test('of what is no stack is one line, and exit code 2', async () => {
      expect(await draft('shpo')).toEqual({
        code: 2,
        stdout: '',
        stderr: 'stacktop: no stack "shpo" on this engine; did you mean shop?\n',
      });
      expect((await draft('shop/web')).stderr).toBe('stacktop: a profile is of a whole stack: stacktop profile shop\n');
      expect((await draft()).stderr).toMatch(/^stacktop: profile wants a stack: there is .*shop/);
      expect(await draft('(no stack)')).toMatchObject({code: 2, stdout: ''});
    });
  });
};
