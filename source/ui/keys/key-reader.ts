import {begunAnswer, wholeAnswer} from '../../terminal/answers.js';
import {parseKeys} from './parse.js';

/** No person types that by chance: what follows is an answer, and of no use when it breaks off. */
const surelyAnswer = /^\u001b(?:\]1[01];|\[\?)/;
/** An Escape that belongs to what comes next comes this long before it, at most: Ink hands it on by itself after 20 ms. */
const togetherMs = 500;

/**
 * Reads chunks of input as Ink hands them on, and gives the names of keys. A terminal's late answer to the questions about it is no key,
 * in however many pieces it comes. Someone who presses Alt-] loses nothing that is typed after it.
 */
export const createKeyReader = (now: () => number = () => performance.now()): ((chunk: string) => string[]) => {
  /** What may be the beginning of an answer, and the chunks of it that have not been told as keys. */
  let begun = '';
  let untold: string[] = [];
  let escapedAt = Number.NEGATIVE_INFINITY;

  const forget = (): void => {
    begun = '';
    untold = [];
    escapedAt = Number.NEGATIVE_INFINITY;
  };
  const read = (chunk: string): string[] => {
    const together = begun === '' && now() - escapedAt < togetherMs;
    const text = (together ? '\u001b' : begun) + chunk;
    const answer = wholeAnswer.exec(text)?.[0];
    if (answer !== undefined) {
      forget();
      return answer.length === text.length ? [] : read(text.slice(answer.length));
    }
    if (text === '\u001b') {
      // A key, at once; what follows shows whether it was more than that.
      escapedAt = now();
      return parseKeys(chunk);
    }
    if (begunAnswer.test(text)) {
      begun = text;
      // Alt-] and Alt-[ do nothing here.
      if (!chunk.startsWith('\u001b')) untold.push(chunk);
      return [];
    }
    if (text === chunk) return parseKeys(chunk);
    const told = surelyAnswer.test(begun) ? [] : untold.flatMap(parseKeys);
    forget();
    return [...told, ...read(chunk)];
  };
  return read;
};
