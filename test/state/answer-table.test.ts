import {describe, expect, test} from 'vitest';
import {headOver} from '../../source/state/answer-table.js';
import {emptyText, withMore} from '../../source/state/answer-text.js';

const heads = (text: string): (string | null)[] => {
  const lines = text.split('\n');
  const answer = withMore(
    emptyText,
    lines.map(line => ({text: line, stderr: false})),
    1e9,
    'first',
  );
  return lines.map((_, line) => {
    const head = headOver(answer, line);
    return head && `${head.from}-${head.to}`;
  });
};

describe('headings of a table among lines', () => {
  test('of psql: the names and the rule below them, up to the count', () => {
    const table = [' id | name ', '----+------', '  1 | a    ', '  2 | b    ', '(2 rows)', '', 'after'].join('\n');
    expect(heads(table)).toEqual([null, '0-1', '0-1', '0-1', null, null, null]);
  });
  test('of psql below a title, and a second table', () => {
    const table = ['  List of relations', ' Name ', '------', ' a', '(1 row)', '', ' x ', '---', ' 1', '(1 row)'].join('\n');
    expect(heads(table)).toEqual([null, null, '1-2', '1-2', null, null, null, '6-7', '6-7', null]);
  });
  test('of mysql: within its box', () => {
    const table = ['+----+', '| id |', '+----+', '|  1 |', '|  2 |', '+----+', ''].join('\n');
    expect(heads(table)).toEqual([null, null, '0-2', '0-2', '0-2', '0-2', null]);
  });
  test('of Kafka’s tools: words in capitals, one line', () => {
    const table = [
      '',
      'GROUP   TOPIC   PARTITION  LAG ',
      'a       t       0          1',
      'a       t       1          1',
      '',
      'x',
    ].join('\n');
    expect(heads(table)).toEqual([null, null, '1-1', '1-1', null, null]);
  });
  test('are no comments of SQL', () => {
    expect(heads('--\n-- PostgreSQL database dump\n--\nSELECT 1;')).toEqual([null, null, null, null]);
  });
  test('stay those of their table over a thousand rows', () => {
    const rows = Array.from({length: 3000}, (_, index) => ` ${index} | x`);
    expect(heads([' id | y', '----+---', ...rows].join('\n')).at(-1)).toBe('0-1');
  });
});
