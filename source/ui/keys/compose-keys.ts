import type {Row} from '../../model/rows.js';
import type {Answer} from '../../state/answer.js';
import {type AnswerPage, scroll, toEnd, toStart} from '../../state/answer-moves.js';
import {wholeOf} from '../../state/answer-text.js';
import {type ComposeView, chooseItem, chosenItem, composeRuns, inCompose} from '../../state/compose.js';
import {bodyHeight} from '../../state/layout.js';
import {ask, pop, push} from '../../state/view-updates.js';
import {composePage, subject} from '../format/compose-output.js';
import type {Binding, KeyContext} from './binding.js';

const screens = ['compose'] as const;

const viewOf = ({state}: KeyContext): ComposeView | null => state.compose;
const inMenu = (context: KeyContext): boolean => viewOf(context)?.focus === 'menu';

/** Back to the list; what runs is asked about first, and what is being found out is left. */
export const leaveCompose = (context: KeyContext): void => {
  const view = viewOf(context);
  const {actions, update} = context;
  if (view && composeRuns(view) && view.answer) {
    if (view.answer.stopping) return;
    const question = `Stop compose ${view.answer.title}? What is half done stays.`;
    update(state => ask(state, {kind: 'confirm', goal: {kind: 'compose', goal: {kind: 'stop'}}, question}));
  } else if (view?.asking != null) actions.compose.leaveAsking();
  else {
    actions.compose.close();
    update(pop);
  }
};

/** Moves in what compose wrote. */
const inText = (context: KeyContext, change: (answer: Answer, page: AnswerPage) => Answer): void =>
  context.update(state => {
    const {compose} = state;
    if (!compose?.answer) return state;
    const page = composePage(compose, compose.answer, state.view.size.columns, bodyHeight(state));
    return inCompose(state, compose.id, {answer: change(compose.answer, page)});
  });

const choose = (context: KeyContext, by: number): void =>
  context.update(state => (state.compose ? inCompose(state, state.compose.id, view => chooseItem(view, by)) : state));

const line =
  (by: 1 | -1) =>
  (context: KeyContext): void =>
    inMenu(context) ? choose(context, by) : inText(context, (answer, page) => scroll(answer, by, page));

const pages =
  (share: number) =>
  (context: KeyContext): void => {
    const by = (height: number): number =>
      Math.sign(share) * Math.max(1, Math.floor(height * Math.abs(share)) - (Math.abs(share) === 1 ? 1 : 0));
    if (inMenu(context)) choose(context, Math.sign(share) * 20);
    else inText(context, (answer, page) => scroll(answer, by(page.height), page));
  };

const end =
  (direction: 1 | -1) =>
  (context: KeyContext): void =>
    inMenu(context)
      ? choose(context, direction * 100)
      : inText(context, (answer, page) => (direction === 1 ? toEnd(answer, page) : toStart(answer)));

/** The service a row is about, there or missing; null for a whole stack, and for a container of none. */
const serviceOf = (row: Row): string | null => {
  if (row.kind === 'missing') return row.missing.name;
  return row.kind === 'container' ? row.member.container.service : null;
};

/** The command on screen: what runs or ran, or what the chosen line would run. */
const commandIn = (context: KeyContext): string => {
  const view = viewOf(context);
  if (!view) return '';
  return inMenu(context) ? (chosenItem(view)?.command ?? '') : (view.answer?.line ?? '');
};

const move = (name: string, keys: readonly string[], does: string, run: (context: KeyContext) => void): Binding => ({
  id: `compose.${name}`,
  keys,
  screens,
  group: 'Move',
  does,
  run,
});

/** Keys of the screen of compose, and the one that opens it. */
export const composeKeys: readonly Binding[] = [
  {
    id: 'compose.open',
    keys: ['C'],
    screens: ['stacks', 'detail'],
    group: 'Act',
    does: 'compose: up, pull, scale, run, config, down',
    word: 'compose',
    // Of a service without a container it is what helps.
    place: ({row}) => (row?.kind === 'missing' ? 1 : 9),
    disabled: ({row}) => (row ? null : 'there is no stack here'),
    run({row, update, actions}) {
      if (!row) return;
      const {key} = row.stack;
      update(state => push(state, {kind: 'compose', key}));
      actions.compose.open(key, serviceOf(row));
    },
  },
  {
    id: 'compose.do',
    keys: ['enter'],
    screens,
    group: 'Act',
    does: 'do what is chosen; what takes something away is asked for first',
    word: context => (inMenu(context) ? 'do it' : ''),
    place: 2,
    disabled(context) {
      const view = viewOf(context);
      if (!view || !inMenu(context)) return 'what compose wrote has the keys: Tab goes to the menu';
      if (composeRuns(view)) return 'compose still runs: Esc stops it';
      return view.obstacle?.text ?? chosenItem(view)?.disabled ?? view.asking;
    },
    run(context) {
      const view = viewOf(context);
      const item = view && chosenItem(view);
      if (item) context.actions.compose.choose(item.action);
    },
  },
  {
    id: 'compose.pane',
    keys: ['tab', 'shift-tab'],
    screens,
    group: 'Look',
    does: 'from the menu to what compose wrote, and back',
    word: context => (viewOf(context)?.answer ? (inMenu(context) ? 'output' : 'menu') : ''),
    place: 4,
    disabled: context => (viewOf(context)?.answer ? null : 'compose has not run yet'),
    run: ({update}) =>
      update(state =>
        state.compose ? inCompose(state, state.compose.id, ({focus}) => ({focus: focus === 'menu' ? 'output' : 'menu'})) : state,
      ),
  },
  {
    id: 'compose.copy',
    keys: ['c', 'y'],
    screens,
    group: 'Look',
    does: 'copy the command, as it is typed into a shell',
    word: 'copy the command',
    place: 3,
    disabled: context => (commandIn(context) === '' ? 'there is no command here' : null),
    run: context => context.actions.copy('the command', commandIn(context)),
  },
  {
    id: 'compose.save',
    keys: ['s', 'ctrl-s'],
    screens,
    group: 'Look',
    does: 'save what compose wrote to a file',
    word: context => (inMenu(context) ? '' : 'save'),
    place: 5,
    disabled: context => ((viewOf(context)?.answer?.text.came ?? 0) > 0 ? null : 'compose has written nothing'),
    run(context) {
      const view = viewOf(context);
      if (!view?.answer) return;
      const {answer, action} = view;
      const title = `${subject(view)} compose ${answer.title}`;
      context.actions.saveLog(title, wholeOf(answer.text), action === 'config' ? 'yml' : 'txt');
    },
  },
  move('up', ['up', 'k'], 'up', line(-1)),
  move('down', ['down', 'j'], 'down', line(1)),
  move('page-up', ['pgup', 'ctrl-b'], 'a page up', pages(-1)),
  move('page-down', ['pgdn', 'ctrl-f', 'space'], 'a page down', pages(1)),
  move('half-up', ['ctrl-u'], 'half a page up', pages(-0.5)),
  move('half-down', ['ctrl-d'], 'half a page down', pages(0.5)),
  move('first', ['g', 'home'], 'to the beginning', end(-1)),
  move('last', ['G', 'end'], 'to the end; what still comes is followed', end(1)),
  {
    id: 'compose.close',
    keys: ['esc'],
    screens,
    group: 'Program',
    does: 'close; what still runs is asked about, and stopped',
    word: context => (composeRuns(viewOf(context)) ? 'stop' : ''),
    place: 1,
    run: leaveCompose,
  },
];
