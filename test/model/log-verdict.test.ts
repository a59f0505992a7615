import {describe, expect, test} from 'vitest';
import {isMereHead, verdictPlace} from '../../source/model/log-verdict.js';

const python = 'Traceback (most recent call last):';
const frame = '  File "app.py", line 9, in <module>';

describe('what a trace is about', () => {
  test.each([
    ['Python', python, true],
    ['Python behind its logger', '2026-11-21 14:00:00 ERROR Traceback (most recent call last):', true],
    ['Node', '/srv/app/index.js:12', true],
    ["Node's own", 'node:internal/modules/cjs/loader:1143', true],
    ['Java says it in the first line', 'java.lang.IllegalStateException: no card', false],
    ['a message with a trace behind it', 'ERROR checkout failed', false],
    ['a path that is served', '/srv/app/index.js was read', false],
  ])('%s', (_, head, mere) => expect(isMereHead(head)).toBe(mere));

  test.each([
    ['a plain one', python, [frame, '    pay()', "KeyError: 'x105'"], "KeyError: 'x105'"],
    ['without words', python, [frame, 'KeyboardInterrupt'], 'KeyboardInterrupt'],
    [
      'the last of a chain',
      python,
      [
        frame,
        "KeyError: 'a'",
        '',
        'During handling of the above exception, another exception occurred:',
        '',
        python,
        frame,
        'app.NoCard: b',
      ],
      'app.NoCard: b',
    ],
    [
      'with more behind it',
      python,
      [frame, 'pydantic.ValidationError: 2 errors', 'url', '  field required', 'port', '  field required'],
      'pydantic.ValidationError: 2 errors',
    ],
    [
      'of Node',
      '/srv/app/index.js:12',
      ['    throw new Error()', '    ^', '', 'TypeError: no card', '    at pay'],
      'TypeError: no card',
    ],
    ['one that is cut off', python, [frame], null],
  ])('%s', (_, head, further, said) => {
    const place = verdictPlace(head, further);
    expect(place === null ? null : further[place]).toBe(said);
  });
});
