import {highlight} from 'cli-highlight';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {prettyJson} from '../../../source/model/json-text.js';
import {answerSpans, type LineContext, type LineHighlighter} from '../../../source/ui/format/answer-spans.js';
import {paintSpans, spansText} from '../../../source/ui/format/log-spans.js';
import {bare, colourLook, plainLook} from '../sample.js';

const {paint} = colourLook;
const theme = {attr: paint.link, string: paint.text, number: paint.good, literal: paint.good, keyword: paint.link};
const highlighter: LineHighlighter = (line, language) => highlight(line, {language, ignoreIllegals: true, theme});

const context: LineContext = {form: 'json', kind: 'redis', table: null, failed: false, highlight: highlighter};
const painted = (text: string, over: Partial<LineContext> = {}, stderr = false): string =>
  paintSpans(answerSpans({text, stderr}, {...context, ...over}, colourLook));

const codeOf = (text: string): string => /^\u001b\[([\d;]*)m/.exec(text)?.[1] ?? '';
const linkCode = codeOf(paint.link('x'));
const goodCode = codeOf(paint.good('x'));
/** Each piece of a line, and the code it begins with. */
const coloursOf = (text: string, form: 'json' | 'sql' = 'json'): [string, string][] =>
  answerSpans({text, stderr: false}, {...context, form}, colourLook).map(span => [span.text, codeOf(span.paint('x'))]);

describe('a painted line', () => {
  test('of JSON has its keys in another colour than its values', () => {
    expect(coloursOf('  "id": 12,')).toEqual([
      ['  ', ''],
      ['"id"', linkCode],
      [': ', ''],
      ['12', goodCode],
      [',', ''],
    ]);
    expect(coloursOf('  "text",').map(([, code]) => code)).not.toContain(linkCode);
  });
  test('of SQL has its words', () => {
    expect(coloursOf('CREATE TABLE t (', 'sql')).toContainEqual(['CREATE', linkCode]);
  });
  test('has the characters of the line and no others, whatever is in it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        for (const line of prettyJson(JSON.stringify([value]))) {
          const clean = line.replace(/[\u0000-\u001f\u007f-\u009f]/g, '');
          expect(bare(painted(clean))).toBe(clean);
        }
      }),
    );
  });
  test('that came on stderr is loud when it says why, and less so when all went well', () => {
    expect(painted('ERROR: x', {failed: true}, true)).toBe(paint.bad('ERROR: x'));
    expect(painted('NOTICE: x', {}, true)).toBe(paint.warn('NOTICE: x'));
  });
  test('of a table has its bars and rule drawn, of the same width', () => {
    const rows = [' id | name ', '----+------', '  1 | a    '];
    for (const [index, row] of rows.entries()) {
      const spans = answerSpans(
        {text: row, stderr: false},
        {...context, form: 'table', table: index < 2 ? 'head' : 'row'},
        plainLook,
      );
      expect(spansText(spans)).toBe([' id │ name ', '────┼──────', '  1 │ a    '][index]);
    }
  });
  test('of Redis has names apart from values', () => {
    expect(painted('used_memory:12', {form: 'text'})).toBe(`${paint.dim('used_memory:')}12`);
    expect(painted('# Memory', {form: 'text'})).toBe(paint.stack('# Memory'));
  });
});
