import {fileURLToPath} from 'node:url';
import {afterEach, describe, expect, test} from 'vitest';
import {Terminal, type TerminalOptions} from '../support/terminal.js';
import {talker, webServer, webServerOnPort} from './support/servers.js';

const launcher = fileURLToPath(new URL('../../bin/stacktop.js', import.meta.url));
const closing: (() => void)[] = [];
afterEach(async () => {
  await Terminal.closeAll();
  for (const close of closing.splice(0)) close();
});

const keep = async <T extends {close(): void}>(server: Promise<T>): Promise<T> => {
  const there = await server;
  closing.push(() => there.close());
  return there;
};

/** Runs stacktop to its end: what it said, on the normal screen, and its exit code. */
const complaint = async (options: TerminalOptions): Promise<{readonly said: string; readonly code: number | null}> => {
  const terminal = Terminal.open({columns: 220, rows: 20, ...options});
  const {code} = await terminal.exit();
  expect(terminal.raw).not.toContain('\x1b[?1049h');
  expect(terminal.text()).not.toMatch(/^\s+at .*:\d+/m);
  const lines = terminal.lines().filter(line => line !== '');
  expect(lines.length).toBeLessThanOrEqual(2); // what is wrong; what to do
  return {said: lines.join('\n'), code};
};

describe('an engine that cannot be used is said in a line, with what to do in another, exit code 3', () => {
  const ls = (host: string, env: TerminalOptions['env'] = {}) => complaint({args: ['ls'], env: {DOCKER_HOST: host, ...env}});

  test('no socket', async () => {
    const {said, code} = await ls('unix:///no/such/engine.sock');
    expect(said).toMatch(
      /^stacktop: no engine at unix:\/\/\/no\/such\/engine\.sock \(DOCKER_HOST\): the socket does not exist\n +\S/,
    );
    expect(code).toBe(3);
  });

  test('a port that refuses', async () => {
    const {said, code} = await ls('tcp://127.0.0.1:1');
    expect(said).toMatch(/^stacktop: nothing answers at tcp:\/\/127\.0\.0\.1:1 .*connection refused\n +\S/);
    expect(code).toBe(3);
  });

  test.each([
    ['a web server', () => webServer('<html>hello</html>')],
    ['a web server that answers JSON', () => webServer('{"ok":true}', {'Content-Type': 'application/json'})],
    ['something that is no HTTP', () => talker('SSH-2.0-OpenSSH_9.2\r\n')],
  ] as const)('%s', async (_, server) => {
    const {said, code} = await ls((await keep(server())).host);
    expect(said).toMatch(/^stacktop: unix:\/\/\S+ \(DOCKER_HOST\) is not a Docker engine: .+\n +\S/);
    expect(code).toBe(3);
  });

  test('one that hangs up', async () => {
    const {said, code} = await ls((await keep(talker(''))).host);
    expect(said).toMatch(/^stacktop: .*(lost|not a Docker engine)/);
    expect(code).toBe(3);
  });

  test('one that is too old', async () => {
    const {said, code} = await ls((await keep(webServer('OK', {'Api-Version': '1.24', Server: 'Docker/1.12.6'}))).host);
    expect(said).toMatch(/^stacktop: .*1\.24.*(old|1\.40)/);
    expect(code).toBe(3);
  });

  test('TLS asked of a plain engine', async () => {
    const {said, code} = await ls((await keep(webServerOnPort('OK'))).host, {DOCKER_TLS_VERIFY: '1'});
    expect(said).toMatch(/^stacktop: TLS was asked for, but tcp:\/\/127\.0\.0\.1:\d+ \(DOCKER_HOST\) speaks plain HTTP\n +\S/);
    expect(code).toBe(3);
  });
});

describe('a mistake in how it is called is one line, exit code 2', () => {
  test.each<[string, TerminalOptions, RegExp]>([
    ['an unknown context', {args: ['ls', '--context', 'nowhere']}, /nowhere/],
    ['a host of an unknown kind', {args: ['ls', '--host', 'gopher://x']}, /gopher/],
    ['a relative socket', {args: ['--host', 'unix://docker.sock']}, /absolute/],
    ['an unknown flag', {args: ['--nope']}, /unknown flag --nope/],
    ['an interval that is none', {args: ['--interval', 'fast']}, /--interval fast/],
    ['--demo with --host', {args: ['--demo', '--host', 'unix:///x']}, /--demo/],
    ['a terminal nobody knows', {env: {TERM: 'nonsense-9000'}}, /TERM "nonsense-9000"/],
    ['an empty TERM', {command: 'env', args: ['TERM=', process.execPath, launcher]}, /TERM is not set/],
    ['a dumb terminal', {env: {TERM: 'dumb'}}, /"dumb"/],
  ])('%s', async (_, options, wanted) => {
    const {said, code} = await complaint(options);
    expect(said.replace(/\n/g, ' ')).toMatch(wanted);
    expect(said).toMatch(/^stacktop: /);
    expect(code).toBe(2);
  });

  test.each([
    [20, 5],
    [39, 20],
    [120, 7],
  ])('a terminal of %i×%i', async (columns, rows) => {
    const terminal = Terminal.open({columns, rows});
    expect(await terminal.exit()).toEqual({code: 2, signal: null});
    expect(terminal.raw).toContain(`this terminal has ${columns}×${rows} cells, the screen needs 40×8`);
    expect(terminal.raw).not.toContain('\x1b[?1049h');
  });
});
