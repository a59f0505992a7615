import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {compactJson, isJson, prettyJson} from '../../source/model/json-text.js';

describe('JSON as text', () => {
  test.each(['{"a":1}', ' [1, 2] ', '{}', '[]'])('%s is some', text => {
    expect(isJson(text)).toBe(true);
  });
  test.each(['', '{', '{a:1}', '12', '"text"', 'null', '[1,', 'order 7'])('"%s" is none that is shown as such', text => {
    expect(isJson(text)).toBe(false);
  });

  test('numbers keep all their digits, and doubled keys stay', () => {
    const json = '{ "id": 12345678901234567890.00, "a": 1, "a": 2 }';
    expect(compactJson(json)).toBe('{"id":12345678901234567890.00,"a":1,"a":2}');
    expect(prettyJson(json)).toEqual(['{', '  "id": 12345678901234567890.00,', '  "a": 1,', '  "a": 2', '}']);
  });

  test('signs inside a text are text', () => {
    expect(compactJson('{"a, b": "{\\"x\\": [1, 2]}"}')).toBe('{"a, b":"{\\"x\\": [1, 2]}"}');
  });

  test('is the same JSON, in one line and in many, as JSON.stringify writes it', () => {
    const container = fc.jsonValue().filter(value => typeof value === 'object' && value !== null);
    fc.assert(
      fc.property(container, fc.constantFrom(0, 1, 4), (value, spaces) => {
        const written = JSON.stringify(value, null, spaces);
        expect(isJson(written)).toBe(true);
        expect(compactJson(written)).toBe(JSON.stringify(JSON.parse(written)));
        expect(prettyJson(written).join('\n')).toBe(JSON.stringify(JSON.parse(written), null, 2));
      }),
    );
  });

  test('of a long one come the first lines only', () => {
    expect(prettyJson(JSON.stringify(Array.from({length: 1000}, (_, index) => index)), 10).length).toBeLessThanOrEqual(11);
  });
});
