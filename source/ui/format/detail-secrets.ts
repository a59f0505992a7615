import type {Look} from './look.js';

/** The mask in signs that this terminal can draw. */
export const shownMask = (text: string, look: Look): string => (look.theme.ascii ? text.replaceAll('•', '*') : text);
