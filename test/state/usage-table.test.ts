import {expect, test} from 'vitest';
import {UsageTable} from '../../source/state/usage-table.js';
import {container, stackWith, usage} from '../model/sample.js';

test('of projects that come and go without end it keeps no number each, and what was made of figures before is never taken for new', () => {
  const shop = stackWith(container('shop/web'));
  const [id = ''] = shop.members.map(({container: {id}}) => id);
  const take = (table: UsageTable, project: string, memory: number): UsageTable =>
    table.with(
      new Map([[id, usage({memory})]]),
      () => project,
      () => {},
    );
  let table = take(UsageTable.of(), 'shop', 1);
  const seen = table.versionOf(shop);
  expect(table.totalsOf(shop).memory).toBe(1);
  for (let count = 0; count < 5000; count += 1) table = take(table, `job-${count}`, count);
  // Its number was let go: it stands at one that no earlier look has had.
  expect(table.versionOf(shop)).toBeGreaterThan(seen);
  const later = table.versionOf(shop);
  expect(table.totalsOf(shop).memory).toBe(4999);
  table = take(table, 'shop', 7);
  expect(table.versionOf(shop)).toBeGreaterThan(later);
  expect(table.totalsOf(shop).memory).toBe(7);
});
