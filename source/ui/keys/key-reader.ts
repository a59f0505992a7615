import {parseKeys} from './parse.js';

/** What an answer about a colour may have begun with: `11;rgb:1c1c/1c1c/1c1c`. */
const begunAnswer = /^(?:1(?:[01](?:;(?:r(?:g(?:b(?:a?(?::[0-9a-f/]*)?)?)?)?)?)?)?)?$/i;
const endedByBell = /^1[01];rgba?:[0-9a-f/]+\u0007/i;

/**
 * Reads chunks of input as Ink hands them on, and gives the names of keys. A terminal's late answer to the question for its background
 * comes as Alt-], text, and an end: it is no key. Someone who presses Alt-] loses nothing that is typed after it.
 */
export const createKeyReader = (): ((chunk: string) => string[]) => {
  let answer: string | null = null;
  return chunk => {
    if (chunk === '\u001b]') {
      answer = '';
      return [];
    }
    if (answer === null) return parseKeys(chunk);
    const text: string = answer + chunk;
    if (begunAnswer.test(text)) {
      answer = text;
      return [];
    }
    const held = answer;
    answer = null;
    if (chunk === '\u001b\\') return [];
    const bell = endedByBell.exec(text);
    if (bell) return parseKeys(text.slice(bell[0].length));
    return [...parseKeys(held), ...parseKeys(chunk)];
  };
};
