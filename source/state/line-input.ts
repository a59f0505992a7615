/** A line of text that is being typed. `cursor` is an index into it, 0 to its length, never within a character. */
export interface LineInput {
  readonly text: string;
  readonly cursor: number;
}

const segmenter = new Intl.Segmenter(undefined, {granularity: 'grapheme'});

/** Text with the cursor at its end. */
export const lineOf = (text: string): LineInput => ({text, cursor: text.length});

/** Longer lines are no commands of people: what is beyond is not taken. */
const longest = 10_000;

export const insert = ({text, cursor}: LineInput, typed: string): LineInput => {
  const room = typed.slice(0, Math.max(0, longest - text.length));
  return {text: text.slice(0, cursor) + room + text.slice(cursor), cursor: cursor + room.length};
};

const characterBefore = ({text, cursor}: LineInput): number => {
  const last = [...segmenter.segment(text.slice(0, cursor))].at(-1);
  return cursor - (last?.segment.length ?? 0);
};

const characterAfter = ({text, cursor}: LineInput): number => {
  const [first] = segmenter.segment(text.slice(cursor));
  return cursor + (first?.segment.length ?? 0);
};

const wordBefore = ({text, cursor}: LineInput): number => cursor - (/\S*\s*$/.exec(text.slice(0, cursor))?.[0].length ?? 0);

const wordAfter = ({text, cursor}: LineInput): number => cursor + (/^\s*\S*/.exec(text.slice(cursor))?.[0].length ?? 0);

const without = ({text}: LineInput, from: number, to: number): LineInput => ({
  text: text.slice(0, from) + text.slice(to),
  cursor: from,
});

/** The line after a key that edits, as Emacs and every shell have them; null when the key is none. */
export const edited = (line: LineInput, key: string): LineInput | null => {
  const {text, cursor} = line;
  switch (key) {
    case 'left':
    case 'ctrl-b':
      return {text, cursor: characterBefore(line)};
    case 'right':
    case 'ctrl-f':
      return {text, cursor: characterAfter(line)};
    case 'alt-b':
      return {text, cursor: wordBefore(line)};
    case 'alt-f':
      return {text, cursor: wordAfter(line)};
    case 'home':
    case 'ctrl-a':
      return {text, cursor: 0};
    case 'end':
    case 'ctrl-e':
      return {text, cursor: text.length};
    case 'backspace':
      return without(line, characterBefore(line), cursor);
    case 'del':
    case 'ctrl-d':
      return without(line, cursor, characterAfter(line));
    case 'ctrl-w':
    case 'alt-backspace':
      return without(line, wordBefore(line), cursor);
    case 'alt-d':
      return without(line, cursor, wordAfter(line));
    case 'ctrl-u':
      return without(line, 0, cursor);
    case 'ctrl-k':
      return without(line, cursor, text.length);
    case 'space':
      return insert(line, ' ');
    default:
      return [...key].length === 1 ? insert(line, key) : null;
  }
};
