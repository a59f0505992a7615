import type {Colour} from './screen.js';

export interface Theme {
  readonly foreground: string;
  readonly background: string;
  /** The sixteen named colours: black, red, green, yellow, blue, magenta, cyan, white, then their bright ones. */
  readonly named: readonly string[];
}

const dark: Theme = {
  foreground: '#d4d9e1',
  background: '#0f141a',
  named: [
    ...['#252b33', '#f4706b', '#84cf96', '#ecbe57', '#6cb2f5', '#b89df5', '#62cbd3', '#c3c9d2'],
    ...['#68717d', '#ff908b', '#a3e3b2', '#f8d583', '#93caff', '#d0bcff', '#8be0e6', '#f4f6f9'],
  ],
};

const light: Theme = {
  foreground: '#1f2731',
  background: '#fcfcfa',
  named: [
    ...['#1f2731', '#c22f2f', '#237a3c', '#946200', '#1d62b8', '#7440b8', '#0f7580', '#c9ced4'],
    ...['#6d7680', '#db4545', '#2f9950', '#b37a0a', '#3a80da', '#9059d6', '#1c929e', '#f2f3f4'],
  ],
};

/** The two looks that a terminal in tests can have. */
export const themes: Readonly<Record<'dark' | 'light', Theme>> = {dark, light};

const hex = (red: number, green: number, blue: number): string =>
  `#${[red, green, blue].map(part => Math.round(part).toString(16).padStart(2, '0')).join('')}`;

/** A palette index as `#rrggbb`: sixteen named, then a cube of 6×6×6, then 24 greys (xterm's 256 colours). */
export const paletteColour = (index: number, theme: Theme): string => {
  const named = theme.named[index];
  if (named !== undefined) return named;
  if (index >= 232) return hex(8 + (index - 232) * 10, 8 + (index - 232) * 10, 8 + (index - 232) * 10);
  const level = (step: number): number => (step === 0 ? 0 : 55 + step * 40);
  const cube = index - 16;
  return hex(level(Math.floor(cube / 36)), level(Math.floor(cube / 6) % 6), level(cube % 6));
};

/** A cell's colour as `#rrggbb`. */
export const resolveColour = (colour: Colour, own: string, theme: Theme): string =>
  colour === null ? own : typeof colour === 'string' ? colour : paletteColour(colour, theme);

/** The colour that lies `share` (0…1) of the way from one to the other. */
export const blend = (from: string, to: string, share: number): string => {
  const part = (colour: string, at: number): number => Number.parseInt(colour.slice(at, at + 2), 16);
  const mixed = (at: number): number => part(from, at) + (part(to, at) - part(from, at)) * share;
  return hex(mixed(1), mixed(3), mixed(5));
};
