import {breakSign, readMessageLine, type ShownText} from '../../model/message-line.js';
import {chosenIn} from '../../state/log-moves.js';
import {itemsOf} from '../../state/log-ring.js';
import type {MessagesView} from '../../state/messages.js';

const whole = (text: ShownText | null): string => text?.text.replaceAll(breakSign, '\n') ?? '';
const inLine = (text: ShownText | null): string => text?.text.replaceAll(breakSign, '\\n') ?? '';

/** All messages that are held, for a file: time, partition and offset, key, value, with tabs between them. */
export const savedMessages = ({log}: MessagesView): string => {
  const parts: string[] = [];
  for (const block of log.ring.blocks) {
    for (const item of itemsOf(block)) {
      if (item.kind === 'mark') continue;
      const {partition, offset, key, value} = readMessageLine(item.text, item.source);
      const time = item.time === null ? '' : new Date(item.time).toISOString();
      parts.push(`${time}\t${partition}:${offset}\t${inLine(key)}\t${inLine(value)}\n`);
    }
  }
  return parts.join('');
};

/** The value of the chosen message, for the clipboard; null when there is none. */
export const copiedValue = ({log}: MessagesView): string | null => {
  const item = chosenIn(log);
  return item?.kind === 'line' ? whole(readMessageLine(item.text, item.source).value) : null;
};
