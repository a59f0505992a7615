import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {serviceKinds} from '../../source/model/profile.js';
import {readOptions} from '../../source/services/options.js';
import {serviceFor} from '../../source/services/recognise.js';
import {quoteWords, splitWords} from '../../source/services/words.js';
import {target} from './target.js';

describe('words of a line', () => {
  test.each<[string, readonly string[] | null]>([
    ['', []],
    ['  \n\t ', []],
    ['a  b\nc', ['a', 'b', 'c']],
    [`'a b' "c d" e\\ f`, ['a b', 'c d', 'e f']],
    [`a'b'"c"d`, ['abcd']],
    [`'' ""`, ['', '']],
    [`"\\"\\$\\\\\\n"`, ['"$\\\\n']],
    [`'\\n'`, ['\\n']],
    ['$HOME * ; | & > # `x` $(y)', ['$HOME', '*', ';', '|', '&', '>', '#', '`x`', '$(y)']],
    ["it's", null],
    ['"open', null],
    ['end\\', null],
  ])('%j', (line, words) => {
    expect(splitWords(line)).toEqual(words);
  });

  test('come back as they were, whatever is in them', () => {
    fc.assert(
      fc.property(fc.array(fc.string({unit: 'binary'})), words => {
        expect(splitWords(quoteWords(words))).toEqual(words);
      }),
    );
  });

  test('are quoted only where it is needed', () => {
    expect(quoteWords(['--scan', '--pattern', 'agent:*', 'a b', "it's"])).toBe(`--scan --pattern agent:* 'a b' 'it'\\''s'`);
  });
});

test('options are read as getopt reads them', () => {
  const rules = {letters: 'cU', names: new Set(['command'])};
  const {values, plain} = readOptions(
    ['-XAtc', 'a', '-Ume', 'db', '--command', 'b', '--command=c', '--quiet', '--', '-x'],
    rules,
  );
  expect(Object.fromEntries(values)).toEqual({X: [''], A: [''], t: [''], c: ['a'], U: ['me'], command: ['b', 'c'], quiet: ['']});
  expect(plain).toEqual(['db', '-x']);
});

test.each(serviceKinds)('nothing that can be typed makes %s throw', kind => {
  const service = serviceFor(kind);
  const one = target({image: kind, env: ['X', '=', 'A=', 'POSTGRES_USER=u'], command: ['', '--requirepass'], exposed: ['x']});
  const piece = fc.oneof(
    fc.string({unit: 'binary', maxLength: 12}),
    fc.constantFrom(
      'select',
      'drop table',
      '$$',
      '$a$',
      "'",
      '"',
      '\\',
      '\\d',
      ';',
      '--',
      '/*',
      '*/',
      '(',
      ')',
      '!',
      'psql',
      '-c',
      'EVAL',
      'where',
      'delete from',
      'db.',
      'GET ',
      '{',
      '`',
      '\n',
    ),
  );
  fc.assert(
    fc.property(fc.array(piece, {maxLength: 12}), pieces => {
      const line = pieces.join(' ');
      const invocation = service.command(one, line);
      expect(service.whyNot(one, line) === '').toBe(invocation !== null);
      if (service.reads(line)) expect(service.danger(line)).toBeNull();
      service.form(line);
      service.endless(line);
      service.lineOf(pieces);
      service.verdict({exitCode: 1, stdout: line, stderr: line});
    }),
    {numRuns: 200},
  );
});
