import {describe, expect, test} from 'vitest';
import type {Container} from '../../source/model/container.js';
import {meetingOf, namesOn, type Reach, reachText} from '../../source/model/reach.js';
import {container, inspection} from './sample.js';

const on = (title: string, networks: readonly string[], more: Partial<Container> = {}): Container =>
  container(title, {
    networks,
    inspection: inspection({
      networks: networks.map(name => ({name, networkId: '', ip: '10.0.0.2', gateway: '', mac: '', aliases: ['db']})),
    }),
    ...more,
  });

const backend = on('shop/backend', ['front']);
const say = (result: Reach, to: Container | null, more: {host?: string; from?: Container; internal?: readonly string[]} = {}) => {
  const {host = 'postgres', from = backend, internal} = more;
  return reachText({from, fromLabel: 'backend', host, port: 5432, to, ...(internal ? {internal} : {})}, result);
};
const refused: Reach = {kind: 'refused', at: 'container'};
const noName: Reach = {kind: 'no-name', at: 'container'};
const noTool: Reach = {kind: 'no-tool'};

describe('a test in words', () => {
  const near = on('shop/postgres', ['front', 'back']);
  const far = on('shop/postgres', ['back']);
  const down = on('shop/postgres', ['front'], {state: 'exited'});
  test.each<[string, Reach, Container | null, string]>([
    ['open', {kind: 'open', ms: 0.42, at: 'container'}, near, 'backend → postgres:5432 is open, 0.4 ms'],
    ['open without a time', {kind: 'open', ms: null, at: 'container'}, near, 'backend → postgres:5432 is open'],
    ['refused', refused, near, 'backend → postgres:5432 refused: nothing listens there'],
    ['refused by one that is down', refused, down, 'backend → postgres:5432 refused: postgres does not run'],
    [
      'no answer',
      {kind: 'timeout', ms: 3000, at: 'container'},
      near,
      'backend → postgres:5432 gave no answer: waited 3.0 s; a firewall drops it, or it hangs',
    ],
    [
      'no route',
      {kind: 'unreachable', at: 'container'},
      near,
      'backend → postgres:5432 cannot be reached: there is no route to it',
    ],
    [
      'no network in common',
      noName,
      far,
      'backend → postgres:5432 cannot be reached: no network in common: backend is on front, postgres on back',
    ],
    ['a name of one that is down', noName, down, 'backend → postgres:5432 cannot be reached: postgres does not run'],
    [
      'a name that it does not have there',
      noName,
      near,
      'backend → postgres:5432 cannot be reached: the name postgres is not known there; it is known as db, shop-postgres-1, id-shop-post',
    ],
    ['a name of nobody', noName, null, 'backend → postgres:5432 cannot be reached: the name postgres is not known there'],
    ['no tool', noTool, near, 'backend → postgres:5432 was not tried: backend has no program that opens a connection'],
    [
      'no tool, and none was needed',
      noTool,
      far,
      'backend → postgres:5432 cannot be reached: no network in common: backend is on front, postgres on back',
    ],
    [
      'from the host',
      {kind: 'open', ms: 1, at: 'host'},
      near,
      expect.stringContaining("from the engine's host, not from backend"),
    ],
    ['from beside', {kind: 'refused', at: 'beside'}, near, expect.stringContaining('from a container beside backend')],
    ['not running', {kind: 'not-running', state: 'exited'}, near, 'backend → postgres:5432 was not tried: backend does not run'],
    [
      'failed',
      {kind: 'failed', message: 'the engine is away'},
      near,
      'backend → postgres:5432 was not tried: the engine is away',
    ],
  ])('%s', (_, result, to, text) => {
    expect(say(result, to).text).toEqual(text);
  });

  test('good when open, a warning when it could not be tried', () => {
    expect(say({kind: 'open', ms: 1, at: 'container'}, near).tone).toBe('good');
    expect(say(refused, near).tone).toBe('bad');
    expect(say(noTool, near).tone).toBe('warn');
  });

  test('the default bridge has no names, and an internal network no outside', () => {
    const from = on('a', ['bridge']);
    expect(say(noName, on('b', ['bridge']), {from}).text).toContain('default bridge');
    expect(say(noName, null, {host: 'example.org', internal: ['front']}).text).toContain('front is internal');
    expect(say(noName, null, {host: 'example.org', internal: ['other']}).text).not.toContain('internal');
  });

  test('an address keeps its brackets', () => {
    expect(say(refused, null, {host: 'fe80::1'}).text).toContain('backend → [fe80::1]:5432');
  });
});

describe('two containers meet', () => {
  test('on the networks that both are on', () => {
    expect(meetingOf(on('a', ['x', 'y']), on('b', ['y', 'z']))).toEqual({shared: ['y'], from: ['x', 'y'], to: ['y', 'z']});
  });
  test('nobody knows where, when one of them uses the network of something else', () => {
    expect(meetingOf(on('a', [], {networkMode: 'host'}), on('b', ['y']))).toBeNull();
    expect(meetingOf(on('a', ['y']), on('b', [], {networkMode: 'container:abc'}))).toBeNull();
  });
});

test('a container is known by its aliases, its name and the start of its id', () => {
  expect(namesOn(on('shop/db', ['front']), 'front')).toEqual(['db', 'shop-db-1', 'id-shop-db-1']);
  expect(namesOn(on('db', ['bridge']), 'bridge')).toEqual([]);
});
