import {listHeight} from '../../state/layout.js';
import {rowsIn} from '../../state/selectors.js';
import {fold, foldAll, move, selectIndex} from '../../state/view-updates.js';
import type {Binding, KeyContext} from './binding.js';

const page = ({state}: KeyContext): number => Math.max(1, listHeight(state) - 1);
const half = ({state}: KeyContext): number => Math.max(1, Math.floor(listHeight(state) / 2));
const by = (context: KeyContext, lines: number): void => context.update(state => move(state, lines));
const screens = ['stacks'] as const;

/** Why stacks cannot be folded now; null when they can. */
const disabled = ({state: {view}}: KeyContext): string | null =>
  view.filter === '' ? null : 'a filter shows what it finds unfolded; Esc clears it';

/** Moving and folding in the list. */
export const moveKeys: readonly Binding[] = [
  {id: 'move.up', keys: ['up', 'k'], screens, group: 'Move', does: 'up', run: context => by(context, -1)},
  {id: 'move.down', keys: ['down', 'j'], screens, group: 'Move', does: 'down', run: context => by(context, 1)},
  {
    id: 'move.page-up',
    keys: ['pgup', 'ctrl-b'],
    screens,
    group: 'Move',
    does: 'a page up',
    run: context => by(context, -page(context)),
  },
  {
    id: 'move.page-down',
    keys: ['pgdn', 'ctrl-f'],
    screens,
    group: 'Move',
    does: 'a page down',
    run: context => by(context, page(context)),
  },
  {
    id: 'move.half-up',
    keys: ['ctrl-u'],
    screens,
    group: 'Move',
    does: 'half a page up',
    run: context => by(context, -half(context)),
  },
  {
    id: 'move.half-down',
    keys: ['ctrl-d'],
    screens,
    group: 'Move',
    does: 'half a page down',
    run: context => by(context, half(context)),
  },
  {
    id: 'move.first',
    keys: ['g', 'home'],
    screens,
    group: 'Move',
    does: 'to the first row',
    run: ({update}) => update(state => selectIndex(state, 0)),
  },
  {
    id: 'move.last',
    keys: ['G', 'end'],
    screens,
    group: 'Move',
    does: 'to the last row',
    run: ({update}) => update(state => selectIndex(state, rowsIn(state).length - 1)),
  },
  {
    id: 'fold.close',
    keys: ['left', 'h'],
    screens,
    group: 'Move',
    does: 'fold the stack',
    word: ({row}) => (row?.kind === 'stack' && !row.folded ? 'fold' : ''),
    place: 7,
    disabled,
    run: ({update}) => update(state => fold(state, 'fold')),
  },
  {
    id: 'fold.open',
    keys: ['right'],
    screens,
    group: 'Move',
    does: 'unfold the stack',
    word: ({row}) => (row?.kind === 'stack' && row.folded ? 'unfold' : ''),
    place: 7,
    disabled,
    run: ({update}) => update(state => fold(state, 'unfold')),
  },
  {
    id: 'fold.all',
    keys: ['-'],
    screens,
    group: 'Move',
    does: 'fold all stacks',
    disabled,
    run: ({update}) => update(state => foldAll(state, true)),
  },
  {
    id: 'fold.none',
    keys: ['+', '='],
    screens,
    group: 'Move',
    does: 'unfold all stacks',
    disabled,
    run: ({update}) => update(state => foldAll(state, false)),
  },
];
