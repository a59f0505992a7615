import {describe, expect, test} from 'vitest';
import {leavesStyleOpen} from '../../source/terminal/open-style.js';
import {cellsOf} from '../../source/terminal/sgr-cells.js';
import {SgrStyle} from '../../source/terminal/sgr-style.js';

/** The parameters of sequences after each other, and what is set behind them. */
const table: readonly (readonly [readonly string[], string])[] = [
  [[], ''],
  [['1'], '1'],
  [['1', '31'], '1;31'],
  [['31', '1'], '1;31'],
  [['31;1;44'], '1;31;44'],
  [['01;031'], '1;31'],
  [['31', '92'], '92'],
  [['31', '38;5;31'], '38;5;31'],
  [['38;2;121;192;255'], '38;2;121;192;255'],
  [['48;2;0;0;0;1'], '1;48;2;0;0;0'],
  [['38;2;1;31;0', '39'], ''],
  [['38;5;1;48;5;0'], '38;5;1;48;5;0'],
  [['38;5;'], '38;5;'],
  [['38;2;;;;1'], '1;38;2;;;'],
  [['107', '49'], ''],
  [['31;41', '39'], '41'],
  [['58;5;1'], '58;5;1'],
  [['58;2;1;2;3;4'], '4;58;2;1;2;3'],
  [['58;5;1;31', '59'], '31'],
  [['1;2', '22'], ''],
  [['3', '23'], ''],
  [['4', '21'], '21'],
  [['21', '4'], '4'],
  [['21', '24'], ''],
  [['5;6', '25'], ''],
  [['7', '27'], ''],
  [['8', '28'], ''],
  [['9', '29'], ''],
  [['53', '55'], ''],
  [['1;3;4;7;9;53', '22'], '3;4;7;9;53'],
  [['39;49;59;22;23;24;25;27;28;29;55'], ''],
  [['1;31;44;58;5;1', ''], ''],
  [['1;31', '0'], ''],
  [['1;31', '00'], ''],
  [['1;;31'], '31'],
  [['1;0;4'], '4'],
  [['31;'], ''],
  [['51', '0', '1'], '1'],
  [['51;0;1'], '1'],
];

/** What a terminal may read in its own way: codes whose end is not known, half colours. */
const unknown = [
  ...['10', '20', '51', '73', '1;99', '5555555555555'],
  ...['38', '38;', '38;1', '38;5', '38;2;1;2', '48;5', '58;2;1', '38;6;1', '38;5;256', '38;2;0;0;999', '1;48'],
];

const written = (sequences: readonly string[]): string => sequences.map(parameters => `\u001b[${parameters}m`).join('');

describe('what SGR sequences set', () => {
  test.each(table)('%j: "%s"', (sequences, parameters) => {
    const style = new SgrStyle();
    for (const each of sequences) style.apply(each);
    expect(style.parameters).toBe(parameters);
    expect(style.isPlain).toBe(parameters === '');
    expect(style.isUnknown).toBe(false);
    expect(leavesStyleOpen(`${written(sequences)}text`)).toBe(parameters !== '');
  });

  test.each(unknown)('%s is not understood, until a reset', parameters => {
    const style = new SgrStyle();
    style.apply(parameters);
    expect([style.isUnknown, style.isPlain]).toEqual([true, false]);
    style.apply('31;0');
    expect([style.isUnknown, style.isPlain]).toEqual([false, true]);
    expect(leavesStyleOpen(`${written([parameters])}text`)).toBe(true);
    expect(leavesStyleOpen(`${written([parameters])}text${written(['0'])}`)).toBe(false);
    expect(cellsOf(`${written([parameters])}text${written(['0'])}`)).toBeNull();
  });
});

test.each([
  ['plain', false],
  ['\u001b[31mred\u001b[39m', false],
  ['\u001b[31mred', true],
  ['\u001b[2Jcleared', true],
  ['\u001b[38:5:1mcolons\u001b[m', true],
  ['cut off\u001b', true],
])('%j leaves its style on: %s', (line, open) => {
  expect(leavesStyleOpen(line)).toBe(open);
});

test('a line taken apart: the style of each character', () => {
  expect(cellsOf('a\u001b[1;58;5;3mb\u001b[31mc\u001b[0md')).toEqual({
    text: 'abcd',
    styles: ['', '1;58;5;3', '1;31;58;5;3', ''],
  });
});
