import {compactJson, isJson} from './json-text.js';
import type {MessageText, TopicMessage} from './topic.js';

/**
 * A message as one line of text, so that it can be kept, moved in and searched as a line of a log: its fields one after another, none of
 * which has a control character left in it but those that are put between them here.
 */

/** A key or a value as it is shown. */
export interface ShownText {
  /** One line; `breakSign` where the message has a line break. */
  readonly text: string;
  readonly form: 'text' | 'json' | 'bytes';
  /** Bytes of the whole when `text` is its beginning only; else null. */
  readonly cutFrom: number | null;
}

export interface ShownMessage {
  readonly partition: number;
  readonly offset: number;
  readonly key: ShownText | null;
  readonly value: ShownText | null;
  readonly headers: readonly {readonly name: string; readonly value: ShownText | null}[];
}

/** Stands for a line break inside a key or value. */
export const breakSign = '␊';

/** Between fields, before the size of what was cut, and what a field is: none of them can be typed into a search. */
const fieldEnd = '\u001f';
const sizeEnd = '\u001e';
const signs = {text: '\u0001', json: '\u0002', bytes: '\u0003'} as const;
const forms = new Map(Object.entries(signs).map(([form, sign]) => [sign as string, form as ShownText['form']]));

type Clean = (text: string) => string;

const fieldOf = (value: MessageText | null, clean: Clean): string => {
  if (value === null) return '';
  const form = value.binary ? 'bytes' : !value.cut && isJson(value.text) ? 'json' : 'text';
  const text = form === 'json' ? compactJson(value.text) : value.text;
  const line = text
    .split(/\r\n|[\n\r]/)
    .map(clean)
    .join(breakSign);
  return `${signs[form]}${value.cut ? `${value.size}${sizeEnd}` : ''}${line}`;
};

/** `clean` leaves plain text without control characters. */
export const messageLine = ({offset, key, value, headers}: TopicMessage, clean: Clean): string =>
  [
    String(offset),
    fieldOf(key, clean),
    fieldOf(value, clean),
    ...headers.flatMap(header => [clean(header.name), fieldOf(header.value, clean)]),
  ].join(fieldEnd);

const shownOf = (field: string | undefined): ShownText | null => {
  if (field === undefined || field === '') return null;
  const form = forms.get(field[0] ?? '') ?? 'text';
  const end = field.indexOf(sizeEnd);
  return {form, text: field.slice(end + 1 || 1), cutFrom: end === -1 ? null : Number(field.slice(1, end))};
};

/** The message that a line was made of. */
export const readMessageLine = (line: string, partition: number): ShownMessage => {
  const [offset = '', key, value, ...rest] = line.split(fieldEnd);
  const headers = rest.flatMap((name, index) => (index % 2 === 0 ? [{name, value: shownOf(rest[index + 1])}] : []));
  return {partition, offset: Number(offset), key: shownOf(key), value: shownOf(value), headers};
};
