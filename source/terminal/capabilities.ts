import {existsSync} from 'node:fs';
import path from 'node:path';
import type {ColourLevel, Scheme} from './theme.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** How many colours to use. `NO_COLOR` as no-color.org has it: set and not empty. */
export const colourLevel = (env: Environment, noColour: boolean): ColourLevel => {
  const term = env.TERM ?? '';
  if (noColour || env.NO_COLOR || term === 'dumb') return 'none';
  if (/^(truecolor|24bit)$/.test(env.COLORTERM ?? '') || /-(direct|truecolor)$/.test(term) || env.FORCE_COLOR === '3')
    return 'truecolor';
  if (term.includes('256')) return '256';
  if (/mono|^vt(52|1|2|3)|-m$/.test(term)) return 'none';
  return '16';
};

/** Whether only ASCII may be drawn: asked for, or the locale is not UTF-8 (LC_ALL, LC_CTYPE, LANG in that order, as setlocale has it). */
export const asciiOnly = (env: Environment, asked: boolean): boolean => {
  if (asked || env.TERM === 'linux') return true;
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  // An SSH session without any locale is common, and nearly every terminal of today speaks UTF-8; only a locale that says otherwise counts.
  return locale !== '' && !/utf-?8/i.test(locale);
};

/** Dark or light by the environment alone; null when it does not say. COLORFGBG is `fg;bg` in palette numbers. */
export const schemeOf = (env: Environment): Scheme | null => {
  const asked = env.STACKTOP_THEME;
  if (asked === 'dark' || asked === 'light') return asked;
  const background = env.COLORFGBG?.split(';').at(-1);
  if (background === undefined || !/^\d+$/.test(background)) return null;
  const number = Number(background);
  return number === 7 || number >= 9 ? 'light' : 'dark';
};

const families =
  /^(xterm|screen|tmux|rxvt|linux|vt\d|ansi|alacritty|kitty|foot|wezterm|ghostty|st|konsole|gnome|putty|eterm|cygwin|mintty|iterm|contour|rio|mlterm|nsterm|vte|dtterm|sun|aixterm|terminator|con)/i;

/** Why the screen cannot be drawn on this TERM, in one line; null when it can. */
export const unfitTerm = (env: Environment): string | null => {
  const term = env.TERM ?? '';
  if (process.platform === 'win32') return null;
  if (term === 'dumb' || term === '')
    return `TERM is ${term === '' ? 'not set' : '"dumb"'}: the screen needs a terminal that can move its cursor`;
  if (families.test(term) || describedBy(term, env)) return null;
  return `TERM "${term}" is not a terminal known here`;
};

/** Whether a terminfo entry exists, where ncurses looks for it. */
const describedBy = (term: string, env: Environment): boolean => {
  if (!/^[\w.+-]+$/.test(term)) return false;
  const home = env.HOME ? [path.join(env.HOME, '.terminfo')] : [];
  const folders = [...(env.TERMINFO ? [env.TERMINFO] : []), ...home, '/etc/terminfo', '/lib/terminfo', '/usr/share/terminfo'];
  const first = term.charAt(0);
  return folders.some(
    folder => existsSync(path.join(folder, first, term)) || existsSync(path.join(folder, first.charCodeAt(0).toString(16), term)),
  );
};
