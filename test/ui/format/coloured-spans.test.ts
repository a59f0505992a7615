import {describe, expect, test} from 'vitest';
import {colouredText} from '../../../source/terminal/sanitise.js';
import {colouredSpans, paintSpans} from '../../../source/ui/format/log-spans.js';

const own = (text: string): string => text;
const painted = (text: string): string => paintSpans(colouredSpans(colouredText(text), own, true));
const end = '\u001b[22;23;24;27;29;39';

describe("a program's own colours", () => {
  test.each([
    ['\u001b[31mred\u001b[0m no', `\u001b[31mred${end}m no`],
    ['\u001b[31;1mred\u001b[22m thin', `\u001b[1;31mred${end}m\u001b[31m thin${end}m`],
    ['\u001b[44mblue', `\u001b[44mblue${end};49m`],
    ['\u001b[38:2::1:2:3;4:3ma', `\u001b[4;38;2;1;2;3ma${end}m`],
    ['\u001b[38;5;9;4:0ma', `\u001b[38;5;9ma${end}m`],
    ['\u001b[1m\u001b[99:1ma', `\u001b[1ma${end}m`],
    ['\u001b[53mover', `\u001b[53mover${end};55m`],
    ['\u001b[31ma\u001b[mb', `\u001b[31ma${end}mb`],
  ])('%j', (given, wanted) => {
    expect(painted(given)).toBe(wanted);
  });

  test('cost a terminal no more for each character, however many come one after another', () => {
    const line = Array.from({length: 900}, (_, index) => `\u001b[38;2;${index % 256};${index >> 8};1mx`).join('');
    expect(painted(line).length).toBeLessThan(line.length * 4);
  });
});
