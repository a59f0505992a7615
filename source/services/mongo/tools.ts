import {given, type OptionRules, readOptions, valuesOf} from '../options.js';
import {programName} from '../words.js';
import {scriptDanger, scriptReads} from './script.js';

/** Whether the word is a program of MongoDB. */
export const isTool = (word: string): boolean =>
  /^(mongosh|mongo(dump|restore|export|import|stat|top|files)?)$/.test(programName(word));
export const isShell = (word: string): boolean => /^mongo(sh)?$/.test(programName(word));
export const firstWord = (line: string): string => line.split(/\s/)[0] ?? '';

export const rules: OptionRules = {
  letters: 'ufp',
  names: new Set('eval file host port username password authenticationDatabase json'.split(' ')),
};

/** What a program of MongoDB would lose; null when nothing. */
export const toolDanger = (words: readonly string[]): string | null => {
  const [program = '', ...rest] = words;
  const options = readOptions(rest, rules);
  if (programName(program) === 'mongorestore')
    return given(options, 'drop') ? 'drops and restores collections' : 'restores into a database';
  if (programName(program) === 'mongoimport') return given(options, 'drop') ? 'drops and imports a collection' : null;
  if (given(options, 'f', 'file') || options.plain.some(word => /\.js$/.test(word))) return 'runs a file that is not seen here';
  for (const text of valuesOf(options, 'eval')) {
    const found = scriptDanger(text);
    if (found !== null) return found;
  }
  return null;
};

/** Whether a program of MongoDB is known to only read. */
export const toolReads = (words: readonly string[]): boolean => {
  const [program = '', ...rest] = words;
  if (/^mongo(stat|top)$/.test(programName(program))) return true;
  const options = readOptions(rest, rules);
  const texts = valuesOf(options, 'eval');
  return (
    isShell(program) &&
    texts.length > 0 &&
    texts.every(scriptReads) &&
    [...options.values.keys()].every(key => /^(eval|quiet|json|norc)$/.test(key)) &&
    !options.plain.some(word => /\.js$/.test(word))
  );
};
