/**
 * Lines of an answer, within bounds. A line has a number that it keeps: 0 for the first that ever came. Blocks are never changed, so what
 * was found out about one holds for as long as it is held.
 */
export interface AnswerText {
  readonly blocks: readonly TextBlock[];
  /** Lines that ever came, held or not. */
  readonly came: number;
  readonly bytes: number;
  /** Lines that came and are not held (any more). */
  readonly dropped: number;
}

export interface TextBlock {
  /** Number of its first line. */
  readonly first: number;
  /** Without anything that could move the cursor. */
  readonly lines: readonly string[];
  /** Places in it of lines that came on stderr. */
  readonly errors: ReadonlySet<number>;
  readonly bytes: number;
}

export interface NewLine {
  readonly text: string;
  readonly stderr: boolean;
}

/** What to do when there is more than may be held: an answer keeps its beginning, what goes on for ever its end. */
export type Keeps = 'first' | 'last';

export const emptyText: AnswerText = {blocks: [], came: 0, bytes: 0, dropped: 0};

const blockLines = 512;
const blockBytes = 64 * 1024;
/** Bytes of a line beside its characters. */
const perLine = 24;
const noErrors: ReadonlySet<number> = new Set();

const bytesOf = (line: string): number => line.length + perLine;

const grown = (block: TextBlock, lines: readonly NewLine[]): TextBlock => {
  const errors = lines.flatMap(({stderr}, place) => (stderr ? [block.lines.length + place] : []));
  return {
    first: block.first,
    lines: [...block.lines, ...lines.map(({text}) => text)],
    errors: errors.length === 0 ? block.errors : new Set([...block.errors, ...errors]),
    bytes: lines.reduce((sum, {text}) => sum + bytesOf(text), block.bytes),
  };
};

const isFull = ({lines, bytes}: TextBlock): boolean => lines.length >= blockLines || bytes >= blockBytes;

/** The text with more lines. @param limit bytes that it may hold */
export const withMore = (text: AnswerText, more: readonly NewLine[], limit: number, keeps: Keeps): AnswerText => {
  if (more.length === 0) return text;
  const blocks = [...text.blocks];
  let {came, bytes, dropped} = text;
  let part: NewLine[] = [];
  let partBytes = 0;
  const flush = (): void => {
    if (part.length === 0) return;
    const last = blocks.at(-1);
    const open = last && !isFull(last) ? last : null;
    const next = grown(open ?? {first: came - part.length, lines: [], errors: noErrors, bytes: 0}, part);
    if (open) blocks[blocks.length - 1] = next;
    else blocks.push(next);
    part = [];
    partBytes = 0;
  };
  for (const line of more) {
    const size = bytesOf(line.text);
    // Once something is left out all that follows is: an answer with holes would be another one.
    if (keeps === 'first' && (dropped > 0 || (bytes + size > limit && bytes > 0))) {
      flush();
      came += 1;
      dropped += 1;
      continue;
    }
    came += 1;
    bytes += size;
    part.push(line);
    partBytes += size;
    if (part.length >= blockLines || partBytes >= blockBytes) flush();
  }
  flush();
  while (bytes > limit && blocks.length > 1) {
    const oldest = blocks.shift();
    bytes -= oldest?.bytes ?? 0;
    dropped += oldest?.lines.length ?? 0;
  }
  return {blocks, came, bytes, dropped};
};

/** Number of the first line that is held. */
export const firstOf = ({blocks}: AnswerText): number => blocks[0]?.first ?? 0;

/** Number of the last line that is held; -1 when there is none. */
export const lastOf = ({blocks}: AnswerText): number => {
  const block = blocks.at(-1);
  return block ? block.first + block.lines.length - 1 : -1;
};

/** Index of the block that has the line of this number, or the nearest. */
export const blockIndexOf = ({blocks}: AnswerText, line: number): number => {
  let low = 0;
  let high = blocks.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((blocks[middle]?.first ?? 0) <= line) low = middle;
    else high = middle - 1;
  }
  return low;
};

/** The line of this number; null where none is held. */
export const lineAt = (text: AnswerText, line: number): NewLine | null => {
  const block = text.blocks[blockIndexOf(text, line)];
  const place = block ? line - block.first : -1;
  const found = block?.lines[place];
  return block && found !== undefined ? {text: found, stderr: block.errors.has(place)} : null;
};

/** All that is held, for a file; each line ends with a break. */
export const wholeOf = ({blocks}: AnswerText): string => blocks.flatMap(({lines}) => lines.map(line => `${line}\n`)).join('');
