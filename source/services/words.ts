const piece = /\s+|'([^']*)'|"((?:\\[\s\S]|[^"\\])*)"|\\([\s\S])|([^\s'"\\]+)|[\s\S]/gy;

/**
 * The words of a line, quoted as for a shell. Nothing is expanded: `$`, `*`, `;` and `|` are characters like others, as no shell runs
 * the line. Null when a quote is not closed.
 */
export const splitWords = (line: string): readonly string[] | null => {
  const words: string[] = [];
  let word: string | null = null;
  for (const [all, single, double, escaped, plain] of line.matchAll(piece)) {
    if (/^\s/.test(all)) {
      if (word !== null) words.push(word);
      word = null;
      continue;
    }
    const text = single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? escaped ?? plain;
    if (text === undefined) return null;
    word = (word ?? '') + text;
  }
  return word === null ? words : [...words, word];
};

const quoteWord = (word: string): string => (/^[\w@%+=:,./*?~^-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

/** The line that `splitWords` takes apart into these words again. */
export const quoteWords = (words: readonly string[]): string => words.map(quoteWord).join(' ');

/** `/opt/kafka/bin/kafka-topics.sh` is `kafka-topics.sh`. */
export const programName = (word: string | undefined): string => word?.split('/').at(-1) ?? '';
