import {describe, expect, test} from 'vitest';
import {asciiOnly, colourLevel, schemeOf, unfitTerm} from '../../source/terminal/capabilities.js';
import {clipboardSequence} from '../../source/terminal/clipboard.js';

type Environment = Readonly<Record<string, string>>;

describe('how many colours', () => {
  test.each<readonly [Environment, string]>([
    [{TERM: 'xterm-256color', COLORTERM: 'truecolor'}, 'truecolor'],
    [{TERM: 'xterm', COLORTERM: '24bit'}, 'truecolor'],
    [{TERM: 'xterm-direct'}, 'truecolor'],
    [{TERM: 'xterm', FORCE_COLOR: '3'}, 'truecolor'],
    [{TERM: 'xterm-256color'}, '256'],
    [{TERM: 'screen-256color'}, '256'],
    [{TERM: 'xterm'}, '16'],
    [{TERM: 'linux'}, '16'],
    [{}, '16'],
    [{TERM: 'vt100'}, 'none'],
    [{TERM: 'xterm-mono'}, 'none'],
    [{TERM: 'dumb', COLORTERM: 'truecolor'}, 'none'],
    [{TERM: 'xterm-256color', COLORTERM: 'truecolor', NO_COLOR: '1'}, 'none'],
    [{TERM: 'xterm-256color', NO_COLOR: ''}, '256'],
    [{TERM: 'xterm', NO_COLOR: '0', FORCE_COLOR: '3'}, 'none'],
  ])('%j: %s', (env, level) => {
    expect(colourLevel(env, false)).toBe(level);
  });
  test('--no-color means none', () => {
    expect(colourLevel({TERM: 'xterm-256color', COLORTERM: 'truecolor'}, true)).toBe('none');
  });
});

describe('whether only ASCII may be drawn', () => {
  test.each<readonly [Environment, boolean]>([
    [{}, false],
    [{LANG: 'en_US.UTF-8'}, false],
    [{LANG: 'de_DE.utf8'}, false],
    [{LANG: 'C.UTF-8'}, false],
    [{LANG: 'C'}, true],
    [{LANG: 'POSIX'}, true],
    [{LANG: 'de_DE.ISO-8859-1'}, true],
    [{LANG: 'en_US.UTF-8', LC_ALL: 'C'}, true],
    [{LANG: 'C', LC_ALL: 'en_US.UTF-8'}, false],
    [{LANG: 'C', LC_CTYPE: 'en_US.UTF-8'}, false],
    [{LANG: 'en_US.UTF-8', LC_ALL: ''}, false],
    [{LANG: 'en_US.UTF-8', TERM: 'linux'}, true],
  ])('%j: %s', (env, ascii) => {
    expect(asciiOnly(env, false)).toBe(ascii);
    expect(asciiOnly(env, true)).toBe(true);
  });
});

describe('dark or light, by the environment', () => {
  test.each<readonly [Environment, string | null]>([
    [{}, null],
    [{COLORFGBG: '15;0'}, 'dark'],
    [{COLORFGBG: '0;15'}, 'light'],
    [{COLORFGBG: '0;default;15'}, 'light'],
    [{COLORFGBG: '0;7'}, 'light'],
    [{COLORFGBG: '15;8'}, 'dark'],
    [{COLORFGBG: '15;default'}, null],
    [{COLORFGBG: ''}, null],
    [{STACKTOP_THEME: 'light', COLORFGBG: '15;0'}, 'light'],
    [{STACKTOP_THEME: 'purple', COLORFGBG: '15;0'}, 'dark'],
  ])('%j: %s', (env, scheme) => {
    expect(schemeOf(env)).toBe(scheme);
  });
});

describe('terminals that the screen can be drawn on', () => {
  test.each([
    'xterm',
    'xterm-256color',
    'screen.xterm-256color',
    'tmux-256color',
    'linux',
    'vt100',
    'foot',
    'alacritty',
    'xterm-kitty',
  ])('%s', TERM => {
    expect(unfitTerm({TERM})).toBeNull();
  });
  test.each([
    [{TERM: 'dumb'}, /"dumb"/],
    [{}, /not set/],
    [{TERM: 'no-such-terminal'}, /"no-such-terminal" is not a terminal known/],
    [{TERM: '../../etc/passwd'}, /not a terminal/],
  ])('%j is refused in one line', (env, said) => {
    expect(unfitTerm(env)).toMatch(said);
  });
});

describe('the clipboard of the terminal in front of the person', () => {
  const plain = `\u001b]52;c;${Buffer.from('größe', 'utf8').toString('base64')}\u0007`;
  test.each<readonly [string, Environment, string]>([
    ['directly', {TERM: 'xterm'}, plain],
    ['through tmux', {TERM: 'screen-256color', TMUX: '/tmp/tmux'}, `${plain}\u001bPtmux;\u001b${plain}\u001b\\`],
    ['through tmux on the near side of ssh', {TERM: 'tmux-256color'}, `${plain}\u001bPtmux;\u001b${plain}\u001b\\`],
    ['through screen', {TERM: 'screen'}, `${plain}\u001bP${plain}\u001b\\`],
  ])('%s', (_, env, sequence) => {
    expect(clipboardSequence('größe', env)).toBe(sequence);
  });
  test('screen hands it through in pieces that it does not cut', () => {
    const sequence = clipboardSequence('x'.repeat(2000), {TERM: 'screen'});
    const pieces = [...sequence.matchAll(/\u001bP((?:(?!\u001b\\)[\s\S])*)\u001b\\/g)].map(found => found[1] ?? '');
    expect(Math.max(...pieces.map(piece => piece.length))).toBeLessThan(700);
    expect(pieces.join('')).toBe(clipboardSequence('x'.repeat(2000), {TERM: 'xterm'}));
  });
  test('nothing of the text stands in the sequence as it is', () => {
    expect(clipboardSequence('\u001b]0;x\u0007', {})).toMatch(/^\u001b\]52;c;[A-Za-z0-9+/=]*\u0007$/);
  });
});
