import stringWidth from 'string-width';

const segmenter = new Intl.Segmenter(undefined, {granularity: 'grapheme'});

/** First and last of code units that are whole characters beside each other, and the cells that each of them takes; in order. */
const ranges: readonly (readonly [first: number, last: number, cells: 1 | 2])[] = [
  [0x20, 0x7e, 1],
  [0xa1, 0xac, 1],
  [0xae, 0x2ff, 1], // Latin
  [0x370, 0x482, 1], // Greek, Cyrillic
  [0x48a, 0x52f, 1],
  [0x2010, 0x2027, 1], // dashes, quotes
  [0x2190, 0x22ff, 1], // arrows, mathematical signs
  [0x2500, 0x25fc, 1], // lines, blocks, shapes
  [0x3001, 0x3029, 2], // Chinese, Japanese, Korean
  [0x3041, 0x3096, 2],
  [0x309b, 0x30ff, 2],
  [0x4e00, 0x9fff, 2],
  [0xac00, 0xd7a3, 2],
  [0xff01, 0xff60, 2],
];

/** Cells of a code unit that is a character unless a mark or joiner follows it; 0 of all others. */
const cellsOf = (code: number): 0 | 1 | 2 => {
  for (const [first, last, cells] of ranges) if (code <= last) return code >= first ? cells : 0;
  return 0;
};

const isSimple = (text: string, at: number): boolean => cellsOf(text.charCodeAt(at)) > 0;

/** No character that people write is as long: one that is gets cut, which bounds what a text costs that is made to be slow. */
const longest = 512;

const isLowHalf = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff;

/** Where the characters of one code unit each end that begin at `from`: the last one has another such behind it, or nothing. */
const simpleEnd = (text: string, from: number): number => {
  let at = from;
  while (at < text.length && isSimple(text, at)) at += 1;
  return at === text.length || at === from ? at : at - 1;
};

/** Where a part ends that has to be segmented: before a simple character that comes behind another one. */
const otherEnd = (text: string, from: number): number => {
  let at = from + 1;
  while (at < text.length && at - from < longest && !(isSimple(text, at - 1) && isSimple(text, at))) at += 1;
  if (isLowHalf(text.charCodeAt(at))) at += 1;
  if (at === text.length || at - from < longest) return at;
  // The last character of a part that was cut may go on behind it.
  const last = segmenter.segment(text.slice(from, at)).containing(at - from - 1);
  return last && last.index > 0 ? from + last.index : at;
};

/**
 * The characters of a text as people see them. `Intl.Segmenter` takes time by the square of the text's length: it gets short parts, and
 * only of what is more than a code unit a character.
 */
export function* graphemes(text: string): Generator<string, void, void> {
  for (let from = 0; from < text.length; ) {
    const simple = simpleEnd(text, from);
    for (; from < simple; from += 1) yield text.charAt(from);
    if (from === text.length) return;
    const end = otherEnd(text, from);
    for (const {segment} of segmenter.segment(text.slice(from, end))) yield segment;
    from = end;
  }
}

/** Cells that a text without escape sequences takes, as `string-width` counts them, in time by its length. */
export const graphemeCells = (text: string): number => {
  let cells = 0;
  for (let from = 0; from < text.length; ) {
    const simple = simpleEnd(text, from);
    for (; from < simple; from += 1) cells += cellsOf(text.charCodeAt(from));
    if (from === text.length) break;
    const end = otherEnd(text, from);
    cells += stringWidth(text.slice(from, end));
    from = end;
  }
  return cells;
};
