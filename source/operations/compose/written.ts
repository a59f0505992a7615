import {isAlias, isCollection, isPair, isScalar, LineCounter, parseDocument, Scalar, visit} from 'yaml';
import {record} from '../../engine/read.js';

/** What `!reset` leaves behind: the key as if no file before had it. */
export const reset: unique symbol = Symbol('reset');

/** What `!override` says: nothing of what was before is kept. */
export class Override {
  constructor(readonly value: unknown) {}
}

export type Written = Readonly<Record<string, unknown>>;

/** The aliases of one file that are followed: more are a bomb. */
const mostAliases = 100;

/**
 * The text of a compose file as plain data; its tags as `reset` and `Override`. Null when it is no YAML, or none of a compose file.
 */
export const writtenIn = (text: string): Written | null => {
  try {
    const document = parseDocument(text, {merge: true, prettyErrors: false, logLevel: 'silent', uniqueKeys: false});
    if (document.errors.length > 0) return null;
    visit(document, (_, node) => {
      const tagged = isPair(node) ? node.value : null;
      if (!isPair(node) || !(isScalar(tagged) || isCollection(tagged)) || isAlias(tagged)) return undefined;
      if (tagged.tag === '!reset') node.value = new Scalar(reset);
      if (tagged.tag === '!override') node.value = new Scalar(new Override(tagged.toJS(document, {maxAliasCount: mostAliases})));
      return undefined;
    });
    const plain: unknown = document.toJS({maxAliasCount: mostAliases});
    return typeof plain === 'object' && plain !== null && !Array.isArray(plain) ? record(plain) : null;
  } catch {
    return null; // more aliases than a person writes, or nested deeper than the stack is: no file that says what is expected
  }
};

/** Why a text is no compose file, in a line, and where; null where that cannot be told. */
export const problemIn = (text: string): {readonly line: number | null; readonly message: string} | null => {
  if (text.trim() === '') return {line: null, message: 'it is empty'};
  const lineCounter = new LineCounter();
  const {errors, contents} = parseDocument(text, {prettyErrors: false, logLevel: 'silent', uniqueKeys: false, lineCounter});
  const [first] = errors;
  if (first) return {line: lineCounter.linePos(first.pos[0]).line, message: first.message.split('\n')[0] ?? ''};
  return isCollection(contents) ? null : {line: 1, message: 'it is no map of keys'};
};
