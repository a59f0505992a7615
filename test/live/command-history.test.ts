import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {commandHistory, historyFile, tidied} from '../../source/live/command-history.js';

let home = '';
beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'stacktop-history-'));
});
afterEach(() => fs.rmSync(home, {recursive: true, force: true}));

const modeOf = (file: string): string => (fs.statSync(file).mode & 0o777).toString(8);

describe('the history of commands', () => {
  test('lies where the system keeps such things, for each kind of service', () => {
    expect(historyFile({HOME: '/home/me'}, 'redis')).toBe('/home/me/.local/state/stacktop/history/redis');
    expect(historyFile({HOME: '/home/me', XDG_STATE_HOME: '/var/me'}, 'redis')).toBe('/var/me/stacktop/history/redis');
    expect(historyFile({HOME: '/home/me', XDG_STATE_HOME: 'relative'}, 'redis')).toMatch(/^\/home\/me/);
    expect(historyFile({}, 'redis')).toBeNull();
    expect(historyFile({HOME: '/h'}, '../x')).toBe('/h/.local/state/stacktop/history/---x');
  });
  test('is there again after a restart, and nobody else may read it', async () => {
    const env = {HOME: home};
    await commandHistory(env, 'redis').add('INFO memory');
    await commandHistory(env, 'redis').add('DBSIZE');
    await commandHistory(env, 'postgres').add('select 1');
    expect(await commandHistory(env, 'redis').read()).toEqual(['INFO memory', 'DBSIZE']);
    const file = historyFile(env, 'redis') ?? '';
    expect([modeOf(file), modeOf(path.dirname(file))]).toEqual(['600', '700']);
  });
  test('has each line once, where it was used last, and the newest 500', async () => {
    expect(tidied(['a', 'b', 'a', '', ' c '])).toEqual(['b', 'a', 'c']);
    const env = {HOME: home};
    const file = historyFile(env, 'redis') ?? '';
    fs.mkdirSync(path.dirname(file), {recursive: true});
    fs.writeFileSync(file, Array.from({length: 1500}, (_, index) => `GET ${index}\n`).join(''));
    await commandHistory(env, 'redis').add('INFO');
    const lines = await commandHistory(env, 'redis').read();
    expect([lines.length, lines[0], lines.at(-1)]).toEqual([500, 'GET 1001', 'INFO']);
    expect(fs.readFileSync(file, 'utf8').split('\n').length).toBe(501);
    expect(fs.readdirSync(path.dirname(file))).toEqual(['redis']);
  });
  test('loses nothing where several write at once', async () => {
    const env = {HOME: home};
    await Promise.all(Array.from({length: 60}, (_, index) => commandHistory(env, 'redis').add(`GET ${index}`)));
    expect(new Set(await commandHistory(env, 'redis').read()).size).toBe(60);
  });
  test('of a home that cannot be used is empty, and says nothing', async () => {
    fs.writeFileSync(path.join(home, 'file'), '');
    for (const env of [{HOME: path.join(home, 'file')}, {HOME: '/dev/null'}, {}]) {
      const history = commandHistory(env, 'redis');
      await history.add('INFO');
      expect(await history.read()).toEqual([]);
    }
  });
  test('follows no link that somebody put in its place', async () => {
    const env = {HOME: home};
    const file = historyFile(env, 'redis') ?? '';
    fs.mkdirSync(path.dirname(file), {recursive: true});
    fs.writeFileSync(path.join(home, 'other'), 'mine\n');
    fs.symlinkSync(path.join(home, 'other'), file);
    await commandHistory(env, 'redis').add('INFO');
    expect(fs.readFileSync(path.join(home, 'other'), 'utf8')).toBe('mine\n');
  });
});
