import {describe, expect, test} from 'vitest';
import {jsonLine, scriptLine, stampOf} from '../../source/model/log-json.js';
import type {LogLine} from '../../source/model/log-line.js';
import {container} from './sample.js';

const web = container('shop/web', {number: 2, id: 'f00d'});
const line = (text: string, more: Partial<LogLine> = {}): LogLine => ({
  time: 1_767_225_600_000_000_007n,
  stream: 'stdout',
  text,
  complete: true,
  ...more,
});

describe('a line for scripts', () => {
  test('has these fields, in this order', () => {
    expect(JSON.stringify(scriptLine(web, line('WARN slow'), 'warn', 'WARN slow'))).toBe(
      '{"time":"2026-01-01T00:00:00.000000007Z","stack":"shop","service":"web","number":2,"container":"shop-web-2","id":"f00d",' +
        '"stream":"stdout","level":"warn","message":"slow","text":"WARN slow"}',
    );
  });

  test('says null for what is not known', () => {
    const alone = container('alone');
    const record = scriptLine(alone, line('x', {time: null, stream: 'stderr'}), null, 'x');
    expect(record).toMatchObject({time: null, stack: null, service: null, number: null, stream: 'stderr', level: null});
    expect(record).not.toHaveProperty('fields');
  });

  test.each([
    ['{"level":"info","msg":"paid","ms":12,"user":{"id":7},"logger":"pay"}', 'paid', 'pay'],
    ['level=info msg="paid it" ms=12 note="two words"', 'paid it', undefined],
  ])('keeps all that %s holds, as it was', (text, message, from) => {
    const fields = text.startsWith('{') ? JSON.parse(text) : {level: 'info', msg: 'paid it', ms: '12', note: 'two words'};
    const {from: speaker, ...others} = scriptLine(web, line(text), 'info', text);
    expect(others).toMatchObject({message, fields, text});
    expect(speaker).toBe(from);
  });

  test('is text that no terminal obeys, and means what was written', () => {
    const text = 'a\u001b[31m\u009b2J\u202eb\u2028c\u0000';
    const json = jsonLine(scriptLine(web, line(text), null, 'abc'));
    expect(json).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u202e]/);
    expect(JSON.parse(json)).toMatchObject({text});
  });
});

test.each([
  [0n, '1970-01-01T00:00:00.000000000Z'],
  [1_767_225_599_999_999_999n, '2025-12-31T23:59:59.999999999Z'],
  [1_767_225_600_000_000_000n, '2026-01-01T00:00:00.000000000Z'],
])('%d ns since 1970 is %s', (time, stamp) => {
  expect(stampOf(time)).toBe(stamp);
});
