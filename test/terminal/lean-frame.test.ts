import fc from 'fast-check';
import {afterAll, describe, expect, test} from 'vitest';
import {leanFrame} from '../../source/terminal/lean-frame.js';
import {Screen} from '../support/screen.js';
import {seen} from '../support/seen-cell.js';

const dim = '\u001b[38;2;139;148;158m';
const faint = '\u001b[38;2;86;94;104m';
const selected = '\u001b[48;2;36;53;80m';
const off = '\u001b[0m';

describe('fewer bytes', () => {
  test.each<readonly [what: string, frame: string, lean: string]>([
    ['steps over lines become one', 'a\u001b[E\u001b[E\u001b[Eb\u001b[Ec', 'a\u001b[3Eb\u001b[Ec'],
    ['a colour is set once for all that have it', `${dim}a${off}\n\u001b[9G${dim}b${off}`, `${dim}a\n\u001b[9Gb\u001b[m`],
    ['another one follows it without a reset', `${dim}a${off}\n${faint}b${off}`, `${dim}a\n${faint}b\u001b[m`],
    ['nothing is set for blanks', `${dim}a${off} ${dim}b${off}`, `${dim}a b\u001b[m`],
    ['but a background is', `${selected}a${off} b`, `${selected}a\u001b[m b`],
    ['a line through them as well', '\u001b[9ma\u001b[0m b', '\u001b[9ma\u001b[m b'],
    ['a colour within a background goes alone', `${selected}a${dim}b\u001b[39mc${off}`, `${selected}a${dim}b\u001b[39mc\u001b[m`],
    ['weight is ended by a reset', `\u001b[1ma${off}${dim}b${off}`, '\u001b[1ma\u001b[0;38;2;139;148;158mb\u001b[m'],
    ['a line is begun without a background', `${selected}a${off}\nb`, `${selected}a\u001b[m\nb`],
    ['and erased in the colours it was', `${dim}a${off}\u001b[K`, `${dim}a\u001b[m\u001b[K`],
    ['colours that nothing is written in are not set', `${dim}${faint}${off}a`, 'a'],
    ['a frame that ends in colours still does', `a${dim}`, `a${dim}`],
    ['amounts are text', `${dim}12K${off}\n${dim}8J${off}`, `${dim}12K\n8J\u001b[m`],
  ])('%s', (_, frame, lean) => {
    expect(leanFrame(frame)).toBe(lean);
  });

  test.each([
    ['a code whose end is not known', `${dim}a${off}\u001b[51mb${off}${dim}c${off}`],
    ['a hyperlink', `${dim}a${off}\u001b]8;;http://a\u0007b\u001b]8;;\u0007${dim}c${off}`],
    ['colons', `${dim}a${off}\u001b[38:5:1mb${off}${dim}c${off}`],
  ])('%s: all is left as it is', (_, frame) => {
    expect(leanFrame(frame)).toBe(frame);
  });
});

const [columns, rows] = [20, 4];
const screens = [0, 1].map(() => new Screen({columns, rows, colours: null, reply: () => {}}));
afterAll(() => {
  for (const screen of screens) screen.dispose();
});

const shown = async (screen: Screen | undefined, frame: string) => {
  await screen?.write(`\u001b[0m\u001b[2J\u001b[3J\u001b[H${frame.replaceAll('\n', '\r\n')}`);
  return Array.from({length: rows}, (_, y) => screen?.cells(y).map(seen));
};

const codes = '0,1,2,3,4,7,9,21,22,24,27,29,31,39,42,49,94,38;5;99,38;2;1;2;3,48;5;236,48;2;36;53;80,1;31,0;1,7;44,'.split(',');
const piece = fc.oneof(
  fc.constantFrom(...codes).map(code => `\u001b[${code}m`),
  fc.constantFrom(
    'a',
    '30.2',
    '12K',
    ' ',
    '   ',
    '│',
    '▇▆',
    '\n',
    '\u001b[E',
    '\u001b[2E',
    '\u001b[G',
    '\u001b[7G',
    '\u001b[2A',
    '\u001b[K',
  ),
);

test('the screen shows the same, whatever is written', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(piece, {maxLength: 40}), async pieces => {
      const frame = `${pieces.join('')}\u001b[0m`;
      const lean = leanFrame(frame);
      expect(Buffer.byteLength(lean)).toBeLessThanOrEqual(Buffer.byteLength(frame));
      expect(await shown(screens[0], lean)).toEqual(await shown(screens[1], frame));
    }),
    {numRuns: 600, interruptAfterTimeLimit: 40_000, markInterruptAsFailure: true},
  );
});
