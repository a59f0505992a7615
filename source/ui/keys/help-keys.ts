import {bodyHeight} from '../../state/layout.js';
import {screenIn} from '../../state/selectors.js';
import type {State} from '../../state/state.js';
import {replaceTop} from '../../state/view-updates.js';
import type {Binding} from './binding.js';

const screens = ['help'] as const;
const group = 'Move' as const;

/** Moving in help. @param heightOf lines that help has in this state */
export const helpKeys = (heightOf: (state: State) => number): readonly Binding[] => {
  const to =
    (line: (scroll: number, height: number) => number): Binding['run'] =>
    ({update}) =>
      update(state => {
        const screen = screenIn(state);
        if (screen.kind !== 'help') return state;
        const height = bodyHeight(state);
        const last = Math.max(0, heightOf(state) - height);
        const scroll = Math.max(0, Math.min(last, line(Math.min(screen.scroll, last), height)));
        return replaceTop(state, {...screen, scroll});
      });
  return [
    {id: 'help.up', keys: ['up', 'k'], screens, group, does: 'up', run: to(scroll => scroll - 1)},
    {
      id: 'help.down',
      keys: ['down', 'j'],
      screens,
      group,
      does: 'down',
      word: ({state}) => (heightOf(state) > bodyHeight(state) ? 'more' : ''),
      place: 1,
      run: to(scroll => scroll + 1),
    },
    {
      id: 'help.page-up',
      keys: ['pgup', 'ctrl-b', 'ctrl-u'],
      screens,
      group,
      does: 'a page up',
      run: to((scroll, height) => scroll - height + 1),
    },
    {
      id: 'help.page-down',
      keys: ['pgdn', 'ctrl-f', 'ctrl-d', 'space'],
      screens,
      group,
      does: 'a page down',
      run: to((scroll, height) => scroll + height - 1),
    },
    {id: 'help.first', keys: ['g', 'home'], screens, group, does: 'to the beginning', run: to(() => 0)},
    {id: 'help.last', keys: ['G', 'end'], screens, group, does: 'to the end', run: to(() => Number.MAX_SAFE_INTEGER)},
  ];
};
