import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {compareNames} from '../../source/model/name-order.js';
import {dependencyOrder, inDependencyOrder} from '../../source/model/order.js';
import {container, needs} from './sample.js';

describe('services in the order they start', () => {
  test.each<readonly [string, Record<string, readonly string[]>, readonly string[]]>([
    ['none', {}, []],
    ['by name when nothing depends', {web: [], api: []}, ['api', 'web']],
    ['after what they need', {api: ['db', 'cache'], cache: [], db: [], web: ['api']}, ['cache', 'db', 'api', 'web']],
    ['without services that are not there', {api: ['elsewhere']}, ['api']],
    ['a cycle is cut', {a: ['b'], b: ['c'], c: ['a']}, ['c', 'b', 'a']],
    ['one that needs itself', {a: ['a']}, ['a']],
  ])('%s', (_, dependencies, expected) => {
    expect(dependencyOrder(new Map(Object.entries(dependencies)))).toEqual(expected);
  });

  test('every service comes once, and after its dependencies where there is no cycle', () => {
    const acyclic = fc.array(fc.array(fc.nat(30), {maxLength: 4}), {maxLength: 30});
    fc.assert(
      fc.property(acyclic, lists => {
        const name = (index: number): string => `s${index}`;
        const graph = new Map(lists.map((list, index) => [name(index), list.filter(other => other < index).map(name)]));
        const order = dependencyOrder(graph);
        expect([...order].sort()).toEqual([...graph.keys()].sort());
        for (const [service, below] of graph)
          for (const other of below) expect(order.indexOf(other)).toBeLessThan(order.indexOf(service));
      }),
    );
  });
});

describe('containers of a stack', () => {
  const names = (...containers: Parameters<typeof inDependencyOrder>[0]): string[] =>
    inDependencyOrder(containers).map(({name}) => name);

  test('stand by depth of dependency, then name', () => {
    expect(
      names(
        container('s/web', needs('api')),
        container('s/api', needs('db', 'kafka')),
        container('s/kafka', needs('zookeeper')),
        container('s/zookeeper'),
        container('s/db'),
      ),
    ).toEqual(['s-db-1', 's-zookeeper-1', 's-kafka-1', 's-api-1', 's-web-1']);
  });

  test('replicas stand by number, one-off runs last', () => {
    expect(
      names(
        container('s/api', {oneOff: true, name: 's-api-run-1'}),
        container('s/api', {number: 10}),
        container('s/api', {number: 2}),
        container('s/zoo', {}),
      ),
    ).toEqual(['s-api-2', 's-api-10', 's-zoo-1', 's-api-run-1']);
  });

  test('do not depend on the order they came in', () => {
    const members = [container('s/a', needs('b')), container('s/b', needs('a')), container('s/c', needs('a', 'b', 'c'))];
    expect(names(...members)).toEqual(names(...[...members].reverse()));
  });
});

test('names sort as people count: api-2 before api-10', () => {
  expect(['api-10', 'api-2', 'Api-1'].sort(compareNames)).toEqual(['Api-1', 'api-2', 'api-10']);
});
