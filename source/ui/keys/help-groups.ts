import type {State} from '../../state/state.js';
import type {Screen} from '../../state/view.js';
import type {Binding} from './binding.js';

const order: readonly Binding['group'][] = [
  'Log',
  'Find',
  'Take along',
  'Commands',
  'Topics',
  'Plan',
  'Move',
  'Look',
  'Act',
  'Sort and filter',
  'Program',
];

export interface HelpGroup {
  readonly group: Binding['group'];
  readonly bindings: readonly Binding[];
}

/** The keys of one screen, by heading. */
export const helpGroups = (table: readonly Binding[], screen: Screen['kind']): HelpGroup[] =>
  order
    .map(group => ({
      group,
      bindings: table.filter(binding => binding.group === group && binding.screens.includes(screen) && !binding.inRow),
    }))
    .filter(({bindings}) => bindings.length > 0);

/** The screen that help was asked for on. */
export const helpedScreen = ({view}: State): Screen['kind'] => view.screens.at(-2)?.kind ?? 'stacks';
