import {describe, expect, test} from 'vitest';
import {LeftModes} from '../../source/terminal/left-modes.js';

const plain = '\u001b[0m\u001b(B';
const restored = (...chunks: readonly string[]): string => {
  const modes = new LeftModes();
  for (const chunk of chunks) modes.see(Buffer.from(chunk, 'latin1'));
  return modes.restore();
};

describe('what a program leaves changed is put back', () => {
  test.each<readonly [string, readonly string[], string]>([
    ['nothing', ['hello\r\n'], plain],
    ['bracketed paste', ['\u001b[?2004h$ '], `\u001b[?2004l${plain}`],
    ['set and reset', ['\u001b[?2004h', '\u001b[?2004l'], plain],
    ['the alternate screen', ['\u001b[?1049h\u001b[2J'], `\u001b[?1049l${plain}`],
    ['a hidden cursor', ['\u001b[?25l'], `\u001b[?25h${plain}`],
    ['a cursor shown again', ['\u001b[?25l\u001b[?25h'], plain],
    ['mouse reports, several in one', ['\u001b[?1000;1006h'], `\u001b[?1000l\u001b[?1006l${plain}`],
    ['cursor keys and keypad', ['\u001b[?1h\u001b='], `\u001b[?1l\u001b>${plain}`],
    ['a keypad put back', ['\u001b=', '\u001b>'], plain],
    ["keys in kitty's way", ['\u001b[>1u'], `\u001b[=0u${plain}`],
    ["kitty's way left again", ['\u001b[>1u', '\u001b[<u'], plain],
    ["keys in xterm's other way", ['\u001b[>4;2m'], `\u001b[>4m${plain}`],
    ["xterm's other way left again", ['\u001b[>4;2m', '\u001b[>4m'], plain],
    ['modes nobody minds', ['\u001b[?12h\u001b[?2026h'], plain],
    ["colours of a mode's number", ['\u001b[25m'], plain],
  ])('%s', (_, chunks, sequence) => {
    expect(restored(...chunks)).toBe(sequence);
  });

  test('sequences are known wherever chunks split them', () => {
    const text = 'a\u001b[?2004hb\u001b[?25lc\u001b=d\u001b[?1000;1006he';
    const whole = restored(text);
    for (let at = 1; at < text.length; at++) expect(restored(text.slice(0, at), text.slice(at))).toBe(whole);
    expect(restored(...text)).toBe(whole);
  });
});
