import {type LogLevel, levelFromWord} from './log-level.js';

/** Levels in capitals: nobody begins a sentence so. */
const capitals =
  /^(?:TRACE|TRC|TRAC|FINE(?:R|ST)?|DEBUG[1-5]?|DBG|DEBU|VERBOSE|CONFIG|INFO|INF|INFORMATION|NOTICE|NOTE|LOG|SUCCESS|WARN|WRN|WARNING|ERROR|ERRO?|FAIL|SEVERE|FATAL|FATA|FTL|CRIT|CRITICAL|ALERT|EMERG|EMERGENCY|PANIC|PANI|PNC|DPANIC)$/;
const clear = /^(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL|CRITICAL)$/;
/** Words in capitals that mean something else too: a level only before a colon, or after a time. */
const unclear = /^(?:FINE(?:R|ST)?|CONFIG|NOTE|LOG|SUCCESS|ALERT|INF|TRAC|DEBU|FAIL|VERBOSE|INFORMATION)$/;
const small = /^(?:trace|trce|debug|dbug|info|notice|warn|warning|error|err|fail|fatal|crit|critical|emerg|panic)$/i;

/** Where in a head a word stands. */
export interface WordPlace {
  /** A time stands before it. */
  readonly timed: boolean;
  /** A sign stands before it: ` - `, ` | `, `:`. */
  readonly separated: boolean;
  /** Names before it, since the time. */
  readonly words: number;
  /** Those of them that could be of a sentence. */
  readonly plainWords: number;
}

const space = 0x20;
const tab = 0x09;
const colon = 0x3a;
const bar = 0x7c;
const dash = 0x2d;
const bracketOpen = 0x5b;
const bracketClose = 0x5d;

/** The level that a word of a head is, by how it is written and what stands around it; `end` is where it ends in `text`. null: it is none. */
export const levelOfHeadWord = (text: string, word: string, end: number, place: WordPlace): LogLevel | null => {
  if (word.length < 3 || word.length > 12) return null;
  const {timed, separated, words, plainWords} = place;
  const next = text.charCodeAt(end);
  const further = text.charCodeAt(end + 1);
  const isColon = next === colon;
  const isSpaced = next === space || next === tab;
  if (capitals.test(word)) {
    // logrus: `INFO[0012]`
    if (next === bracketOpen) return further >= 0x30 && further <= 0x39 ? levelFromWord(word) : null;
    if (!isColon && !isSpaced && next !== bar && next !== bracketClose && end < text.length) return null;
    if (unclear.test(word) && !isColon && !(timed && (words === 0 || separated))) return null;
    // A sentence after a time may speak of an ERROR.
    if (plainWords > 0 && !separated && !isColon && !clear.test(word)) return null;
    return levelFromWord(word);
  }
  if (!small.test(word) || words > (timed ? 2 : 1)) return null;
  if (isColon) return words === 0 || separated ? levelFromWord(word) : null;
  // `| error |`, `info  - `, a tab
  const isSet = next === tab || (next === space && (further === bar || further === dash || further === space));
  return isSet && words === 0 ? levelFromWord(word) : null;
};

/** A level in brackets: `[error]`, `[INFO ]`, `[core:error]`, `[WARNING/MainProcess]`; null for other words. */
export const levelInBrackets = (inner: string): LogLevel | null => {
  const word = inner.trim();
  const level = levelFromWord(word);
  if (level !== null || word.length > 40) return level;
  const [, before = '', sign = '', after = ''] = /^([A-Za-z_]\w*)([:/])([\w-]+)$/.exec(word) ?? [];
  return sign === ':' ? levelFromWord(after) : sign === '/' ? levelFromWord(before) : null;
};

/** After a time inside the same brackets: `: WARNING/MainProcess`, ` ERROR actix`. */
export const levelBehindTime = (rest: string): LogLevel | null => {
  const [, word = ''] = /^[: ]+([A-Z]{3,8})\b/.exec(rest) ?? [];
  return word === '' ? null : levelFromWord(word);
};
