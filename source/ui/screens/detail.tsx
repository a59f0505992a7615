import {Box, Text} from 'ink';
import {type DetailScreen, detailIn} from '../../state/detail.js';
import {isAiry, panes} from '../../state/layout.js';
import {memberIn, stackIn} from '../../state/selectors.js';
import type {State} from '../../state/state.js';
import {Lines} from '../components/line.js';
import {detailContent, headHeight, type Subject} from '../format/detail-content.js';
import {heightOf, topOf, windowOf} from '../format/detail-piece.js';
import {messagePieces} from '../format/detail-text.js';
import {detailTitle, position, tabBar} from '../format/detail-title.js';
import {stackTitle} from '../format/stack-title.js';
import {Pieces} from './detail/pieces.js';
import {useHighlighter} from './detail/use-highlighter.js';
import type {ScreenProps} from './screen-props.js';

const subjectOf = (state: State, {of, key}: DetailScreen): Subject | null => {
  if (of === 'container') return memberIn(state, key);
  const stack = stackIn(state, key);
  return stack ? {stack, member: null} : null;
};

/** A container or a stack from near by: who it is, the tabs, and the open one. */
const Opened = ({state, look, width, height}: ScreenProps) => {
  const screen = detailIn(state);
  const highlight = useHighlighter(screen?.tab === 'inspect', look);
  const found = screen && subjectOf(state, screen);
  if (!screen) return null;
  if (!found)
    return (
      <Pieces look={look} pieces={messagePieces(`This ${screen.of} is no more.`, 'Esc goes back to the list.', width, look)} />
    );
  const size = {width, height: Math.max(1, height - headHeight(state))};
  const content = detailContent(found, screen, state, size, look, highlight);
  const top = topOf(content, screen.scroll, size.height);
  const where = position(top, size.height, heightOf(content.pieces));
  const {stack, member} = found;
  const title = member ? detailTitle(stack, member, state, where, width, look) : stackTitle(stack, state, where, width, look);
  const head = [title, tabBar(screen, width, look)];
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
      {ruled ? <Text>{new Array<string>(height).fill(look.paint.line(look.glyphs.frame.vertical)).join('\n')}</Text> : null}
      <Box flexDirection="column" width={inner} height={height} overflow="hidden" flexShrink={0}>
        <Opened state={state} look={look} width={inner} height={height} />
      </Box>
    </Box>
  );
};
