import {describe, expect, test} from 'vitest';
import {parseFilter, passes} from '../../source/model/filter.js';
import {groupStacks} from '../../source/model/stack.js';
import {container, ended} from './sample.js';

const stacks = groupStacks([
  container('auren/kafka', {health: 'unhealthy', image: 'confluentinc/cp-kafka:7.5.0'}),
  container('auren/postgres', {health: 'healthy', labels: {'com.acme.team': 'Payments'}}),
  container('dimini/api', {health: 'starting'}),
  container('dimini/web'),
  ended('dimini/migrate', 0),
  ended('dimini/worker', 1),
  container('proxy', {state: 'paused'}),
]);

const found = (typed: string): string[] => {
  const filter = parseFilter(typed);
  return stacks.flatMap(stack => stack.members.filter(member => passes(filter, member, stack)).map(({label}) => label)).sort();
};
const all = ['api', 'kafka', 'migrate', 'postgres', 'proxy', 'web', 'worker'];

describe('a filter finds what a person means', () => {
  test.each<readonly [string, readonly string[]]>([
    ['', all],
    ['   ', all],
    ['!', all],
    ['kafka', ['kafka']],
    ['KAFKA', ['kafka']],
    ['auren', ['kafka', 'postgres']],
    ['cp-kafka', ['kafka']],
    ['auren/postgres', ['postgres']],
    ['Auren/Kaf', ['kafka']],
    ['!dimini/', ['kafka', 'postgres', 'proxy']],
    ['dimini/kafka', []],
    ['!auren', ['api', 'migrate', 'proxy', 'web', 'worker']],
    ['auren kafka', ['kafka']],
    ['auren !kafka', ['postgres']],
    ['health=healthy', ['postgres']],
    ['health=unhealthy', ['kafka']],
    ['health=un', ['kafka']],
    ['!health=healthy', ['api', 'kafka', 'migrate', 'proxy', 'web', 'worker']],
    ['health=none', ['web']],
    ['health=done', ['migrate']],
    ['health=failed', ['worker']],
    ['health=', all],
    ['state=exited', ['migrate', 'worker']],
    ['state=run', ['api', 'kafka', 'postgres', 'web']],
    ['state=paused', ['proxy']],
    ['stack=dim', ['api', 'migrate', 'web', 'worker']],
    ['stack=(no', ['proxy']],
    ['image=cp-kafka', ['kafka']],
    ['service=post', ['postgres']],
    ['service=proxy', ['proxy']],
    ['label=team=pay', ['postgres']],
    ['label=com.acme', ['postgres']],
    ['state=running !health=healthy stack=auren', ['kafka']],
    ['colour=red', []],
    ['constructor', []],
    ['kafka)(', []],
  ])('%j', (typed, expected) => {
    expect(found(typed)).toEqual(expected);
  });
});
