import {spokenDuration} from '../duration.js';
import type {Severity} from '../status.js';

/** A piece of the why line, with its weight: plain words, the fact to see, a quotation, the container's name, an arrow to a cause (`←`). */
export interface WhyPart {
  readonly kind: 'name' | 'trouble' | 'plain' | 'fact' | 'quote' | 'arrow';
  readonly text: string;
}

export type Clause = readonly WhyPart[];

export interface Why {
  readonly severity: Severity;
  /** Clauses, each a list of parts; the screen joins clauses by a dot and drops the last ones when there is no room. */
  readonly clauses: readonly Clause[];
}

export const plain = (text: string): WhyPart => ({kind: 'plain', text});
export const fact = (text: string): WhyPart => ({kind: 'fact', text});
export const quote = (text: string): WhyPart => ({kind: 'quote', text});
/** Before what it is because of. */
export const because: WhyPart = {kind: 'arrow', text: '←'};

export const forHowLong = (since: number | null, now: number): WhyPart[] =>
  since === null ? [] : [plain('for'), fact(spokenDuration(now - since))];

export const ago = (since: number | null, now: number): WhyPart[] =>
  since === null ? [] : [fact(spokenDuration(now - since)), plain('ago')];

/** A fact, and when that was, set apart: it may end with a number. */
export const factAgo = (text: string, since: number | null, now: number): WhyPart[] => {
  if (since === null) return [fact(text)];
  return now - since < 1000
    ? [fact(`${text},`), plain('just now')]
    : [fact(`${text},`), fact(spokenDuration(now - since)), plain('ago')];
};

const mostNamed = 4;

/** Names as a sentence has them; many are counted. */
export const someOf = (names: readonly string[], most = mostNamed): string =>
  names.length <= most ? names.join(', ') : `${names.slice(0, most - 1).join(', ')} and ${names.length - most + 1} more`;
