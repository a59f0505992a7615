import {expect, test} from 'vitest';
import {declaredIn} from '../../../source/operations/compose/what-volumes.js';

test.each([
  ['Compose 2 writes every name', {data: {name: 'shop_data'}, ext: {name: 'their', external: true}}, ['shop_data', '!their']],
  [
    'Compose 1 leaves out the project’s own',
    {data: {}, none: null, ext: {external: true, name: 'their'}},
    ['shop_data', 'shop_none', '!their'],
  ],
  ['old files name what is external within', {ext: {external: {name: 'their'}}, same: {external: true}}, ['!their', '!same']],
  ['there may be none', undefined, []],
])('%s', (_, volumes, expected) => {
  const found = declaredIn({services: {}, volumes}, 'shop').map(({name, external}) => `${external ? '!' : ''}${name}`);
  expect(found).toEqual(expected);
});
