import {asciiGlyphs, type Glyphs, unicodeGlyphs} from '../../terminal/glyphs.js';
import type {Paint, Role, Theme} from '../../terminal/theme.js';

/** How things are drawn on this terminal: colours by role, and signs. */
export interface Look {
  readonly theme: Theme;
  readonly paint: Readonly<Record<Role, Paint>>;
  readonly glyphs: Glyphs;
  readonly selection: Paint;
}

export const createLook = (theme: Theme): Look => ({
  theme,
  paint: theme.paint,
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
