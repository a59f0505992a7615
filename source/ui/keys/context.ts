import type {Row} from '../../model/rows.js';
import type {Actions} from '../../state/actions.js';
import {underPlan} from '../../state/plan.js';
import {memberIn, screenIn, selectedRowIn} from '../../state/selectors.js';
import type {State} from '../../state/state.js';
import type {Store} from '../../state/store.js';
import {noted} from '../../state/view-updates.js';
import {createTheme} from '../../terminal/theme.js';
import {createLook, type Look} from '../format/look.js';
import type {KeyContext} from './binding.js';

/** The row a key is about: that of the screen which is open on one (a merged log is its stack's), else the selected one. */
const rowIn = (latest: State): Row | undefined => {
  const state = underPlan(latest);
  const screen = screenIn(state);
  if (screen.kind === 'stacks' || screen.kind === 'help' || screen.kind === 'plan') return selectedRowIn(state);
  const stack = state.stacks.find(candidate => candidate.key === screen.key);
  if (stack) return {kind: 'stack', key: stack.key, stack, folded: false};
  const found = memberIn(state, screen.key);
  return found ? {kind: 'container', key: screen.key, stack: found.stack, member: found.member, last: false} : undefined;
};

/** Where nobody looks at colours. */
const plainLook = createLook(createTheme('none', 'dark', false));

export const keyContext = (store: Store<State>, actions: Actions, look: Look = plainLook): KeyContext => {
  const state = store.get();
  return {state, row: rowIn(state), actions, look, update: change => store.update(state => noted(change(state)))};
};
