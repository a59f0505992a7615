import {type Expression, readExpression} from './expression.js';

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

/** A longer line is searched so far only. */
const searched = 65_536;
/** Length times instructions that one line may cost: at worst some 100 ms, and nothing near it in what people look for. */
const mostSteps = 1_048_576;
/** Instructions: an address with all its dots takes 30, a UUID 40. */
const mostSize = 300;
const mostPlaces = 200;
const special = /[\\^$.*+?()[\]{}|]/g;

/** Small letters mean any; one capital means what it says. */
const isAnyCase = (typed: string): boolean => !/\p{Lu}/u.test(typed.replace(/\\./g, ''));

/** What stands between the slashes, the second of which may not be typed yet; null for text. */
const innerOf = (typed: string): string | null => /^\/(.+?)\/?$/.exec(typed)?.[1] ?? null;

const readTyped = (inner: string, typed: string): {readonly expression: Expression | null; readonly whyNot: string | null} => {
  const read = readExpression(inner, isAnyCase(typed));
  return read.expression && read.expression.size > mostSize ? {expression: null, whyNot: 'too large'} : read;
};

/** Why a `/regular expression/` is none, in a few words; null when it is one, or text. Half a one is told too: it is taken as text. */
export const patternTrouble = (typed: string): string | null => {
  const inner = innerOf(typed);
  const whyNot = inner === null ? null : readTyped(inner, typed).whyNot;
  return whyNot === null ? null : `no regular expression (${whyNot}): taken as text`;
};

const first = (text: string, length: number): string => (text.length > length ? text.slice(0, length) : text);

const ofExpression = (typed: string, {size, test, places}: Expression): LogPattern => {
  // Lines are searched one by one where it matters where they begin and end.
  const bound = /[$^]|\\[AbzBsSWD]|\(\?/.test(typed);
  const length = Math.min(searched, Math.floor(mostSteps / size));
  return {
    typed,
    test: text => test(first(text, length)),
    within: lines => bound || test(lines),
    places: text => {
      const found: (readonly [number, number])[] = [];
      for (const place of places(first(text, length))) if (found.push(place) === mostPlaces) break;
      return found;
    },
  };
};

/** JavaScript's own expressions are quick with what is only text, and never go back in it. */
const ofText = (typed: string): LogPattern => {
  const source = typed.replace(special, '\\$&');
  const flags = isAnyCase(typed) ? 'i' : '';
  const once = new RegExp(source, flags);
  const every = new RegExp(source, `g${flags}`);
  return {
    typed,
    test: text => once.test(first(text, searched)),
    within: lines => once.test(lines),
    places: text =>
      [...first(text, searched).matchAll(every)]
        .slice(0, mostPlaces)
        .map(match => [match.index, match.index + match[0].length] as const),
  };
};

/** null when nothing was typed. */
export const parsePattern = (typed: string): LogPattern | null => {
  if (typed === '' || typed === '/') return null;
  const inner = innerOf(typed);
  // Half typed, or no expression: then it is text.
  const expression = inner === null ? null : readTyped(inner, typed).expression;
  return expression ? ofExpression(typed, expression) : ofText(typed);
};
