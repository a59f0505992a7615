import type {TailFrom} from '../../model/topic.js';
import type {MessagesView} from '../../state/messages.js';
import type {TopicsView} from '../../state/topics.js';
import {plainText} from '../../terminal/sanitise.js';
import type {Paint} from '../../terminal/theme.js';
import {cutSpans, paintSpans, type Span, spansWidth} from './log-spans.js';
import {grouped} from './log-title.js';
import type {Look} from './look.js';
import {bytes} from './numbers.js';
import {counted, nextTry} from './topic-title.js';

export const fromInWords = (from: TailFrom): string =>
  from.at === 'now' ? 'from now on' : from.at === 'beginning' ? 'from the beginning' : `the last ${grouped(from.count)}`;

/** From the beginning one stands at the first message, and has not paused anything. */
const isUnmoved = ({from, log: {place}}: MessagesView): boolean => from.at === 'beginning' && (place?.cursor ?? 0) <= 1;

/** First line of a topic's messages: whose, how reading stands, what is held. */
export const messagesTitle = (view: TopicsView, messages: MessagesView, width: number, look: Look): string => {
  const {paint, glyphs} = look;
  const {reading, log} = messages;
  const spans: Span[] = [
    {text: ` ${plainText(view.title)}`, paint: paint.stack},
    {text: `  ${plainText(messages.topic)}`, paint: paint.strong},
  ];
  let first = true;
  const add = (text: string, role: Paint): void => {
    spans.push({text: first ? '  ' : ` ${glyphs.separator} `, paint: paint.faint}, {text: plainText(text), paint: role});
    first = false;
  };
  if (reading.kind === 'stopped') add('stopped', paint.warn);
  else if (reading.kind === 'waiting') add('waiting for the broker', paint.warn);
  else if (log.held) add('paused, full: reading waits', paint.warn);
  else if (log.place && isUnmoved(messages)) add('reading', paint.good);
  else if (log.place) add('paused', paint.warn);
  else add(reading.kind === 'opening' ? 'opening' : 'following', paint.good);
  add(fromInWords(messages.from), paint.dim);
  if (log.rate > 0 && reading.kind === 'reading') add(`${grouped(log.rate)}/s`, paint.dim);
  add(counted(messages.read, 'message'), paint.dim);
  if (log.ring.letGo > 0) add(`${grouped(log.ring.letGo)} older let go`, paint.dim);
  return paintSpans(cutSpans(spans, 0, width, {text: glyphs.cut, paint: paint.faint}));
};

/** Above the keys: what is searched, what is held, what is waited for; '' when there is nothing to say. */
export const messageStatus = (
  messages: MessagesView,
  hits: {readonly total: number; readonly upTo: number; readonly complete: boolean} | null,
  now: number,
  width: number,
  look: Look,
): string => {
  const {paint, glyphs} = look;
  const {log, reading} = messages;
  const spans: Span[] = [{text: ' ', paint: paint.text}];
  const add = (...parts: readonly Span[]): void => {
    if (spans.length > 1) spans.push({text: '   ', paint: paint.text});
    spans.push(...parts);
  };
  if (reading.kind === 'waiting')
    add(
      {text: plainText(reading.message), paint: paint.warn},
      {text: ` ${glyphs.separator} ${nextTry(reading.retryAt, now)}`, paint: paint.dim},
    );
  if (hits) {
    const total = `${grouped(hits.total)}${hits.complete ? '' : '+'}`;
    const count = hits.total === 0 ? (hits.complete ? 'not found' : 'searching') : `${grouped(hits.upTo)} of ${total}`;
    add(
      {text: `/${plainText(log.search)}`, paint: paint.accent},
      {text: `  ${count}`, paint: hits.total === 0 ? paint.warn : paint.dim},
    );
  }
  if (log.ring.count > 0) add({text: `${bytes(log.ring.bytes)} held`, paint: paint.faint});
  if (log.sideways > 0) add({text: `${log.sideways} cells to the right`, paint: paint.faint});
  return spansWidth(spans) <= 1 ? '' : paintSpans(cutSpans(spans, 0, width, {text: glyphs.cut, paint: paint.faint}));
};
