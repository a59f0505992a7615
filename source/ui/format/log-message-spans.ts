import type {LogEntry} from '../../model/log-entry.js';
import {isFaultName} from '../../model/log-fields.js';
import {headOf} from '../../model/log-head.js';
import {type LogMessage, readMessage} from '../../model/log-message.js';
import {maskField, maskLine} from '../../model/log-secrets.js';
import {shortSpeaker} from '../../model/log-speaker.js';
import {withoutColours} from '../../model/log-text.js';
import {colouredText, plainText} from '../../terminal/sanitise.js';
import type {Paint} from '../../terminal/theme.js';
import type {LogColumns} from './log-columns.js';
import {colouredSpans, type Span, textSpans} from './log-spans.js';
import type {Look} from './look.js';

/** Characters of a message that are laid out in a row: what is longer is cut, and says so. */
const longest = 16_384;
const cutText = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most)} (+ ${text.length - most} characters)` : text;

/** More marks than any script puts on a letter pile up over the lines around. */
const piled = /(\p{M}{4})\p{M}+/gu;
const combining = /[\u0300-\u036f\u0483-\uffff]/;
const unpiled = (text: string): string => (combining.test(text) ? text.replace(piled, '$1') : text);

const pair = /(?<=^|\s)[\w.-]{1,40}=(?:"[^"]*"|\S+)/g;

/** The pairs that a text ends with, as places; those among its words, as in `[Controller id=1]`, are words. */
const lastPairs = (text: string): readonly RegExpExecArray[] => {
  const found = [...text.matchAll(pair)];
  let end = text.trimEnd().length;
  let first = found.length;
  for (const match of found.toReversed()) {
    if (match.index + match[0].length !== end || /[\])},]$/.test(match[0])) break;
    first -= 1;
    end = text.slice(0, match.index).trimEnd().length;
  }
  return found.slice(first);
};

/** `key=value` behind words steps back, as it does in JSON. */
const withPairs = (text: string, own: Paint, look: Look): Span[] => {
  const {paint} = look;
  const spans: Span[] = [];
  let at = 0;
  for (const match of lastPairs(text)) {
    const equals = match.index + match[0].indexOf('=') + 1;
    const end = match.index + match[0].length;
    spans.push({text: text.slice(at, match.index), paint: own}, {text: text.slice(match.index, equals), paint: paint.faint});
    spans.push({text: text.slice(equals, end), paint: isFaultName(text.slice(match.index, equals - 1)) ? paint.bad : paint.dim});
    at = end;
  }
  return [...spans, {text: text.slice(at), paint: own}];
};

/** `KafkaConnectionError: connection refused`: what happened stands out from its kind. */
const fault = /^(?:[\w$]+[.:\\]+)*[A-Z][\w$]*(?:Error|Exception): /;

/** Words of a message: the status of an answered request is the one number that people look for. */
const wordSpans = ({text, status}: LogMessage, own: Paint, look: Look): Span[] => {
  const {paint} = look;
  const shown = plainText(maskLine(text));
  const at = status === null ? -1 : shown.search(new RegExp(`(?<= )${status}(?= |$)`));
  if (status !== null && at !== -1) {
    const role = status < 400 ? paint.good : status < 500 ? paint.warn : paint.bad;
    return [
      {text: shown.slice(0, at), paint: own},
      {text: String(status), paint: role},
      {text: shown.slice(at + 3), paint: paint.dim},
    ];
  }
  const kind = fault.exec(shown)?.[0].length ?? 0;
  if (kind > 0)
    return [
      {text: shown.slice(0, kind), paint: own},
      {text: shown.slice(kind), paint: paint.bad},
    ];
  return withPairs(shown, own, look);
};

const besideSpans = ({fields, from}: LogMessage, look: Look): Span[] => {
  const {paint} = look;
  const spans = fields.flatMap(([key, value]): Span[] => [
    {text: ` ${plainText(key)}=`, paint: paint.faint},
    {text: plainText(maskField(key, value)), paint: isFaultName(key) ? paint.bad : paint.dim},
  ]);
  return from === null ? spans : [...spans, {text: ` ${plainText(shortSpeaker(from))}`, paint: paint.faint}];
};

/** A line that goes on another is shown whole; of Postgres' details the head is told above. */
const continuedText = (plain: string): number => {
  const {detail, start} = headOf(plain);
  return detail ? start : 0;
};

/** What a line says, laid out: the message, then what stands beside it; `most` characters of it. */
export const messageSpans = (entry: LogEntry, columns: LogColumns, look: Look, most = longest): Span[] => {
  const {paint} = look;
  const clean = unpiled(colouredText(cutText(entry.text, most)));
  const own = entry.level === 'debug' || entry.level === 'trace' ? paint.dim : paint.text;
  const keepsColours = look.theme.level !== 'none';
  if (columns.look.raw) return colouredSpans(clean, own, keepsColours);
  const plain = withoutColours(clean);
  const message: LogMessage = entry.continues
    ? {text: plain.slice(continuedText(plain)), fields: [], from: null, status: null, place: [continuedText(plain), plain.length]}
    : readMessage(plain);
  // A program's own colours stay where its words do, unless something in them has to be hidden.
  const isOwnColoured = clean !== plain && keepsColours && message.place !== null && maskLine(plain) === plain;
  const words = isOwnColoured
    ? textSpans(colouredSpans(clean, own, true), ...(message.place ?? [0, plain.length]))
    : wordSpans(message, own, look);
  const beside = besideSpans(message, look);
  const [first, ...others] = beside;
  // Nothing to stand behind: no space.
  const isAlone = words.every(({text}) => text === '') && first !== undefined;
  const spans = isAlone ? [{...first, text: first.text.trimStart()}, ...others] : [...words, ...beside];
  return spans.filter(span => span.text !== '');
};
