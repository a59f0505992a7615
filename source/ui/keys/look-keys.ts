import {detailScreen} from '../../state/detail.js';
import {screenIn, taggedIn} from '../../state/selectors.js';
import type {DetailTab} from '../../state/view.js';
import {ask, push, pushLogs, withView} from '../../state/view-updates.js';
import type {Binding, KeyContext} from './binding.js';
import {copyItems} from './copy-menu.js';
import {noContainer} from './targets.js';

const noRow = ({row}: KeyContext): string | null =>
  !row ? 'there is no container here' : row.kind === 'missing' ? noContainer : null;

const notOnStack = (context: KeyContext): string | null =>
  noRow(context) ?? (context.row?.kind === 'stack' ? 'choose a container of the stack first' : null);

const noShell = (context: KeyContext): string | null => {
  const missing = notOnStack(context);
  if (missing || context.row?.kind !== 'container') return missing;
  const {state} = context.row.member.container;
  if (state === 'paused') return 'it is paused: p lets it go on, then a shell can start in it';
  return state === 'running' ? null : 'it does not run: a shell needs a running container (S starts it)';
};

const openDetail = (context: KeyContext, tab: DetailTab): void => {
  if (!context.row || context.row.kind === 'missing') return;
  const {key, kind} = context.row;
  context.update(state => push(state, detailScreen(key, tab, kind)));
  context.actions.openDetail(key, tab);
};

/** What opens something to look at. */
export const lookKeys: readonly Binding[] = [
  {
    id: 'look.detail',
    keys: ['enter', 'tab'],
    screens: ['stacks'],
    group: 'Look',
    does: 'detail of the container, or of the stack',
    disabled: noRow,
    word: 'detail',
    place: 1,
    run: context => openDetail(context, 'overview'),
  },
  {
    id: 'look.health',
    keys: ['d'],
    screens: ['stacks'],
    group: 'Look',
    does: 'detail, on its health',
    disabled: notOnStack,
    run: context => openDetail(context, 'health'),
  },
  {
    id: 'look.inspect',
    keys: ['i'],
    screens: ['stacks'],
    group: 'Look',
    does: 'detail, on inspect',
    disabled: notOnStack,
    run: context => openDetail(context, 'inspect'),
  },
  {
    id: 'look.logs',
    keys: ['l'],
    screens: ['stacks', 'detail'],
    group: 'Look',
    does: 'logs (stack row: of all its containers, merged; tagged rows: theirs)',
    word: 'logs',
    place: 2,
    disabled: noRow,
    run({state, row, update, actions}) {
      const failed = state.view.outcome;
      const tagged = screenIn(state).kind === 'stacks' ? taggedIn(state).map(({member}) => member.key) : [];
      const keys = failed?.key !== undefined ? [failed.key] : tagged.length > 0 ? tagged : row ? [row.key] : [];
      const [key] = keys;
      if (key === undefined) return;
      update(latest => pushLogs(withView(latest, {outcome: null}), key));
      actions.openLogs(keys);
    },
  },
  {
    id: 'look.shell',
    keys: ['e'],
    screens: ['stacks', 'detail'],
    group: 'Act',
    does: 'shell in the container',
    word: 'shell',
    place: 3,
    changes: true,
    disabled: noShell,
    run({row, actions}) {
      if (row?.kind === 'container') actions.openShell(row.key, null);
    },
  },
  {
    id: 'look.shell-as',
    keys: ['E'],
    screens: ['stacks', 'detail'],
    group: 'Act',
    does: 'shell with a user or a command of your choice: `root`, `postgres bash -l`',
    changes: true,
    disabled: noShell,
    run({row, update}) {
      if (row?.kind === 'container') update(state => ask(state, {kind: 'shell', key: row.key, typed: 'root'}));
    },
  },
  {
    id: 'look.copy',
    keys: ['c'],
    screens: ['stacks', 'detail'],
    group: 'Look',
    does: 'copy: name, id, image, address, URL, env, docker command',
    word: 'copy',
    place: 10,
    disabled: ({row}) => (row ? null : 'there is nothing to copy'),
    run: context => context.update(state => ask(state, {kind: 'menu', title: 'Copy', items: copyItems(context), index: 0})),
  },
];
