import type {LogItem} from '../../model/log-entry.js';
import {isAiry} from '../../state/layout.js';
import {budgetForFrame, patternOf} from '../../state/log-find.js';
import {sliceOf} from '../../state/log-moves.js';
import type {MessagesView} from '../../state/messages.js';
import {topicBodyHeight} from '../../state/topic-rows.js';
import {plainText} from '../../terminal/sanitise.js';
import {wrap} from '../../terminal/widths.js';
import {Lines} from '../components/line.js';
import type {Look} from '../format/look.js';
import {messageColumns, messagePage} from '../format/message-columns.js';
import {messageRows} from '../format/message-row.js';
import {messagesTitle} from '../format/message-title.js';
import type {ScreenProps} from './screen-props.js';

/** Why there are no messages. */
const emptyLines = ({reading, from, topic}: MessagesView, width: number, look: Look): string[] => {
  const said = (what: string, hint: string): string[] => [
    ...wrap(plainText(what), width - 4).map(line => `  ${look.paint.text(line)}`),
    ...wrap(plainText(hint), width - 4).map(line => `  ${look.paint.dim(line)}`),
  ];
  if (reading.kind === 'waiting') return said(reading.message, reading.hint);
  if (reading.kind === 'opening') return said(`Opening ${topic}.`, '');
  if (reading.kind === 'stopped') return said('No message came until reading was stopped.', 'Esc goes back to the topics.');
  return from.at === 'now'
    ? said('No message has come yet.', 'They appear here as they come. Esc stops.')
    : said('This topic holds no messages.', 'They appear here as they come. Esc stops.');
};

/** The messages of a topic. */
export const Messages = ({state, look, width}: ScreenProps) => {
  const {topics: view} = state;
  const messages = view?.messages;
  if (!view || !messages) return null;
  const {log} = messages;
  const page = messagePage(state, view, messages);
  const slice = sliceOf(log, page, budgetForFrame());
  const columns = messageColumns(view, messages, state.now, width);
  const pattern = patternOf(log);
  const draw = (item: LogItem): string[] =>
    messageRows(
      item,
      columns,
      {chosen: log.place?.cursor === item.seq, marked: false, unfolded: log.unfolded.has(item.seq), pattern},
      look,
    );
  const lines = slice.rows.flatMap(({item}) => draw(item));
  const rows = topicBodyHeight(state);
  const body = lines.length === 0 ? emptyLines(messages, width, look) : lines.slice(slice.skip, slice.skip + rows);
  const title = messagesTitle(view, messages, width, look);
  return <Lines texts={[...(isAiry(state) ? ['', title, ''] : [title]), ...body]} />;
};
