import type {Member, Stack} from '../../model/stack.js';
import {type DetailScreen, detailOf} from '../../state/detail.js';
import {isAiry, listHeight, panes} from '../../state/layout.js';
import type {State} from '../../state/state.js';
import {healthContent} from './detail-health.js';
import {type Highlighter, inspectContent} from './detail-json.js';
import {overviewContent} from './detail-overview.js';
import type {Content} from './detail-piece.js';
import {placesContent} from './detail-places.js';
import {processesContent} from './detail-processes.js';
import {valuesContent} from './detail-values.js';
import type {Look} from './look.js';
import {stackNetworksContent} from './stack-networks.js';
import {stackOverviewContent} from './stack-overview.js';
import {stackVolumesContent} from './stack-volumes.js';

export interface ContentSize {
  readonly width: number;
  readonly height: number;
}

/** Lines above the content: title and tabs, with space around them where lines are plenty. */
export const headHeight = (state: State): number => (isAiry(state) ? 4 : 2);

/** Cells of the content of a tab: less a rule where the detail stands beside the list. */
export const contentSize = (state: State): ContentSize => {
  const {list, side} = panes(state);
  return {
    width: side - (list > 0 ? 1 : 0),
    height: Math.max(1, listHeight(state) + 1 + (isAiry(state) ? 1 : 0) - headHeight(state)),
  };
};

/** What a detail is about. */
export interface Subject {
  readonly stack: Stack;
  /** Null: the stack itself. */
  readonly member: Member | null;
}

const stackContent = (stack: Stack, screen: DetailScreen, state: State, size: ContentSize, look: Look): Content => {
  switch (screen.tab) {
    case 'networks':
      return stackNetworksContent(stack, screen, state, size.width, look);
    case 'volumes':
      return stackVolumesContent(stack, state, size.width, look);
    default:
      return stackOverviewContent(stack, state, look, size);
  }
};

/** What the open tab of a container, or of a stack, shows. */
export const detailContent = (
  {stack, member}: Subject,
  screen: DetailScreen,
  state: State,
  size: ContentSize,
  look: Look,
  highlight: Highlighter | null,
): Content => {
  if (!member) return stackContent(stack, screen, state, size, look);
  const {container} = member;
  const {width, height} = size;
  switch (screen.tab) {
    case 'health':
      return healthContent(member, state, look, width);
    case 'processes':
      return processesContent(detailOf(state, screen.key), width, look);
    case 'env':
    case 'labels':
      return valuesContent(container, stack, screen, state.now, width, look);
    case 'mounts':
      return placesContent(member, state, width, look);
    case 'inspect':
      return inspectContent(detailOf(state, screen.key), width, look, highlight);
    default:
      return overviewContent(member, state, look, {width, height});
  }
};
