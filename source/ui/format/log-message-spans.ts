import type {LogEntry} from '../../model/log-entry.js';
import {readMessage} from '../../model/log-message.js';
import {colouredText, plainText} from '../../terminal/sanitise.js';
import type {Paint} from '../../terminal/theme.js';
import type {LogColumns} from './log-columns.js';
import {colouredSpans, type Span} from './log-spans.js';
import type {Look} from './look.js';

/** Characters of a message that are laid out in a row: what is longer is cut, and says so. */
const longest = 16_384;
const cutText = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most)} (+ ${text.length - most} characters)` : text;

/** An HTTP status among the words: the one number that people look for. */
const statusPlace = /(?:"|\s|status[=: ]|HTTP\/\d(?:\.\d)?"? )([2345]\d\d)(?=[\s,]|$)/;

/** `key=value` among plain words steps back, as it does in JSON. */
const pairs = /(?<=^|\s)[\w.-]{1,40}=(?:"[^"]*"|\S+)/g;

const withPairs = (text: string, own: Paint, look: Look): Span[] => {
  const spans: Span[] = [];
  let at = 0;
  for (const match of text.matchAll(pairs)) {
    const equals = match.index + match[0].indexOf('=') + 1;
    const end = match.index + match[0].length;
    spans.push({text: text.slice(at, match.index), paint: own}, {text: text.slice(match.index, equals), paint: look.paint.faint});
    spans.push({text: text.slice(equals, end), paint: look.paint.dim});
    at = end;
  }
  spans.push({text: text.slice(at), paint: own});
  return spans;
};

/** What a line says, laid out: the message, then what stands beside it; `most` characters of it. */
export const messageSpans = (entry: LogEntry, columns: LogColumns, look: Look, most = longest): Span[] => {
  const {paint} = look;
  const clean = colouredText(cutText(entry.text, most));
  const own = entry.level === 'debug' || entry.level === 'trace' ? paint.dim : paint.text;
  if (columns.look.raw || clean.includes('\u001b')) return colouredSpans(clean, own, look.theme.level !== 'none');
  const message = readMessage(clean);
  const text = plainText(message.text);
  const spans: Span[] = [];
  const status = entry.level === null || entry.level === 'info' ? statusPlace.exec(text) : null;
  if (status?.[1] && /\b(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b|status/.test(text)) {
    const at = status.index + status[0].length - 3;
    const role = status[1] < '400' ? paint.good : status[1] < '500' ? paint.warn : paint.bad;
    spans.push(
      ...withPairs(text.slice(0, at), own, look),
      {text: status[1], paint: role},
      ...withPairs(text.slice(at + 3), own, look),
    );
  } else spans.push(...withPairs(text, own, look));
  for (const [key, value] of message.fields) {
    const isFault = /^(?:err|error|exception)$/.test(key);
    spans.push({text: `${spans[0]?.text === '' && spans.length === 1 ? '' : ' '}${plainText(key)}=`, paint: paint.faint});
    spans.push({text: plainText(value), paint: isFault ? paint.bad : paint.dim});
  }
  return spans.filter(span => span.text !== '');
};
