import os from 'node:os';
import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {readCommandLine} from '../../source/commands/command-line.js';
import {connectEngine} from '../../source/commands/connect.js';
import {homeFolder} from '../../source/commands/home.js';
import {EngineError} from '../../source/engine/errors.js';

describe('a user whom the system does not know', () => {
  beforeEach(() => {
    vi.stubEnv('HOME', undefined);
    vi.spyOn(os, 'homedir').mockImplementation(() => {
      throw new Error('uv_os_homedir returned ENOENT');
    });
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });

  test('has no home', () => {
    expect(homeFolder()).toBeNull();
  });

  test('reaches engines all the same', async () => {
    const {options} = readCommandLine(['ls', '--host', 'unix:///nowhere/docker.sock'], 0);
    await expect(connectEngine(options, new AbortController().signal)).rejects.toBeInstanceOf(EngineError);
  });
});

test('a home that is no absolute path is none', () => {
  vi.spyOn(os, 'homedir').mockReturnValue('');
  expect(homeFolder()).toBeNull();
  vi.restoreAllMocks();
});
