/** What is looked for: text, or `/a regular expression/`. */
export interface LogPattern {
  readonly typed: string;
  /** Without `g`. */
  readonly test: (text: string) => boolean;
  /** Whether any of several lines, with breaks between them, may match. */
  readonly within: (lines: string) => boolean;
  /** Starts and ends of all places in a text. */
  readonly places: (text: string) => readonly (readonly [number, number])[];
}

/** A longer line is searched so far only: expressions can be slow. */
const searched = 65_536;
const special = /[\\^$.*+?()[\]{}|]/g;

const expressionOf = (typed: string): RegExp => {
  // Small letters mean any; one capital means what it says.
  const flags = /\p{Lu}/u.test(typed.replace(/\\./g, '')) ? 'g' : 'gi';
  const inner = /^\/(.+?)\/?$/.exec(typed)?.[1];
  if (inner !== undefined) {
    try {
      return new RegExp(inner, flags);
    } catch {
      // half typed, or no expression: then it is text
    }
  }
  return new RegExp(typed.replace(special, '\\$&'), flags);
};

/** Why a `/regular expression/` is none, in a few words; null when it is one, or text. Half a one is told too: it is taken as text. */
export const patternTrouble = (typed: string): string | null => {
  const inner = /^\/(.+?)\/?$/.exec(typed)?.[1];
  if (inner === undefined) return null;
  try {
    new RegExp(inner);
    return null;
  } catch (error) {
    const why =
      error instanceof Error ? error.message.replace(/^Invalid regular expression: \/.*\/\w*: /s, '') : 'not understood';
    return `no regular expression (${why.charAt(0).toLowerCase()}${why.slice(1)}): taken as text`;
  }
};

/** null when nothing was typed. */
export const parsePattern = (typed: string): LogPattern | null => {
  if (typed === '' || typed === '/') return null;
  const expression = expressionOf(typed);
  const once = new RegExp(expression.source, expression.flags.replace('g', ''));
  // Lines are searched one by one where it matters where they begin and end.
  const bound = /[$^]|\\[bBsSWD]|\(\?/.test(typed) && /^\//.test(typed);
  const part = (text: string): string => (text.length > searched ? text.slice(0, searched) : text);
  return {
    typed,
    test: text => once.test(part(text)),
    within: lines => bound || once.test(lines),
    places: text =>
      [...part(text).matchAll(expression)]
        .filter(match => match[0] !== '')
        .slice(0, 200)
        .map(match => [match.index, match.index + match[0].length] as const),
  };
};
