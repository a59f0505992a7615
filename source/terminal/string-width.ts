import stringWidth, {type Options} from 'string-width';

/** SGR only: what may stand in our strings beside text. */
const colours = /\u001b\[[\d;]*m/g;
/**
 * Characters of one cell, whatever stands beside them: Latin, general punctuation that shows, arrows, mathematical signs, lines, blocks, and
 * the few others we draw. A single sign on the screen that is not in here costs every start some ms and MB (by estimate 15 and 6), for the list of all emoji. None
 * of them is wide, joins or combines (a combining mark after one is not in here, and sends the string the long way).
 */
const oneCellEach =
  /^[\u0020-\u007e\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u22ff\u232b\u240a\u2500-\u25fc\u2713\u2714]*$/;

const bare = (text: string): string => (text.includes('\u001b') ? text.replace(colours, '') : text);

/** Whether a line is colours and characters that take one cell each, and nothing else. */
export const isOneCellEach = (line: string): boolean => oneCellEach.test(bare(line));

/** string-width, with a short way for what most rows are made of. */
export default function width(text: string, options?: Options): number {
  if (options === undefined) {
    const plain = bare(text);
    if (oneCellEach.test(plain)) return plain.length;
  }
  return stringWidth(text, options);
}
