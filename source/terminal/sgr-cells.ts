/** A painted line taken apart: its characters, and for each the colours and weight it has, as the parameters that set them ('' is plain). */
export interface Cells {
  readonly text: string;
  readonly styles: readonly string[];
}

/** Foreground, background, and the switches that are on. */
interface Style {
  fg: string;
  bg: string;
  readonly on: Set<string>;
}

const sgr = /\u001b\[([\d;]*)m/g;
/** What each `off` code ends (ECMA-48; 22 ends both bold and dim). */
const ends: Readonly<Record<string, readonly string[]>> = {
  '22': ['1', '2'],
  '23': ['3'],
  '24': ['4', '21'],
  '25': ['5', '6'],
  '27': ['7'],
  '28': ['8'],
  '29': ['9'],
  '55': ['53'],
};

/** Applies the parameters of one SGR sequence. */
const apply = (style: Style, parameters: readonly string[]): void => {
  for (let index = 0; index < parameters.length; index++) {
    const code = parameters[index] || '0';
    const number = Number(code);
    if (number === 0) {
      style.fg = '';
      style.bg = '';
      style.on.clear();
    } else if (code === '38' || code === '48') {
      const length = parameters[index + 1] === '2' ? 5 : 3;
      const colour = parameters.slice(index, index + length).join(';');
      if (code === '38') style.fg = colour;
      else style.bg = colour;
      index += length - 1;
    } else if (ends[code]) for (const ended of ends[code] ?? []) style.on.delete(ended);
    else if (code === '39') style.fg = '';
    else if (code === '49') style.bg = '';
    else if ((number >= 30 && number <= 37) || (number >= 90 && number <= 97)) style.fg = code;
    else if ((number >= 40 && number <= 47) || (number >= 100 && number <= 107)) style.bg = code;
    else style.on.add(code);
  }
};

const parametersOf = ({fg, bg, on}: Style): string => [...on, ...(fg === '' ? [] : [fg]), ...(bg === '' ? [] : [bg])].join(';');

/** Takes a line apart. Its characters have to take one cell each, and SGR has to be its only control sequence. */
export const cellsOf = (line: string): Cells => {
  const style: Style = {fg: '', bg: '', on: new Set()};
  const styles: string[] = [];
  let text = '';
  let current = '';
  let at = 0;
  const take = (until: number): void => {
    const piece = line.slice(at, until);
    text += piece;
    for (let count = piece.length; count > 0; count--) styles.push(current);
  };
  for (const match of line.matchAll(sgr)) {
    take(match.index);
    apply(style, (match[1] ?? '').split(';'));
    current = parametersOf(style);
    at = match.index + match[0].length;
  }
  take(line.length);
  return {text, styles};
};
