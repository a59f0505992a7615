import {maskCommand, maskWords} from './command-mask.js';
import {isSecret, mask} from './secret-text.js';

const pairLine = /^(\s*(?:- )?["']?)([\w.-]+)(["']?: )(\S.*)$/;
const itemLine = /^(\s*- )(\S.*)$/;
const keyBegin = /-{5}BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY/;
const keyEnd = /-{5}END [A-Z0-9 ]+-{5}/;

/** Words of one list that are looked at together: a command and its options stand near each other. */
const mostWords = 32;

const indentOf = (line: string): number => line.length - line.trimStart().length;
const unquoted = (text: string): string => /^(["'])(.*)\1$/.exec(text)?.[2] ?? text;

/**
 * Takes a configuration in YAML line by line and gives each line as it may be shown. It knows what one line alone does not tell: that a
 * secret goes on below its name, that a word of a command is the value of the option before it, where a private key ends.
 */
export const createConfigMask = (): ((line: string) => string) => {
  /** What lies deeper than this belongs to a secret; null when none goes on. */
  let hidden: number | null = null;
  let inKey = false;
  let list: {readonly indent: number; words: readonly string[]} | null = null;

  const item = (line: string, before: string, said: string): string => {
    const indent = indentOf(line);
    const word = unquoted(said);
    const words = [...(list?.indent === indent ? list.words : []), word].slice(-mostWords);
    list = {indent, words};
    const shown = maskWords(words).at(-1) ?? '';
    if (shown === word) return line;
    if (shown === mask) hidden = indent;
    return before + shown;
  };

  return line => {
    const indent = indentOf(line);
    if (hidden !== null && (line.trim() === '' || indent > hidden)) return line.trim() === '' ? '' : ' '.repeat(indent) + mask;
    hidden = null;
    if (inKey) {
      inKey = !keyEnd.test(line);
      return ' '.repeat(indent) + mask;
    }
    inKey = keyBegin.test(line) && !keyEnd.test(line);
    const [, before = '', name = '', colon = '', value = ''] = pairLine.exec(line) ?? [];
    if (name !== '') {
      if (list && indent <= list.indent) list = null;
      if (!isSecret(name, unquoted(value))) return maskCommand(line);
      hidden = before.replace(/["']$/, '').length;
      return before + name + colon + mask;
    }
    const [, dash = '', said = ''] = itemLine.exec(line) ?? [];
    if (said !== '') return item(line, dash, said);
    if (list && indent <= list.indent) list = null;
    return maskCommand(line);
  };
};
