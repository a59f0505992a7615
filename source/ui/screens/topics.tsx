import {Box, Text} from 'ink';
import Spinner from 'ink-spinner';
import {windowOf} from '../../state/cursor.js';
import {isAiry} from '../../state/layout.js';
import type {State} from '../../state/state.js';
import {groupRowsIn, topicBodyHeight, topicRowsIn, topicTableHeight} from '../../state/topic-rows.js';
import {isStale, type TopicsView} from '../../state/topics.js';
import {Lines} from '../components/line.js';
import {heightOf, windowOf as piecesOn, topOf} from '../format/detail-piece.js';
import type {Table} from '../format/detail-table.js';
import {messagePieces} from '../format/detail-text.js';
import {position} from '../format/detail-title.js';
import {groupTable} from '../format/group-table.js';
import {dimmed, type Look} from '../format/look.js';
import {topicDetailContent} from '../format/topic-detail.js';
import {type Emptiness, emptinessLines, noGroups, noTopics} from '../format/topic-empty.js';
import {topicTable} from '../format/topic-table.js';
import {groupsTitle, topicsTitle, topicTitle} from '../format/topic-title.js';
import {CompactTable, shapeOf} from './detail/compact-table.js';
import {Pieces} from './detail/pieces.js';
import type {ScreenProps} from './screen-props.js';

const Head = ({state, title}: {readonly state: State; readonly title: string}) => (
  <Lines texts={isAiry(state) ? ['', title, ''] : [title]} />
);

/** In place of a table: why there is none, beside a spinner while it is waited for. */
const Empty = ({emptiness, state, width, look}: Omit<ScreenProps, 'height'> & {readonly emptiness: Emptiness}) => {
  const {first, more} = emptinessLines(emptiness, width, look);
  return (
    <>
      {isAiry(state) ? null : <Lines texts={['']} />}
      <Box marginLeft={2}>
        {emptiness.waits ? <Text>{look.theme.ascii ? <Spinner type="line" /> : <Spinner type="dots" />} </Text> : null}
        <Text wrap="truncate">{first}</Text>
      </Box>
      <Lines texts={more} />
    </>
  );
};

const Rows = ({table, look}: {readonly table: Table; readonly look: Look}) => (
  <Box key={shapeOf(table)} flexShrink={0}>
    <CompactTable table={table} look={look} />
  </Box>
);

/** Figures of a while ago step back. */
const lookFor = (view: TopicsView, state: State, look: Look): Look => (isStale(view, state.now) ? dimmed(look) : look);

/** The topics of a broker. */
export const Topics = ({state, look, width}: ScreenProps) => {
  const {topics: view} = state;
  if (!view) return null;
  const rows = topicRowsIn(state);
  const seen = windowOf(rows, view.topicsAt, topicTableHeight(state));
  const where = position(seen.top, seen.rows.length, rows.length);
  return (
    <>
      <Head state={state} title={topicsTitle(view, state, where, width, look)} />
      {rows.length === 0 ? (
        <Empty emptiness={noTopics(view, state)} state={state} width={width} look={look} />
      ) : (
        <Rows
          table={topicTable(rows, {top: seen.top, height: seen.rows.length, chosen: seen.chosen}, width, look)}
          look={lookFor(view, state, look)}
        />
      )}
    </>
  );
};

/** Its consumer groups. */
export const Groups = ({state, look, width}: ScreenProps) => {
  const {topics: view} = state;
  if (!view) return null;
  const rows = groupRowsIn(state);
  const seen = windowOf(rows, view.groupsAt, topicTableHeight(state));
  const where = position(seen.top, seen.rows.length, rows.length);
  return (
    <>
      <Head state={state} title={groupsTitle(view, state, where, width, look)} />
      {rows.length === 0 ? (
        <Empty emptiness={noGroups(view, state)} state={state} width={width} look={look} />
      ) : (
        <Rows
          table={groupTable(rows, {top: seen.top, height: seen.rows.length, chosen: seen.chosen}, width, look)}
          look={lookFor(view, state, look)}
        />
      )}
    </>
  );
};

/** One of its topics. */
export const Topic = ({state, look, width}: ScreenProps) => {
  const {topics: view} = state;
  const detail = view?.detail;
  if (!view || !detail) return null;
  const {fetched, topic} = detail;
  if (fetched.kind !== 'loaded') {
    const {message, hint} = fetched.kind === 'failed' ? fetched : {message: `asking about ${topic}`, hint: ''};
    return (
      <>
        <Head state={state} title={topicTitle(view, state, topic, '', width, look)} />
        <Pieces pieces={messagePieces(message, hint, width, look)} look={look} />
      </>
    );
  }
  const height = topicBodyHeight(state);
  const content = topicDetailContent(fetched.value, width, look);
  const top = topOf(content, detail.scroll, height);
  const where = position(top, height, heightOf(content.pieces));
  return (
    <>
      <Head state={state} title={topicTitle(view, state, topic, where, width, look)} />
      <Pieces pieces={piecesOn(content.pieces, top, height)} look={lookFor(view, state, look)} />
    </>
  );
};
