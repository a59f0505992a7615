import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {colouredText, plainText} from '../../source/terminal/sanitise.js';

const ESC = '\u001b';
/** Anything that a terminal might obey, or that deceives the eye. */
const dangerous = /[\u0000-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff]|\p{Surrogate}/u;
/** Texts in which such things are likely. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ESC,
        '\u009b',
        '\u009d',
        '\u0090',
        '[',
        ']',
        'P',
        '\\',
        '\u0007',
        '\u009c',
        '?',
        ';',
        'm',
        'h',
        '31',
        '8',
        '38;5;',
        '\t',
        '\n',
        '\r',
      ),
      fc.constantFrom('\u0000', '\u202e', '\ud800', '\udc00', '\u3164', '\ue000', '名', '👩‍👩‍👧', 'é', 'a'),
      fc.string(),
    ),
    {maxLength: 30},
  )
  .map(parts => parts.join(''));

describe('text of others becomes plain', () => {
  test.each([
    ['a name', 'auren-kafka-1', 'auren-kafka-1'],
    ['nothing', '', ''],
    ['umlauts, CJK, emoji with its joiners', 'größe 名前 👩‍👩‍👧', 'größe 名前 👩‍👩‍👧'],
    ['colours', `${ESC}[1;31mred${ESC}[0m`, 'red'],
    ['a title', `a${ESC}]0;pwned\u0007b`, 'ab'],
    ['the clipboard', `a${ESC}]52;c;cm0gLXJm${ESC}\\b`, 'ab'],
    ['a link', `${ESC}]8;;http://evil${ESC}\\click${ESC}]8;;${ESC}\\`, 'click'],
    ['a device control string', `a${ESC}P+q544e${ESC}\\b`, 'ab'],
    ['strings nobody uses', `a${ESC}Xx${ESC}\\${ESC}^x${ESC}\\${ESC}_x${ESC}\\b`, 'ab'],
    ['C1: CSI, OSC, DCS', 'a\u009b2J\u009d0;t\u009c\u0090x\u009cb', 'ab'],
    ['moves and erasures', `a${ESC}[2J${ESC}[H${ESC}[?1049hb`, 'ab'],
    ['a reset, charsets, keypad', `a${ESC}c${ESC}(0${ESC}=b`, 'ab'],
    ['half a sequence', `a${ESC}[38;5`, 'a'],
    ['half a title swallows what follows, as a terminal would', `a${ESC}]0;b`, 'a'],
    ['an escape at the end', `a${ESC}`, 'a'],
    ['an escape before a control', `a${ESC}\u0000[31mb`, 'a[31mb'],
    ['breaks and tabs', 'a\nb\t\tc\r\nd', 'a b c d'],
    ['bells, backspaces, nulls', 'a\u0007b\u0008c\u0000d\u007fe', 'abcde'],
    ['marks that turn text round', 'user\u202egnp.exe\u202c\u200f', 'usergnp.exe'],
    ['blanks that are none', 'a\u200bb\u00adc\u3164d\ufeffe\u2800f', 'abcde\u2800f'],
    ['tags', `a\u{e0041}b`, 'ab'],
    ['half a character', 'a\ud83db', 'a\ufffdb'],
  ])('%s', (_, given, expected) => {
    expect(plainText(given)).toBe(expected);
  });

  test('whatever comes, nothing dangerous is left, and once is enough', () => {
    fc.assert(
      fc.property(hostile, text => {
        const plain = plainText(text);
        expect(plain).not.toMatch(dangerous);
        expect(plainText(plain)).toBe(plain);
      }),
      {numRuns: 500},
    );
  });
});

describe('log lines keep their colours and nothing else', () => {
  test.each([
    ['plain', 'x', 'x'],
    ['a colour, ended', `${ESC}[31mred`, `${ESC}[31mred${ESC}[0m`],
    ['palette and true colours', `${ESC}[38;5;208mo${ESC}[48;2;1;5;8mt`, `${ESC}[38;5;208mo${ESC}[48;2;1;5;8mt${ESC}[0m`],
    ['colours written with colons', `${ESC}[38:5:8mx`, `${ESC}[38:5:8mx${ESC}[0m`],
    ['a reset', `${ESC}[mx`, `${ESC}[mx${ESC}[0m`],
    ['no conceal', `${ESC}[8mhidden`, 'hidden'],
    ['no conceal behind a colour', `${ESC}[31;8mhidden`, `${ESC}[31mhidden${ESC}[0m`],
    ['no conceal with noughts before it', `${ESC}[008mhidden`, 'hidden'],
    ['no conceal behind a palette colour', `${ESC}[38;5;1;8mx`, `${ESC}[38;5;1mx${ESC}[0m`],
    ['no blink', `${ESC}[1;5;6mx`, `${ESC}[1mx${ESC}[0m`],
    ['a null makes no colour', '\u0000[8mx', '[8mx'],
    ['a private character makes no colour', '\ue0008mx\u0007', '\ue0008mx'],
    ['no titles', `${ESC}]0;t\u0007x`, 'x'],
    ['no moves', `${ESC}[10;10Hx${ESC}[Kd`, 'xd'],
    ['tabs up to the next eighth column', 'ab\tc\td', 'ab      c       d'],
    ['tabs behind colours', `${ESC}[31mab\tc`, `${ESC}[31mab      c${ESC}[0m`],
    ['tabs behind wide characters', '名前\tc', '名前    c'],
    ['carriage returns of progress bars', '10%\r20%', '10%20%'],
  ])('%s', (_, given, expected) => {
    expect(colouredText(given)).toBe(expected);
  });

  test('whatever comes, only colours that show are left', () => {
    fc.assert(
      fc.property(hostile, text => {
        const line = colouredText(text);
        for (const [, codes = ''] of line.matchAll(/\u001b\[([\d;:]*)m/g)) {
          const parameters = codes.replace(/(?:38|48|58)[;:](?:5[;:]\d*|2(?:[;:]\d*){3})/g, '0').split(/[;:]/);
          expect(parameters.some(code => /^0*[568]$/.test(code))).toBe(false);
        }
        expect(line.replace(/\u001b\[[\d;:]*m/g, '')).not.toMatch(dangerous);
      }),
      {numRuns: 500},
    );
  });
});
