import {asciiGlyphs, type Glyphs, unicodeGlyphs} from '../../terminal/glyphs.js';
import {type Paint, type Role, roles, type Theme} from '../../terminal/theme.js';
import {inAscii} from '../../terminal/widths.js';

/** How things are drawn on this terminal: colours by role, and signs. */
export interface Look {
  readonly theme: Theme;
  readonly paint: Readonly<Record<Role, Paint>>;
  readonly glyphs: Glyphs;
  readonly selection: Paint;
}

/** Names and messages of others are not ASCII just because the terminal is. */
const asciiPaint = (paint: Theme['paint']): Theme['paint'] => {
  const painted: Record<Role, Paint> = {...paint};
  for (const role of roles) painted[role] = text => paint[role](inAscii(text));
  return painted;
};

export const createLook = (theme: Theme): Look => ({
  theme,
  paint: theme.ascii ? asciiPaint(theme.paint) : theme.paint,
  glyphs: theme.ascii ? asciiGlyphs : unicodeGlyphs,
  selection: theme.selection,
});

/** The same look with everything in the background colour of attention: for figures that are out of date. */
export const dimmed = (look: Look): Look => {
  const {dim} = look.paint;
  const paint: Record<Role, Paint> = {...look.paint};
  for (const role of ['text', 'strong', 'accent', 'stack', 'link', 'good', 'warn', 'bad', 'alarm', 'memory'] as const)
    paint[role] = dim;
  return {...look, paint};
};
