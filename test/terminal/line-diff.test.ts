import fc from 'fast-check';
import stringWidth from 'string-width';
import {afterAll, describe, expect, test} from 'vitest';
import lineDiff from '../../source/terminal/line-diff.js';
import {type Cell, Screen} from '../support/screen.js';
import {seen} from '../support/seen-cell.js';

const red = (text: string): string => `\u001b[31m${text}\u001b[39m`;
const bold = (text: string): string => `\u001b[1m${text}\u001b[22m`;

describe('only what differs is written', () => {
  test.each<readonly [what: string, before: string, after: string, output: string]>([
    ['one cell', 'kafka   30.2   640M', 'kafka   30.4   640M', '\u001b[12G4'],
    ['two cells far from each other', 'kafka   30.2   640M', 'kafka   30.4   641M', '\u001b[12G4\u001b[18G1'],
    ['what lies between two near ones', 'kafka   30.2   640M', 'kafka   31.4   640M', '\u001b[10G1.4'],
    ['nothing', 'kafka   30.2   640M', 'kafka   30.2   640M', ''],
    ['the same in other words', `${red('kafka')} up`, `${red('kaf')}${red('ka')}\u001b[m up`, ''],
    ['a cell in its colour', `kafka ${red('30.2')}`, `kafka ${red('30.4')}`, '\u001b[10G\u001b[31m4\u001b[0m'],
    ['no colour of blanks', `kafka ${red('    1')}`, `kafka ${bold('    1')}`, '\u001b[11G\u001b[1m1\u001b[0m'],
    ['but their background', 'a  b', 'a\u001b[41m  \u001b[49mb', '\u001b[2G\u001b[41m  \u001b[0m'],
    ['and a line through them', 'a  b', 'a\u001b[4m  \u001b[24mb', '\u001b[2G\u001b[4m  \u001b[0m'],
    ['a colour', 'kafka up', `kafka ${red('up')}`, '\u001b[7G\u001b[31mup\u001b[0m'],
    ['colours beside each other', 'kafka up', `kafka ${red('u')}${bold('p')}`, '\u001b[7G\u001b[31mu\u001b[0;1mp\u001b[0m'],
    ['what is left of a longer line is erased', 'kafka healthy', 'kafka up', '\u001b[7Gup\u001b[K'],
    ['once, however much of it there is', 'kafka 1     2     3     4', 'kafka', '\u001b[7G\u001b[K'],
    ['a longer line', 'kafka', 'kafka up', '\u001b[7Gup'],
    ['nothing for blanks at the end', 'kafka', 'kafka    ', ''],
    ['a line that is gone', 'kafka', '', '\u001b[G\u001b[K'],
    ['a new line', '', 'kafka', '\u001b[1Gkafka'],
    ['all of a line with wide characters', '名前 30.2', '名前 30.4', '\u001b[G\u001b[K名前 30.4'],
    ['all of a line that was one', '名前 30.2', 'kafka 30.4', '\u001b[G\u001b[Kkafka 30.4'],
    ['all cells', 'abcdef', 'ghijkl', '\u001b[1Gghijkl'],
  ])('%s: %j → %j', (_, before, after, output) => {
    expect(lineDiff(before, after, 40)).toBe(output);
  });

  test.each([
    ['is wider than the screen', 'kafka', 'kafka 30.4', 9],
    ['was wider than the screen', 'kafka 30.2', 'kafka', 9],
    ['is on a screen of unknown width', 'kafka 30.2', 'kafka 30.4', undefined],
  ])('all of a line that %s', (_, before, after, columns) => {
    expect(lineDiff(before, after, columns)).toBe(`\u001b[G\u001b[K${after}`);
  });
});

const rows = 3;
const screen = new Screen({columns: 80, rows, colours: null, reply: () => {}});
afterAll(() => screen.dispose());

/** What is seen when a line has been written, and then something on it: all cells, and those of a character on the next line. */
const shown = async (line: string, then: string): Promise<readonly Cell[][]> => {
  await screen.write(`\u001b[0m\u001b[2J\u001b[3J\u001b[H${line}${then}\r\nx`);
  return Array.from({length: rows}, (_, y) => screen.cells(y).map(seen));
};

const plain = fc.constantFrom('a', 'b', 'kafka', '30.2', '640M', ' ', '     ', '                ', '▇▆▅', 'größe', '→', '│');
const wide = fc.constantFrom('名前', '👩‍👩‍👧', '🇩🇪', 'e\u0301', 'ﾊﾟ', '한');
/** Switches on and off, colours of all kinds, leading zeros, missing numbers, half colours and codes that nobody knows. */
const codes = [
  ',0,1,2,3,4,5,7,8,9,21,53,22,23,24,25,27,28,29,55,1;31,0;1,;31,31;,01;031',
  '31,94,38;5;99,38;2;121;192;255,38;5;;7,39,42,103,48;5;236,48;2;36;53;80;1,49,58;5;9,58;2;1;2;3;4,59',
  '38;5,38;2;1;2,48,1;38,51,10',
].flatMap(some => some.split(','));
const sgr = fc.constantFrom(...codes).map(code => `\u001b[${code}m`);
const painted = fc.tuple(fc.constantFrom(red, bold), plain).map(([paint, text]) => paint(text));
const piece = fc.oneof({weight: 6, arbitrary: plain}, {weight: 2, arbitrary: painted}, {weight: 2, arbitrary: sgr});
/** Two lines that have most in common, as they were a second ago and are now. */
const linesOf = (arbitrary: fc.Arbitrary<string>) =>
  fc
    .array(
      fc.oneof(
        {weight: 3, arbitrary: arbitrary.map(same => [same, same])},
        {weight: 1, arbitrary: fc.tuple(arbitrary, arbitrary)},
      ),
      {maxLength: 9},
    )
    .map(pairs => [0, 1].map(side => closed(pairs.map(pair => pair[side] ?? '').join(''))))
    .chain(([before = '', after = '']) =>
      fc.oneof(
        {weight: 8, arbitrary: fc.constant({before, after})},
        {weight: 1, arbitrary: fc.constant({before, after: ''})},
        {weight: 1, arbitrary: fc.constant({before: '', after})},
      ),
    );
const closed = (line: string): string => (line.includes('\u001b') ? `${line}\u001b[0m` : line);

test.each([
  ['of one-cell characters and styles', piece],
  ['with wide characters and combining marks', fc.oneof({weight: 5, arbitrary: piece}, {weight: 1, arbitrary: wide})],
])('the difference of two lines %s makes one of the other, cell by cell', async (_, arbitrary) => {
  await fc.assert(
    fc.asyncProperty(linesOf(arbitrary), fc.nat(3), fc.nat(80), async ({before, after}, room, cursor) => {
      // Full lines are where the cursor waits behind the last cell.
      const columns = Math.max(2, stringWidth(before), stringWidth(after)) + room;
      screen.resize(columns, rows);
      const difference = lineDiff(before, after, columns);
      expect(difference.length).toBeLessThanOrEqual(`\u001b[G\u001b[K${after}`.length);
      const moved = cursor > columns ? '' : `\u001b[${cursor}G`;
      expect(await shown(before, moved + difference)).toEqual(await shown(after, ''));
    }),
    {numRuns: 500, interruptAfterTimeLimit: 40_000, markInterruptAsFailure: true},
  );
});
