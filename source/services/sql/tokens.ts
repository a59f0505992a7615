import type {Token} from './scan.js';

export const isWord = (token: Token | undefined, ...words: readonly string[]): boolean =>
  token?.kind === 'word' && words.includes(token.text);
export const isSign = (token: Token | undefined, sign: string): boolean => token?.kind === 'sign' && token.text === sign;

/** The name that begins at `at`, dots and all. */
export const nameAt = (tokens: readonly Token[], at: number): string => {
  let name = '';
  for (let index = at; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (!token || (token.kind !== 'word' && token.kind !== 'name')) break;
    name += token.kind === 'word' ? token.written : `"${token.text}"`;
    if (!isSign(tokens[index + 1], '.')) break;
    name += '.';
    index += 1;
  }
  return name;
};

/** The first place from `at` on that has none of these words. */
export const skip = (tokens: readonly Token[], at: number, ...words: readonly string[]): number => {
  let index = at;
  while (isWord(tokens[index], ...words)) index += 1;
  return index;
};
