import {plainText} from '../../terminal/sanitise.js';
import {truncate} from '../../terminal/widths.js';

/** One thing that was looked at. */
export interface Fact {
  readonly topic: string;
  /** `warn`: it works, though less well than it could; `bad`: something does not work. */
  readonly mark: 'ok' | 'warn' | 'bad';
  /** Hostile where it came from an engine or a file. */
  readonly text: string;
  /** What to do about it; '' when there is nothing to do. */
  readonly hint: string;
  /** The same for scripts: bytes, ms, null for what is not known. */
  readonly figures: Readonly<Record<string, string | number | boolean | null>>;
}

export const fact = (mark: Fact['mark'], topic: string, text: string, hint = '', figures: Fact['figures'] = {}): Fact => ({
  topic,
  mark,
  text,
  hint,
  figures,
});

/** The same with nothing in it that moves a cursor or turns a line round: JSON lets some of that through. */
export const harmless = ({figures, text, hint, ...rest}: Fact): Fact => ({
  ...rest,
  text: plainText(text),
  hint: plainText(hint),
  figures: Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [name, typeof value === 'string' ? plainText(value) : value]),
  ),
});

const markWidth = 6;
const topicWidth = 11;
const longest = 400;

const asAscii = (text: string): string =>
  text.replaceAll('·', '-').replaceAll('→', '->').replaceAll('×', 'x').replaceAll('…', '~');

/** `ok    engine     Docker 26.1 …`, with a hint on a line of its own below. Safe to print. @param ascii draw with ASCII only */
export const factText = ({topic, mark, text, hint}: Fact, ascii: boolean): string => {
  const written = (line: string): string => {
    const safe = truncate(plainText(line), longest, '…');
    return ascii ? asAscii(safe) : safe;
  };
  const lines = [`${mark.padEnd(markWidth)}${topic.padEnd(topicWidth)}${written(text)}`];
  if (hint !== '') lines.push(`${' '.repeat(markWidth + topicWidth)}${written(`→ ${hint}`)}`);
  return lines.join('\n');
};
