import {SgrStyle} from './sgr-style.js';

/** What the terminal is set to, and what follows from it: worked out once, as a frame has a hundred changes between a dozen styles. */
class Known {
  readonly style: SgrStyle;
  readonly ofBlank: string;
  readonly #next = new Map<string, Known | null>();
  readonly #turns = new Map<Known, string>();

  constructor(style: SgrStyle) {
    this.style = style;
    this.ofBlank = style.ofBlank;
  }

  /** What it is set to after a sequence; null when that is not understood. */
  after(parameters: string): Known | null {
    let next = this.#next.get(parameters);
    if (next === undefined) {
      const style = new SgrStyle();
      style.become(this.style);
      style.apply(parameters);
      next = style.isUnknown ? null : knownOf(style);
      this.#next.set(parameters, next);
      entries += 1;
    }
    return next;
  }

  /** The sequence that makes another one of it. */
  turnedInto(other: Known): string {
    let turn = this.#turns.get(other);
    if (turn === undefined) {
      turn = other.style.after(this.style);
      this.#turns.set(other, turn);
      entries += 1;
    }
    return turn;
  }
}

/** More than themes have: what container's text brings is not kept for ever. */
const most = 4000;
let entries = 0;
let knowns = new Map<string, Known>();
const knownOf = (style: SgrStyle): Known => {
  const name = style.parameters;
  const known = knowns.get(name) ?? new Known(style);
  knowns.set(name, known);
  return known;
};

const joinedSteps = (frame: string): string => frame.replace(/(?:\u001b\[E){2,}/g, steps => `\u001b[${steps.length / 3}E`);
const onlyBlank = /^[ \n]*$/;
const sequence = /\u001b\[([\d;]*)([A-GJKm])/y;

/**
 * Fewer bytes for the same frame: steps over unchanged lines become one, and colours are set where a character needs other ones than the
 * last, wherever that was written. A frame that begins plain ends as it did. One with sequences that are not understood keeps its colours
 * as they are written.
 */
export const leanFrame = (frame: string): string => {
  const joined = joinedSteps(frame);
  if (entries > most) {
    knowns = new Map();
    entries = 0;
  }
  let wanted = knownOf(new SgrStyle());
  let actual = wanted;
  let output = '';
  const turn = (): void => {
    if (actual !== wanted) output += actual.turnedInto(wanted);
    actual = wanted;
  };
  for (let at = 0; at < joined.length; ) {
    const found = joined.indexOf('\u001b', at);
    const end = found === -1 ? joined.length : found;
    if (end > at) {
      const text = joined.slice(at, end);
      // A line feed paints with the background, at the bottom of the screen: it is like a blank.
      if (actual !== wanted && !(actual.ofBlank === wanted.ofBlank && onlyBlank.test(text))) turn();
      output += text;
    }
    if (found === -1) break;
    sequence.lastIndex = found;
    const [whole, parameters = '', what] = sequence.exec(joined) ?? [];
    if (whole === undefined) return joined;
    at = found + whole.length;
    if (what === 'm') {
      const next = wanted.after(parameters);
      if (next === null) return joined;
      wanted = next;
      continue;
    }
    // Erasing paints with the background; a step paints nothing.
    if (what === 'J' || what === 'K') turn();
    output += whole;
  }
  turn();
  return output;
};
