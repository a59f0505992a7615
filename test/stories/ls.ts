import {expect, test} from 'vitest';
import {run} from '../commands/program.js';
import {openBash, say} from './bash.js';
import type {Stories} from './story-engine.js';

interface Reported {
  readonly name: string;
  readonly containers: readonly Readonly<Record<string, unknown>>[];
}

const stackFields = ['name', 'profile', 'running', 'total', 'health', 'cpuPercent', 'memory', 'restarts', 'urls', 'containers'];
const containerFields = [
  ...['id', 'name', 'service', 'number', 'image', 'kind', 'state', 'health', 'exitCode', 'oomKilled', 'restarts', 'startedAt'],
  ...['cpuPercent', 'memory', 'network', 'ports', 'urls', 'problem'],
];

/** The list for scripts and pipes. */
export const lsStories: Stories = engine => {
  const env = (): {readonly DOCKER_HOST: string} => ({DOCKER_HOST: engine().host});
  const reportOf = async (...args: string[]): Promise<Reported[]> => {
    const {stdout, code} = await run(['ls', '--json', ...args], {env: env()});
    expect(code).toBe(0);
    return JSON.parse(stdout);
  };

  test('ls prints what the screen shows: a line for each stack and container, no escape codes, nothing on stderr', async () => {
    const {stdout, stderr, code} = await run(['ls', 'shop'], {env: env()});
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^NAME +HEALTH +CPU% +MEM/);
    expect(stdout).toMatch(/^▾ shop +3\/3 ● healthy/m);
    expect(stdout).toMatch(/^ . postgres +● healthy +[\d.]+ +[\d.]+M +\/256M/m);
    expect(stdout).not.toMatch(/\x1b|shop-test/);
    expect(stdout.endsWith('\n')).toBe(true);
  });

  test('ls --json has every field of the design, bytes as numbers, what is not known as null', async () => {
    const [shop, ...others] = await reportOf('shop');
    expect(others).toEqual([]);
    expect(Object.keys(shop ?? {})).toEqual(expect.arrayContaining(stackFields));
    expect(shop).toMatchObject({name: 'shop', running: 3, total: 3, health: 'healthy'});
    const containers = new Map(shop?.containers.map(container => [container.service, container]));
    for (const container of containers.values()) expect(Object.keys(container)).toEqual(expect.arrayContaining(containerFields));
    expect(containers.get('postgres')).toMatchObject({
      state: 'running',
      health: 'healthy',
      number: 1,
      memory: {limit: 256 * 2 ** 20},
      exitCode: null,
      problem: null,
    });
    expect(containers.get('redis')).toMatchObject({memory: {used: expect.any(Number), percent: expect.any(Number)}});
    expect(containers.get('web')).toMatchObject({memory: {limit: null}, cpuPercent: expect.any(Number)});
    expect(containers.get('job')).toMatchObject({
      state: 'exited',
      health: 'done',
      exitCode: 0,
      cpuPercent: null,
      memory: {used: null},
    });
  });

  test('a stack that is not there is one line, and exit code', async () => {
    const {stdout, stderr, code} = await run(['ls', 'nowhere'], {env: env()});
    expect([code !== 0, stdout]).toEqual([true, '']);
    expect(stderr).toMatch(/^stacktop: .*nowhere.*\n$/);
  });

  test('without a terminal, bare stacktop prints what ls prints; with a filter, that stack', async () => {
    const {stdout, code} = await run(['shop-test'], {env: env()});
    expect(code).toBe(0);
    expect(stdout).toMatch(/^▾ shop-test +3\/3/m);
    expect(stdout).not.toMatch(/\x1b|▾ shop /);
  });

  test('head, less and a file are readers like others', async () => {
    const terminal = await openBash(engine(), {columns: 150});
    await say(terminal, 'set -o pipefail; stacktop.js ls | head -1; echo "both"" $?"');
    await terminal.sees(/^both 0$/m);
    expect(terminal.text()).toMatch(/^NAME +HEALTH/m);
    await say(terminal, `stacktop.js > list; echo "code"" $?"; grep -c '▾ shop-test' list`);
    await terminal.sees(/^code 0\n1$/m);
    expect(terminal.text()).not.toMatch(/Error|EPIPE|^\s+at /m);
    terminal.picture(`stories/${engine().kind}-ls`);
  });
};
