import {RE2JS} from 're2js';

/**
 * A regular expression somebody typed, carried out in a time that grows with the text and not faster: JavaScript's own goes back and
 * forth, and `(a+)+$` on one long line takes it for ever.
 */
export interface Expression {
  /** Instructions of its program: the worst that a text can cost is its length times as many. */
  readonly size: number;
  readonly test: (text: string) => boolean;
  /** Starts and ends of all places in a text, in UTF-16 units, one after another; empty ones are left out. */
  readonly places: (text: string) => Iterable<readonly [number, number]>;
}

/** In `whyNot` why it is none, in a few words. */
export type ReadExpression =
  | {readonly expression: Expression; readonly whyNot: null}
  | {readonly expression: null; readonly whyNot: string};

const none = (whyNot: string): ReadExpression => ({expression: null, whyNot});

/** What JavaScript would take and a search in linear time cannot do. */
const beyond = (source: string): string => {
  if (/\(\?<?[=!]/.test(source)) return 'searches cannot look ahead or behind';
  if (/\\[1-9]|\\k</.test(source)) return 'searches cannot refer back to a group';
  return /\{\d*,?\d{3,}\}/.test(source) ? 'it repeats too often' : 'not understood';
};

function* placesOf(compiled: RE2JS, text: string): Iterable<readonly [number, number]> {
  const matcher = compiled.matcher(text);
  while (matcher.find()) if (matcher.end() > matcher.start()) yield [matcher.start(), matcher.end()];
}

/** Reads an expression as JavaScript writes it. `anyCase`: small and capital letters are the same. */
export const readExpression = (source: string, anyCase: boolean): ReadExpression => {
  try {
    // Says best what is wrong with half a one. It is never run.
    new RegExp(source);
  } catch (error) {
    const said =
      error instanceof Error ? error.message.replace(/^Invalid regular expression: \/.*\/\w*: /s, '') : 'not understood';
    return none(`${said.charAt(0).toLowerCase()}${said.slice(1)}`);
  }
  // The library would look for the letters instead.
  if (/^(?:[^\\]|\\[^k])*\\k</.test(source)) return none(beyond(source));
  try {
    const compiled = RE2JS.compile(RE2JS.translateRegExp(source), anyCase ? RE2JS.CASE_INSENSITIVE : 0);
    return {
      expression: {
        size: compiled.programSize(),
        test: text => compiled.test(text),
        places: text => placesOf(compiled, text),
      },
      whyNot: null,
    };
  } catch {
    return none(beyond(source));
  }
};
