import {Box, Text} from 'ink';
import {detailIn} from '../../state/detail.js';
import {isAiry, panes} from '../../state/layout.js';
import {memberIn} from '../../state/selectors.js';
import {Lines} from '../components/line.js';
import {detailContent, headHeight} from '../format/detail-content.js';
import {heightOf, topOf, windowOf} from '../format/detail-piece.js';
import {messagePieces} from '../format/detail-text.js';
import {detailTitle, position, tabBar} from '../format/detail-title.js';
import {Pieces} from './detail/pieces.js';
import {useHighlighter} from './detail/use-highlighter.js';
import type {ScreenProps} from './screen-props.js';

/** A container from near by: who it is, the tabs, and the open one. */
const Opened = ({state, look, width, height}: ScreenProps) => {
  const screen = detailIn(state);
  const highlight = useHighlighter(screen?.tab === 'inspect', look);
  const found = screen && memberIn(state, screen.key);
  if (!screen) return null;
  if (!found)
    return <Pieces look={look} pieces={messagePieces('This container is no more.', 'Esc goes back to the list.', width, look)} />;
  const size = {width, height: Math.max(1, height - headHeight(state))};
  const content = detailContent(found.member, screen, state, size, look, highlight);
  const top = topOf(content, screen.scroll, size.height);
  const where = position(top, size.height, heightOf(content.pieces));
  const head = [detailTitle(found.stack, found.member, state, where, width, look), tabBar(screen.tab, width, look)];
  return (
    <>
      <Lines texts={isAiry(state) ? ['', ...head, ''] : head} />
      <Pieces pieces={windowOf(content.pieces, top, size.height)} look={look} />
    </>
  );
};

/** The detail in its place: over the list, or beside it behind a rule. */
export const Detail = ({state, look, width, height}: ScreenProps) => {
  const ruled = panes(state).list > 0;
  const inner = width - (ruled ? 1 : 0);
  return (
    <Box width={width} height={height} overflow="hidden">
      {ruled ? <Text>{new Array<string>(height).fill(look.paint.faint(look.glyphs.frame.vertical)).join('\n')}</Text> : null}
      <Box flexDirection="column" width={inner} height={height} overflow="hidden" flexShrink={0}>
        <Opened state={state} look={look} width={inner} height={height} />
      </Box>
    </Box>
  );
};
