import {describe, expect, test} from 'vitest';
import {knownProfiles} from '../../source/profiles/shipped.js';
import {serviceFor} from '../../source/services/recognise.js';
import {container} from '../model/sample.js';
import {target} from './target.js';

const linesOf = (kind: Parameters<typeof serviceFor>[0], more: Parameters<typeof target>[1]) =>
  serviceFor(kind).quick(target({image: kind}, more));

describe("a profile's own commands come first", () => {
  const command = (name: string, argv: readonly string[], more = {}) => ({
    name,
    argv,
    danger: false,
    interactive: false,
    ...more,
  });

  test('as a line that a person would type', () => {
    const [memory, watch, flush, ls] = linesOf('redis', {
      commands: [
        command('memory', ['redis-cli', '-e', 'INFO', 'memory']),
        command('watch every command', ['redis-cli', 'MONITOR'], {interactive: true}),
        command('delete every key', ['redis-cli', '-e', 'FLUSHALL'], {danger: true}),
        command('files', ['ls', '-l', '/a b']),
      ],
    });
    expect(memory).toEqual({name: 'memory', line: 'INFO memory', endless: false, danger: false, interactive: false});
    expect(watch).toEqual({name: 'watch every command', line: 'MONITOR', endless: true, danger: false, interactive: false});
    expect(flush).toEqual({name: 'delete every key', line: 'FLUSHALL', endless: false, danger: true, interactive: false});
    expect(ls?.line).toBe("! ls -l '/a b'");
  });

  test('once: what they say is not offered again', () => {
    const lines = linesOf('redis', {commands: [command('memory', ['redis-cli', 'INFO', 'memory'])]}).map(one => one.line);
    expect(lines.filter(line => line === 'INFO memory')).toHaveLength(1);
  });

  test('what destroys is danger also where the profile does not say so, and a shell wants a terminal', () => {
    const [drop, shell] = linesOf('postgres', {
      commands: [command('tidy', ['psql', '-c', 'truncate events']), command('python', ['python'], {interactive: true})],
    });
    expect(drop?.danger).toBe(true);
    expect(shell).toMatchObject({line: '! python', interactive: true, endless: false});
  });
});

test('what a profile names has its commands', () => {
  const lines = (kind: Parameters<typeof serviceFor>[0]) =>
    linesOf(kind, {keys: ['agent:*', 'odd key*'], tables: ['events', 'Odd "one"', 'a.b'], topics: ['t']}).map(one => one.line);
  expect(lines('redis')).toEqual(expect.arrayContaining(['--scan --pattern agent:*', "--scan --pattern 'odd key*'"]));
  expect(lines('postgres')).toEqual(
    expect.arrayContaining(['SELECT count(*) FROM events', 'SELECT count(*) FROM "Odd ""one"""', 'SELECT count(*) FROM a.b']),
  );
  expect(lines('kafka')).toContain('kafka-topics --describe --topic t');
  expect(linesOf('http', {probe: {port: 8000, path: '/health'}})[0]).toMatchObject({name: 'health', line: 'GET :8000/health'});
});

test('only what destroys is marked', () => {
  const marked = (
    [
      'postgres',
      'redis',
      'kafka',
      'mysql',
      'mongo',
      'rabbitmq',
      'zookeeper',
      'nginx',
      'traefik',
      'ngrok',
      'http',
      'other',
    ] as const
  ).flatMap(kind =>
    linesOf(kind, {})
      .filter(one => one.danger)
      .map(one => one.line),
  );
  expect(marked).toEqual(['FLUSHDB', 'FLUSHALL']);
  expect(
    linesOf('redis', {})
      .filter(one => one.endless)
      .map(one => one.line),
  ).toEqual(['MONITOR']);
});

test('every command of the shipped profiles can be run, and is as dangerous as its profile says', async () => {
  const {profiles} = await knownProfiles({});
  for (const service of profiles.flatMap(one => one.services)) {
    const {kind} = service;
    const one = {container: container('x/y'), profile: service};
    for (const command of service.commands) {
      const quick = serviceFor(kind)
        .quick(one)
        .find(({name}) => name === command.name);
      expect(quick, command.name).toMatchObject({danger: command.danger});
      expect(serviceFor(kind).whyNot(one, quick?.line ?? ''), command.name).toBe('');
    }
  }
});

test('answers are shown as what they are', () => {
  const forms = [
    ['postgres', 'select 1', 'table'],
    ['postgres', '\\dt', 'table'],
    ['postgres', 'pg_dump', 'sql'],
    ['postgres', '\\sf f', 'sql'],
    ['redis', 'INFO', 'text'],
    ['redis', '--json HGETALL a', 'json'],
    ['kafka', '--describe', 'table'],
    ['kafka', '--list', 'text'],
    ['mysql', 'show create table t', 'sql'],
    ['http', 'GET /health', 'json'],
  ] as const;
  for (const [kind, line, form] of forms) expect(serviceFor(kind).form(line), line).toBe(form);
});
