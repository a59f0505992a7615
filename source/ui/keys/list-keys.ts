import {type SortField, sortFields} from '../../model/sort.js';
import {selectedRowIn} from '../../state/selectors.js';
import type {State} from '../../state/state.js';
import {ask, move, notify, sortBy, sortNext, toggleFrozen, toggleTag, withFilter, withView} from '../../state/view-updates.js';
import type {Binding} from './binding.js';
import {noContainer} from './targets.js';

const screens = ['stacks'] as const;
const sorts: readonly (readonly [string, SortField, string])[] = [
  ['M', 'memory', 'memory'],
  ['P', 'cpu', 'CPU'],
  ['N', 'name', 'name'],
  ['T', 'uptime', 'uptime'],
  ['H', 'health', 'health: trouble first'],
];

const startFilter = (state: State): State => {
  const {filter} = state.view;
  return ask(state, {kind: 'filter', typed: filter, before: filter, selected: selectedRowIn(state)?.key ?? null});
};

/** What the list shows and in which order. */
export const listKeys: readonly Binding[] = [
  {
    id: 'list.filter',
    keys: ['/', 'f3'],
    screens,
    group: 'Sort and filter',
    does: 'filter: text, !text, health=, state=, stack=, image=, service=, label=',
    word: 'filter',
    place: 8,
    run: ({update}) => update(state => startFilter(state)),
  },
  {
    id: 'list.all',
    keys: ['a'],
    screens,
    group: 'Sort and filter',
    does: 'stopped containers too, or running ones only',
    word: ({state}) => (state.view.all ? 'running only' : 'all'),
    place: 14,
    run: ({update}) =>
      update(state =>
        notify(withView(state, {all: !state.view.all}), state.view.all ? 'running containers only' : 'stopped containers too'),
      ),
  },
  ...sorts.map(
    ([key, field, what]): Binding => ({
      id: `sort.${field}`,
      keys: [key],
      screens,
      group: 'Sort and filter',
      does: `sort by ${what}; again: the other way round`,
      run: ({update}) => update(state => sortBy(state, field)),
    }),
  ),
  {
    id: 'sort.next',
    keys: ['>'],
    screens,
    group: 'Sort and filter',
    does: 'sort by the next column',
    run: ({update}) => update(state => sortNext(state, 1)),
  },
  {
    id: 'sort.previous',
    keys: ['<'],
    screens,
    group: 'Sort and filter',
    does: 'sort by the previous column',
    run: ({update}) => update(state => sortNext(state, -1)),
  },
  {
    id: 'sort.menu',
    keys: ['f6'],
    screens,
    group: 'Sort and filter',
    does: 'choose what to sort by',
    word: 'sort',
    place: 11,
    run: ({update}) =>
      update(state =>
        ask(state, {
          kind: 'menu',
          title: 'Sort by',
          index: sortFields.indexOf(state.view.sort.field),
          items: sortFields.map(field => ({
            label: field === 'order' ? 'dependency order' : field,
            hint: field !== state.view.sort.field ? '' : state.view.sort.inverted ? 'now, the other way round' : 'now',
            choice: {kind: 'sort', field},
          })),
        }),
      ),
  },
  {
    id: 'sort.invert',
    keys: ['I'],
    screens,
    group: 'Sort and filter',
    does: 'turn the order round',
    run: ({update}) => update(state => withView(state, {sort: {...state.view.sort, inverted: !state.view.sort.inverted}})),
  },
  {
    id: 'tag.toggle',
    keys: ['space'],
    screens,
    group: 'Act',
    does: 'tag the row: keys then act on the tagged',
    word: 'tag',
    place: 9,
    disabled: ({row}) => (!row ? 'there is no row to tag' : row.kind === 'missing' ? noContainer : null),
    run: ({update}) => update(state => move(toggleTag(state), 1)),
  },
  {
    id: 'tag.none',
    keys: ['U'],
    screens,
    group: 'Act',
    does: 'untag all',
    word: ({state}) => (state.view.tagged.size > 0 ? 'untag' : ''),
    place: 9,
    run: ({update}) => update(state => withView(state, {tagged: new Set()})),
  },
  {
    id: 'list.freeze',
    keys: ['z'],
    screens,
    group: 'Look',
    does: 'freeze the list; again: go on',
    word: ({state}) => (state.view.frozen ? 'go on' : 'freeze'),
    place: 15,
    run: ({update}) => update(toggleFrozen),
  },
  {
    id: 'list.clear',
    keys: ['esc'],
    screens,
    group: 'Program',
    does: 'close what lies over the list; clear the filter, then the tags',
    // Who filtered an hour ago has to see how all rows come back.
    word: ({state}) => (state.view.filter !== '' && !state.view.outcome ? 'clear' : ''),
    place: 4.5,
    run: ({update}) =>
      update(state => {
        if (state.view.outcome) return withView(state, {outcome: null});
        if (state.view.filter !== '') return withFilter(state, '', selectedRowIn(state)?.key ?? null);
        return withView(state, {tagged: new Set()});
      }),
  },
];
