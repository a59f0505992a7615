import {describe, expect, test} from 'vitest';
import {
  connectionBegun,
  connectionDropped,
  connectionsOf,
  connectionTold,
  parseEnd,
  problemOfEnd,
  triedIn,
} from '../../source/state/connections.js';
import {container, now} from '../model/sample.js';
import {stateWith} from './sample.js';

const start = stateWith([container('shop/web'), container('shop/db'), container('other/web')]);
const begun = (id: number, from: string, way: string) => ({id, from, way, startedAt: now, result: null});

describe('connections that were tried', () => {
  const one = connectionBegun(start, begun(1, 'shop/web/1', 'web → db:1'));
  test('are under way until something is told of them', () => {
    expect(triedIn(one)?.id).toBe(1);
    const told = connectionTold(one, 1, {tone: 'good', text: 'open'}, now + 5);
    expect(triedIn(told)).toBeUndefined();
    expect(told.connections[0]?.result).toEqual({tone: 'good', text: 'open', at: now + 5});
    expect(connectionDropped(one, 1).connections).toEqual([]);
  });
  test('are known by where they begin, newest first, each way once', () => {
    const more = connectionBegun(
      connectionBegun(one, begun(2, 'other/web/1', 'web → db:1')),
      begun(3, 'shop/db/1', 'db → web:1'),
    );
    const ids = (key: string) => connectionsOf(more, key).map(({id}) => id);
    expect([ids(':shop'), ids('shop/web/1'), ids(':other'), ids(':none')]).toEqual([[3, 1], [1], [2], []]);
    const again = connectionBegun(more, begun(4, 'shop/web/1', 'web → db:1'));
    expect(again.connections.map(({id}) => id)).toEqual([4, 3, 2]);
  });
  test('are not kept for ever', () => {
    const many = Array.from({length: 50}, (_, id) => begun(id, 'shop/web/1', `web → db:${id}`));
    expect(many.reduce(connectionBegun, start).connections).toHaveLength(20);
  });
});

test.each([
  ['postgres:5432', {host: 'postgres', port: 5432}],
  [' 10.0.0.1:80 ', {host: '10.0.0.1', port: 80}],
  ['[fe80::1]:80', {host: 'fe80::1', port: 80}],
  ['fe80::1:80', null],
  ['postgres', null],
  [':80', null],
  ['postgres:0', null],
  ['postgres:99999', null],
  ['a b:80', null],
  ['', null],
])('%j is %j', (typed, end) => {
  expect(parseEnd(typed)).toEqual(end);
  expect(problemOfEnd(typed) === null).toBe(end !== null);
});
