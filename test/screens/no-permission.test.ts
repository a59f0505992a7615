import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {expect, test} from 'vitest';
import {Terminal} from '../support/terminal.js';
import {type Server, webServer} from './support/servers.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const asRoot = process.getuid?.() === 0;

/** The built program where another user can read it. */
const programForAll = (): string => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stacktop-program-'));
  for (const part of ['bin', 'dist', 'package.json'])
    fs.cpSync(path.join(root, part), path.join(folder, part), {recursive: true});
  fs.chmodSync(folder, 0o755);
  return folder;
};

/** A socket that belongs to root and a group; without root nobody's. */
const closedTo = (server: Server): void => {
  fs.chmodSync(server.file, asRoot ? 0o660 : 0o000);
  if (asRoot) fs.chownSync(server.file, 0, 1);
};

test('a socket that one may not use names the group to join, or sudo; exit code 3', async () => {
  const server = await webServer('OK');
  const folder = programForAll();
  try {
    closedTo(server);
    const program = [process.execPath, path.join(folder, 'bin/stacktop.js'), 'ls'];
    const [command = '', ...args] = asRoot
      ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', ...program]
      : program;
    const terminal = Terminal.open({command, args, cwd: '/', columns: 200, rows: 10, env: {DOCKER_HOST: server.host}});
    expect(await terminal.exit()).toEqual({code: 3, signal: null});
    expect(terminal.lines()[0]).toBe(`stacktop: no permission to use ${server.host} (DOCKER_HOST)`);
    expect(terminal.lines()[1]).toMatch(
      asRoot ? /`sudo usermod -aG daemon \$USER`, then log in again; or run it with `sudo`/ : /sudo/,
    );
    expect(terminal.lines().filter(line => line !== '')).toHaveLength(2);
    terminal.picture('stories/no-permission');
  } finally {
    await Terminal.closeAll();
    server.close();
    fs.rmSync(folder, {recursive: true, force: true});
  }
});
