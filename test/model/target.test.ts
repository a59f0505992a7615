import {describe, expect, test} from 'vitest';
import {groupStacks} from '../../source/model/stack.js';
import {findTarget, inStackOrder, targetName, targetNames} from '../../source/model/target.js';
import {container, needs} from './sample.js';

const stacks = groupStacks([
  container('shop/web', {...needs('db'), number: 1}),
  container('shop/web', {...needs('db'), number: 2}),
  container('shop/db', {id: 'abcdef0123456789'}),
  container('shop/web', {number: 7, oneOff: true, name: 'shop-web-run-7', id: 'one-off'}),
  container('shop-test/db', {id: 'abcdef9999999999'}),
  container('lone'),
  container('shop'),
]);
const found = (text: string): readonly string[] => {
  const target = findTarget(stacks, text);
  return target.kind === 'none' ? [] : target.hits.map(({member}) => member.container.name);
};
const message = (text: string): string => {
  const target = findTarget(stacks, text);
  return target.kind === 'none' ? target.message : '';
};

describe('what a target means', () => {
  test.each([
    ['shop', ['shop-db-1', 'shop-web-1', 'shop-web-2', 'shop-web-run-7']],
    ['shop/web', ['shop-web-1', 'shop-web-2']],
    ['shop/web/2', ['shop-web-2']],
    ['shop/db', ['shop-db-1']],
    ['shop/db/1', ['shop-db-1']],
    ['shop-test/db', ['shop-test-db-1']],
    ['shop-web-2', ['shop-web-2']],
    ['shop/shop-web-2', ['shop-web-2']],
    ['shop-web-run-7', ['shop-web-run-7']],
    ['lone', ['lone']],
    ['(no stack)', ['lone', 'shop']],
    ['(no stack)/shop', ['shop']],
    ['abcdef01', ['shop-db-1']],
  ])('%s', (text, names) => {
    expect(found(text)).toEqual(names);
  });

  test('a stack wins over a container of the same name', () => {
    expect(findTarget(stacks, 'shop').kind).toBe('stack');
  });

  test.each(['', 'shop/', 'shop/web/3', 'shop/web/x', '/web', 'abcdef', 'SHOP/web', 'web', 'shop//web'])(
    '"%s" means nothing',
    text => {
      expect(findTarget(stacks, text).kind).toBe('none');
    },
  );
});

describe('a target that is not there is told in one line', () => {
  test.each([
    ['shpo', 'no stack, service or container "shpo" on this engine; did you mean shop?'],
    ['web', 'no stack, service or container "web" on this engine; did you mean shop/web, shop/web/1 or shop/web/2?'],
    ['zzz', 'no stack, service or container "zzz" on this engine; stacktop ls --all lists what there is'],
    ['shop/wbe', 'stack "shop" has no service "wbe"; did you mean shop/web?'],
    ['shop/cache', 'stack "shop" has no service "cache"; it has db, web, shop-web-run-7'],
    ['shop/web/3', 'stack "shop" has no service "web/3"; it has db, web, shop-web-run-7'],
  ])('%s', (text, line) => {
    expect(message(text)).toBe(line);
  });

  test('an engine without containers says so', () => {
    expect(findTarget([], 'shop')).toEqual({
      kind: 'none',
      message: 'no stack, service or container "shop": this engine has no containers',
    });
  });
});

test('every name that is offered is one that means something', () => {
  const names = targetNames(stacks);
  expect(names).toEqual(expect.arrayContaining(['shop', 'shop/web', 'shop/web/2', 'shop/db', 'lone', 'shop-web-run-7']));
  expect(names.filter(name => findTarget(stacks, name).kind === 'none')).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
});

test('a container is called by a name that leads back to it alone', () => {
  for (const stack of stacks) {
    for (const member of stack.members.filter(one => one.container.name !== 'shop')) {
      expect(found(targetName({stack, member}))).toEqual([member.container.name]);
    }
  }
});

test('what is named twice or out of order comes once, dependencies first', () => {
  const hits = ['shop/web/2', 'lone', 'shop/db', 'shop/web'].flatMap(text => {
    const target = findTarget(stacks, text);
    return target.kind === 'none' ? [] : target.hits;
  });
  expect(inStackOrder(hits).map(({member}) => member.container.name)).toEqual(['shop-db-1', 'shop-web-1', 'shop-web-2', 'lone']);
});
