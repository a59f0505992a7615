import {levelBehindTime, levelInBrackets, levelOfHeadWord} from './log-head-words.js';
import {type LogLevel, levelFromLetter, levelFromWord} from './log-level.js';
import {stampEnd} from './log-stamp.js';

/** What stands before a line's message: time, level, process, who speaks. */
export interface LogHead {
  /** null when it tells none. */
  readonly level: LogLevel | null;
  /** Where the message begins; 0 when there is no head. */
  readonly start: number;
  /** A logger wrote this line: it begins with a time, a level or a priority. */
  readonly headed: boolean;
  /** Postgres' `DETAIL:` and the like: it belongs to the line before although it has a head. */
  readonly detail: boolean;
  /** Where who speaks stands, between time and level: start and end; equal when nobody is named. */
  readonly from: readonly [number, number];
}

type Place = readonly [number, number];

export const nobody: Place = [0, 0];
export const noHead: LogHead = {level: null, start: 0, headed: false, detail: false, from: nobody};

const headLength = 240;
/** Between time and level: `host app[1]:`, `[main] com.example.App`. */
const mostWords = 4;
const longestBracket = 100;

const syslogTag = / +(?:\S+ )?([\w./-]+)(?:\[\d+\])?: /y;
const mongo = /([DIWEF])\d? +[A-Z]{3,10} +\[[^\]]{1,60}\] /y;
const monolog = /[\w-]+\.(DEBUG|INFO|NOTICE|WARNING|ERROR|CRITICAL|ALERT|EMERGENCY): /y;
const details = /(?:DETAIL|HINT|STATEMENT|CONTEXT|QUERY|LOCATION): {2}/y;
const wordEnd = /[^A-Za-z0-9_]/g;
/** Words between time and level are names rather than a sentence: `app.worker`, `app@db`, `main-1`. */
const isName = /[.@/_\-\d[\]:$#=*]/;
const isNumber = /^[\s\d:#-]*$/;

const tab = 0x09;
const space = 0x20;
const parenOpen = 0x28;
const dash = 0x2d;
const colon = 0x3a;
const less = 0x3c;
const bracketOpen = 0x5b;
const braceOpen = 0x7b;
const bar = 0x7c;

export const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
export const isCapital = (code: number): boolean => code >= 0x41 && code <= 0x5a;
export const isLetter = (code: number): boolean => isCapital(code) || (code >= 0x61 && code <= 0x7a);
const isSpace = (code: number): boolean => code === space || code === tab;

export const afterSpaces = (text: string, at: number): number => {
  let next = at;
  while (isSpace(text.charCodeAt(next))) next += 1;
  return next;
};

export const matchAt = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at;
  return pattern.exec(text);
};

/** Behind what separates a head from its message: `:`, ` - `, ` | `, spaces. */
export const afterMarks = (text: string, from: number): number => {
  let at = from;
  for (;;) {
    const code = text.charCodeAt(at);
    if (isSpace(code)) at += 1;
    else if ((code === dash || code === bar) && (isSpace(text.charCodeAt(at + 1)) || at + 1 === text.length)) at += 1;
    else if (code === colon && text.charCodeAt(at + 1) !== colon) at += 1;
    else return at;
  }
};

/** Where a time that stands behind a level ends, with its brackets and those of a thread before it; `at` when there is none. */
const afterLateTime = (text: string, at: number): number => {
  const isBracket = text.charCodeAt(at) === bracketOpen;
  const inner = stampEnd(text, isBracket ? at + 1 : at);
  if (inner !== -1) return afterMarks(text, isBracket && text[inner] === ']' ? inner + 1 : inner);
  const close = isBracket ? text.indexOf('] ', at) : -1;
  if (close === -1 || close - at > 60) return at;
  const end = stampEnd(text, close + 2);
  return end === -1 ? at : afterMarks(text, end);
};

const closing = (code: number): string => (code === bracketOpen ? ']' : code === parenOpen ? ')' : code === less ? '>' : '}');

/**
 * Reads a head from left to right: times and process numbers are passed over, then a level ends it. A few words may stand between time
 * and level: they are who speaks. Without a level the head is the time alone.
 */
class Scan {
  readonly #text: string;
  readonly #most: number;
  #at: number;
  /** Behind the last part that is surely none of the message. */
  #start: number;
  #timed: boolean;
  #said: Place = nobody;
  #tag: Place = nobody;
  #words = 0;
  #plainWords = 0;
  #separated = false;

  constructor(text: string, from: number, timed: boolean) {
    this.#text = text;
    this.#most = Math.min(text.length, from + headLength);
    this.#at = from;
    this.#start = from;
    this.#timed = timed;
  }

  run(): LogHead {
    while (this.#at < this.#most) {
      this.#at = afterSpaces(this.#text, this.#at);
      const read = this.#next();
      if (read === 'end') break;
      if (read !== 'on') return read;
    }
    if (!this.#timed) return noHead;
    return {level: null, start: afterMarks(this.#text, this.#start), headed: true, detail: false, from: this.#tag};
  }

  #next(): LogHead | 'on' | 'end' {
    const code = this.#text.charCodeAt(this.#at);
    if (code === bracketOpen || code === parenOpen || code === less || (code === braceOpen && this.#timed))
      return this.#bracket(code);
    if (isDigit(code)) return this.#number();
    if (code === dash || code === bar || code === colon) return this.#mark(code);
    return isLetter(code) ? this.#word(code) : 'end';
  }

  #found(level: LogLevel | null, end: number): LogHead {
    const start = afterLateTime(this.#text, afterMarks(this.#text, end));
    return {level, start, headed: true, detail: false, from: this.#said};
  }

  #bracket(code: number): LogHead | 'on' | 'end' {
    const open = this.#at;
    const close = this.#text.indexOf(closing(code), open + 1);
    if (close === -1 || close - open > longestBracket) return 'end';
    this.#at = close + 1;
    this.#separated = false;
    const end = stampEnd(this.#text, afterSpaces(this.#text, open + 1));
    if (end !== -1 && end <= close) {
      this.#timed = true;
      this.#start = this.#at;
      const level = end === close ? null : levelBehindTime(this.#text.slice(end, close));
      return level === null ? 'on' : this.#found(level, this.#at);
    }
    const inner = this.#text.slice(open + 1, close);
    const level = code === braceOpen ? null : levelInBrackets(inner);
    if (level !== null) return this.#found(level, this.#at);
    // A process or thread by its number is not who speaks.
    if (isNumber.test(inner)) {
      if (this.#timed && afterSpaces(this.#text, this.#start) === open) this.#start = this.#at;
      return this.#words > mostWords ? 'end' : 'on';
    }
    if (this.#words >= mostWords) return 'end';
    this.#words += 1;
    if (this.#said === nobody) this.#said = [open + 1, close];
    return 'on';
  }

  #number(): LogHead | 'on' | 'end' {
    const end = stampEnd(this.#text, this.#at);
    if (end !== -1) {
      this.#timed = true;
      this.#at = end;
      this.#start = end;
      return 'on';
    }
    // A process, when a level follows; else the message begins with a number.
    if ((!this.#timed && this.#words === 0) || this.#words >= mostWords) return 'end';
    this.#words += 1;
    this.#toSpace(this.#at);
    return 'on';
  }

  #mark(code: number): 'on' | 'end' {
    let end = this.#at;
    while (this.#text.charCodeAt(end) === code) end += 1;
    if (!isSpace(this.#text.charCodeAt(end)) || (!this.#timed && this.#words === 0)) return 'end';
    if (afterSpaces(this.#text, this.#start) === this.#at) this.#start = end;
    this.#at = end;
    this.#separated = true;
    return 'on';
  }

  #word(code: number): LogHead | 'on' | 'end' {
    const at = this.#at;
    const end = isCapital(code) ? stampEnd(this.#text, at) : -1;
    if (end !== -1) return this.#monthFirst(end);
    const special = this.#special(code);
    if (special) return special;
    wordEnd.lastIndex = at;
    const stop = wordEnd.exec(this.#text)?.index ?? this.#text.length;
    const word = this.#text.slice(at, stop);
    const level = levelOfHeadWord(this.#text, word, stop, {
      timed: this.#timed,
      separated: this.#separated,
      words: this.#words,
      plainWords: this.#plainWords,
    });
    // Go says `panic:` and what follows belongs to it.
    if (level !== null)
      return word === 'panic' ? {...this.#found(level, stop), start: at} : this.#found(level, this.#levelEnd(stop));
    return this.#name(stop);
  }

  #monthFirst(end: number): 'on' {
    this.#timed = true;
    this.#at = end;
    this.#start = end;
    const tag = matchAt(syslogTag, this.#text, end)?.[1];
    if (tag !== undefined && levelFromWord(tag) === null) {
      this.#at = syslogTag.lastIndex;
      this.#start = this.#at;
      const name = this.#text.lastIndexOf(tag, this.#at);
      this.#tag = [name, name + tag.length];
      this.#said = this.#tag;
    }
    return 'on';
  }

  /** What only some programs write: Postgres' details, MongoDB's letters, Monolog's channels. */
  #special(code: number): LogHead | null {
    if (code >= 0x43 && code <= 0x53 && matchAt(details, this.#text, this.#at))
      return {level: null, start: this.#at, headed: true, detail: true, from: nobody};
    if (!this.#timed || this.#words > 0) return null;
    const letter = isCapital(code) ? matchAt(mongo, this.#text, this.#at)?.[1] : undefined;
    if (letter !== undefined) return this.#found(levelFromLetter(letter), this.#at + letter.length);
    const channel = matchAt(monolog, this.#text, this.#at)?.[1];
    if (channel === undefined) return null;
    this.#said = [this.#at, monolog.lastIndex - channel.length - 3];
    return this.#found(levelFromWord(channel), monolog.lastIndex);
  }

  #name(stop: number): 'on' | 'end' {
    if (this.#words >= mostWords || (!this.#timed && this.#words > 0 && !this.#separated)) return 'end';
    const at = this.#at;
    this.#toSpace(stop);
    const name = this.#text.slice(at, this.#at);
    const isBeforeSign =
      name.endsWith(':') || (this.#text.charCodeAt(this.#at + 1) === dash && this.#text.charCodeAt(this.#at + 2) === space);
    // Without a time, a name stands before a level only when a sign tells them apart: `app.worker - ERROR`, `nginx: [emerg]`.
    if (!this.#timed && this.#words === 0 && !isBeforeSign) return 'end';
    if (!isName.test(name)) this.#plainWords += 1;
    if (this.#plainWords > 1) return 'end';
    if (this.#said === nobody) this.#said = [at, this.#at - (name.endsWith(':') ? 1 : 0)];
    this.#words += 1;
    this.#separated = name.endsWith(':');
    return 'on';
  }

  #toSpace(from: number): void {
    let at = from;
    while (at < this.#most && !isSpace(this.#text.charCodeAt(at))) at += 1;
    this.#at = at;
  }

  /** Behind a level and the seconds in brackets that logrus puts there: `INFO[0012]`. */
  #levelEnd(stop: number): number {
    if (this.#text.charCodeAt(stop) !== bracketOpen || !isDigit(this.#text.charCodeAt(stop + 1))) return stop;
    const close = this.#text.indexOf(']', stop);
    return close === -1 ? stop : close + 1;
  }
}

/** Reads the head that begins at `from`; `timed` when a time or a priority stands before it. */
export const scanHead = (text: string, from: number, timed: boolean): LogHead => new Scan(text, from, timed).run();
