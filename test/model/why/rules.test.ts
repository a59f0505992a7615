import {describe, expect, test} from 'vitest';
import type {Container, Port} from '../../../source/model/container.js';
import {noPast, type Past} from '../../../source/model/past.js';
import {whyInWords} from '../../../source/model/report.js';
import type {Stack} from '../../../source/model/stack.js';
import {apartFrom} from '../../../source/model/why/networks.js';
import {reachable} from '../../../source/model/why/reach.js';
import {isLooping, restartsClause} from '../../../source/model/why/restarts.js';
import {type Finding, nothingFound, type WhyKnown, whyMember} from '../../../source/model/why.js';
import {container, ended, hour, inspection, MiB, minute, needs, now, second, stackWith} from '../sample.js';

const found = (key: string, finding: Finding): WhyKnown['findings'] => new Map([[key, finding]]);

/** The why of the last container of a stack. */
const why = (containers: readonly Container[], known: Partial<WhyKnown> = {}, others: readonly Stack[] = []): string | null => {
  const stack = stackWith(...containers);
  const member = stack.members.find(one => one.container === containers.at(-1));
  const told = member ? whyMember(member, stack, now, {...nothingFound, stacks: [stack, ...others], ...known}) : null;
  return told && whyInWords(told);
};

describe('a port that is taken', () => {
  const refused = (error: string): Container =>
    container('shop/web', {state: 'created', inspection: inspection({error, startedAt: null})});
  const web = refused('Bind for 0.0.0.0:8000 failed: port is already allocated');
  const onLoopback = refused('Bind for 127.0.0.1:8000 failed: port is already allocated');
  const publishing = (title: string, more: Partial<Port> = {}, own: Partial<Container> = {}): Container =>
    container(title, {ports: [{ip: '0.0.0.0', privatePort: 80, publicPort: 8000, protocol: 'tcp', ...more}], ...own});
  const somebody = "web did not start: port 8000 is taken by somebody on the engine's host";

  test.each([
    ['by a service of its own stack', why([publishing('shop/api'), web]), 'web did not start: port 8000 is taken by shop/api'],
    [
      'by one of another stack',
      why([web], {}, [stackWith(publishing('blog/api'))]),
      'web did not start: port 8000 is taken by blog/api',
    ],
    [
      'by a container of no stack',
      why([web], {}, [stackWith(publishing('lonely'))]),
      'web did not start: port 8000 is taken by lonely',
    ],
    ['not by one that does not run', why([publishing('shop/api', {}, {state: 'exited'}), web]), somebody],
    ['not by UDP', why([publishing('shop/api', {protocol: 'udp'}), web]), somebody],
    ['not by another port', why([publishing('shop/api', {publicPort: 8001}), web]), somebody],
    ['not on another address', why([publishing('shop/api', {ip: '10.0.0.1'}), onLoopback]), somebody],
    [
      'on the same address',
      why([publishing('shop/api', {ip: '127.0.0.1'}), onLoopback]),
      'web did not start: port 8000 is taken by shop/api',
    ],
    [
      'by a process of this host',
      why([web], {findings: found('port 8000/tcp', {kind: 'port', holder: {kind: 'process', pid: 4121, program: 'node'}})}),
      'web did not start: port 8000 is taken by node (pid 4121) on this host',
    ],
    [
      'by a process that may not be seen',
      why([web], {findings: found('port 8000/tcp', {kind: 'port', holder: {kind: 'hidden'}})}),
      "web did not start: port 8000 is taken by another user's process on this host",
    ],
    [
      'by nobody any more',
      why([web], {findings: found('port 8000/tcp', {kind: 'port', holder: {kind: 'free'}})}),
      'web did not start: port 8000 was taken; nobody has it now: start it again',
    ],
    [
      'UDP',
      why([refused('listen udp4 0.0.0.0:53: bind: address already in use')]),
      "web did not start: port 53/udp is taken by somebody on the engine's host",
    ],
  ])('%s', (_, words, expected) => {
    expect(words).toBe(expected);
  });

  test('a network that came back is no reason any more', () => {
    const lost = refused('network shop_default not found');
    expect(why([lost])).toBe('web did not start: network shop_default is not there');
    expect(why([lost], {findings: found('network shop_default', {kind: 'network', exists: false})})).toBe(
      'web did not start: network shop_default is not there',
    );
    expect(why([lost], {findings: found('network shop_default', {kind: 'network', exists: true})})).toBe(
      'web did not start: network shop_default was not there; it is now: start it again',
    );
  });

  test('a start that failed after it had run is told, and not how it ended before', () => {
    const again = ended('shop/web', 128, {error: 'network shop_default not found'});
    expect(why([again])).toBe('web did not start: network shop_default is not there');
  });

  test('what can be done is told too', () => {
    expect(why([refused('No such image: shop/web:2')])).toBe(
      'web did not start: its image shop/web:2 is not on this engine; pull or build it',
    );
  });
});

describe('services that cannot reach each other', () => {
  const on = (title: string, networks: readonly string[], more: Partial<Container> = {}): Container =>
    container(title, {networks, ...more});
  const backend = (networks: readonly string[], more: Partial<Container> = {}): Container =>
    on('s/backend', networks, {health: 'unhealthy', inspection: inspection(), ...needs('postgres'), ...more});
  const apart = (...containers: readonly [Container, Container]): string[] => {
    const stack = stackWith(...containers);
    const member = stack.members.find(one => one.container === containers[1]);
    return member ? apartFrom(member, stack).map(({label}) => label) : [];
  };

  test.each([
    ['on one network', on('s/postgres', ['a']), backend(['a', 'b']), []],
    ['on none in common', on('s/postgres', ['a']), backend(['b']), ['postgres']],
    ['without any', on('s/postgres', ['a']), backend([], {networkMode: 'none'}), ['postgres']],
    ['on the host’s', on('s/postgres', ['a']), backend([], {networkMode: 'host'}), []],
    ['in another’s', on('s/postgres', [], {networkMode: 'container:x'}), backend(['b']), []],
    ['one that does not run', on('s/postgres', ['a'], {state: 'exited'}), backend(['b']), []],
    [
      'a job it need not talk to',
      on('s/postgres', ['a']),
      backend(['b'], {dependsOn: [{service: 'postgres', condition: 'service_completed_successfully'}]}),
      [],
    ],
  ])('%s', (_, one, other, expected) => {
    expect(apart(one, other)).toEqual(expected);
  });

  test('are named where one of them is unwell', () => {
    expect(why([on('s/postgres', ['a']), backend(['b'])])).toBe('backend unhealthy; it shares no network with postgres');
    expect(why([on('s/postgres', ['a']), backend([], {networkMode: 'none'})])).toBe(
      'backend unhealthy; it has no network and needs postgres',
    );
    expect(why([on('s/postgres', ['a']), on('s/backend', ['b'], needs('postgres'))])).toBeNull();
  });

  test('a connection that was tried', () => {
    const postgres = on('s/postgres', ['a'], {inspection: inspection({exposedPorts: ['8432/tcp', '5432/tcp', '53/udp']})});
    const stack = stackWith(postgres, backend(['a']));
    const member = stack.members.find(({label}) => label === 'backend');
    expect(member && reachable(member, stack)).toEqual([{host: 'postgres', port: 5432}]);
    const key = 'reach id-s-backend-1 postgres:5432';
    expect(why([postgres, backend(['a'])], {findings: found(key, {kind: 'reach', reached: 'refused'})})).toBe(
      'backend unhealthy; a connection from it to postgres:5432 is refused',
    );
    expect(why([postgres, backend(['a'])], {findings: found(key, {kind: 'reach', reached: 'open'})})).toBe('backend unhealthy');
  });
});

describe('restarts', () => {
  const restarted = (restarts: number, more: Partial<Container> = {}, age = 10 * second): Container =>
    container('s/a', {createdAt: now - 70 * second, inspection: inspection({restarts, startedAt: now - age}), ...more});
  const words = (one: Container, past: Past = noPast): string | null => {
    const clause = restartsClause(one, past, now);
    return clause && whyInWords({severity: 'bad', clauses: [clause]});
  };
  const exits = [9, 6, 3].map(age => ({time: now - age * second, code: 1, oomKilled: false, signals: []}));

  test.each([
    ['none', restarted(0), null, false],
    ['one', restarted(1), '1 restart', false],
    ['in a loop since it was made', restarted(6), '6 restarts, about every 10 s', true],
    ['in a loop that is over', restarted(6, {}, 30 * second), '6 restarts, about every 6 s', false],
    ['over weeks', restarted(6, {createdAt: now - 1000 * hour}), '6 restarts', false],
    [
      'of one that restarts now',
      restarted(6, {
        state: 'restarting',
        createdAt: now - 1000 * hour,
        inspection: inspection({restarts: 6, startedAt: now - 8 * second, finishedAt: now - 5 * second}),
      }),
      '6 restarts, its last run took 3 s',
      false,
    ],
  ])('%s', (_, one, expected, looping) => {
    expect(words(one)).toBe(expected);
    expect(isLooping(one, noPast, now)).toBe(looping);
  });

  test('that were watched are told by what was seen', () => {
    expect(words(restarted(6), {...noPast, exits})).toBe('3 ends in 10 min, about every 3 s');
  });

  test('that were asked for are no loop', () => {
    const stopped = exits.map(exit => ({...exit, code: 137, signals: [15, 9]}));
    expect(isLooping(restarted(0), {...noPast, exits: stopped}, now)).toBe(false);
  });
});

describe('what was read from its log', () => {
  const lines = (...texts: string[]): Partial<WhyKnown> => ({findings: found('log id-s-a-1', {kind: 'log', lines: texts})});

  test('is told of one that ended by itself, its last line, without its secret', () => {
    expect(why([ended('s/a', 1)], lines('Traceback', 'ValueError: token=abcdef0123456789', ' '))).toBe(
      'a exited with 1, its own error, 5 min ago; its log ends with "ValueError: token=••••••"',
    );
  });
  test('is not told of one that was killed, and not of one that runs', () => {
    expect(why([ended('s/a', 137, {oomKilled: true})], lines('still well'))).not.toContain('still well');
    expect(why([container('s/a', {health: 'unhealthy', inspection: null})], lines('still well'))).toBe('a unhealthy');
  });
  test('nor is the memory that it used last told of others than those that ran out of it', () => {
    const known = {memoryOf: () => 298 * MiB};
    expect(why([ended('s/a', 137, {oomKilled: true, memoryLimit: 300 * MiB})], known)).toBe(
      'a exited with 137, out of memory at its limit of 300M, 5 min ago; it used 298M when it was measured last',
    );
    expect(why([ended('s/a', 1)], known)).not.toContain('298M');
  });
});

test('an error that is told beside an exit of its own is quoted, without its secret', () => {
  expect(why([ended('s/a', 1, {error: 'oops, password=hunter2'})])).toBe(
    `a exited with 1, its own error, ${minute === 60_000 ? '5 min ago' : ''}; "oops, password=••••••"`,
  );
});

describe('processes that the kernel killed in a container that runs on', () => {
  const kills = (count: number, seenAt: number | null): Partial<WhyKnown> => ({oomKillsOf: () => ({count, seenAt})});
  const healthy = container('s/a', {health: 'healthy'});
  const noted: Past = {...noPast, oomAt: now - 2 * minute};

  test.each([
    ['none', why([healthy], kills(0, null)), null],
    ['nobody counted', why([healthy]), null],
    ['one, nobody knows when', why([healthy], kills(1, null)), 'a had one process killed for memory'],
    ['two, seen', why([healthy], kills(2, now - 3 * minute)), 'a had 2 processes killed for memory, 3 min ago'],
    [
      'told by an event alone, of an engine whose files are not here',
      why([healthy], {pastOf: () => noted}),
      'a had one process killed for memory, 2 min ago',
    ],
    [
      'told by both: the later one',
      why([healthy], {...kills(2, now - 5 * minute), pastOf: () => noted}),
      'a had 2 processes killed for memory, 2 min ago',
    ],
    [
      'beside a check that fails',
      why([container('s/a', {health: 'unhealthy', inspection: null})], kills(3, now - minute)),
      'a unhealthy; 3 processes killed for memory, 1 min ago',
    ],
    ['not of one that ended', why([ended('s/a', 1)], kills(2, null)), 'a exited with 1, its own error, 5 min ago'],
  ])('%s', (_, told, expected) => {
    expect(told).toBe(expected);
  });

  test('is a warning: the container itself is well', () => {
    const stack = stackWith(healthy);
    const [member] = stack.members;
    expect(member && whyMember(member, stack, now, {...nothingFound, ...kills(1, null)})?.severity).toBe('warn');
  });
});
