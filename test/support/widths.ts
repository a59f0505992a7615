import type {IUnicodeVersionProvider} from '@xterm/headless';
import stringWidth from 'string-width';

/** What `charProperties` answers, as xterm.js packs it: state << 3 | width << 1 | joins the character before (UnicodeService.ts). */
const pack = (state: number, width: number, joins: boolean): number => (state << 3) | (width << 1) | (joins ? 1 : 0);
const widthOf = (properties: number): number => (properties >> 1) & 3;
const stateOf = (properties: number): number => properties >> 3;

const plain = 0;
const afterJoiner = 1;
const halfFlag = 2;

const known = new Map<number, 0 | 1 | 2>();
const wcwidth = (code: number): 0 | 1 | 2 => {
  const seen = known.get(code);
  if (seen !== undefined) return seen;
  const measured = stringWidth(String.fromCodePoint(code));
  const width = measured === 0 ? 0 : measured === 1 ? 1 : 2;
  known.set(code, width);
  return width;
};

/**
 * The widths of a present-day terminal: emoji take two cells, and so do their joined sequences and flags. The emulator's own table is
 * Unicode 6, where most emoji take one.
 */
export const currentWidths: IUnicodeVersionProvider = {
  version: 'current',
  wcwidth,
  charProperties(code, preceding) {
    const before = widthOf(preceding);
    const join = (state: number, width: number): number => pack(state, width, true);
    if (preceding !== 0) {
      if (code === 0x200d) return join(afterJoiner, before);
      if (code === 0xfe0f) return join(plain, 2); // asks for the emoji form of the character before
      if (code >= 0x1f3fb && code <= 0x1f3ff && before === 2) return join(plain, 2); // skin tone
      if (stateOf(preceding) === afterJoiner && wcwidth(code) === 2) return join(plain, 2);
    }
    if (code >= 0x1f1e6 && code <= 0x1f1ff) return stateOf(preceding) === halfFlag ? join(plain, 2) : pack(halfFlag, 1, false);
    const width = wcwidth(code);
    return width === 0 && before > 0 ? join(plain, before) : pack(plain, width, false);
  },
};
