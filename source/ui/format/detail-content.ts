import type {Member} from '../../model/stack.js';
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

/** What the open tab of a container shows. */
export const detailContent = (
  member: Member,
  screen: DetailScreen,
  state: State,
  {width, height}: ContentSize,
  look: Look,
  highlight: Highlighter | null,
): Content => {
  const {container} = member;
  switch (screen.tab) {
    case 'overview':
      return overviewContent(member, state, look, {width, height});
    case 'health':
      return healthContent(member, state, look, width);
    case 'processes':
      return processesContent(detailOf(state, screen.key), width, look);
    case 'env':
    case 'labels':
      return valuesContent(container, screen, state.now, width, look);
    case 'mounts':
      return placesContent(container, width, look);
    case 'inspect':
      return inspectContent(detailOf(state, screen.key), width, look, highlight);
  }
};
