import {hitsOf} from '../../state/answer-find.js';
import {moveCursor, paused, scroll, toEnd, toHit, toStart} from '../../state/answer-moves.js';
import {type CommandsView, chooseEntry, withCommands} from '../../state/commands.js';
import {bodyHeight} from '../../state/layout.js';
import {notify} from '../../state/view-updates.js';
import {answerPage} from '../format/answer-page.js';
import {commandLayout} from '../format/command-layout.js';
import {changeAnswer} from './answer-context.js';
import type {Binding, KeyContext} from './binding.js';
import {typeCommand} from './command-line-keys.js';

const screens = ['commands'] as const;
const group = 'Move' as const;

/** The list has the keys, or there is nothing else. */
const inList = (view: CommandsView): boolean => view.focus === 'list';

const choose = (context: KeyContext, by: number): void =>
  context.update(state => withCommands(state, view => chooseEntry(view, by)));

const line =
  (by: 1 | -1) =>
  (context: KeyContext): void => {
    const view = context.state.commands;
    if (!view) return;
    if (inList(view)) choose(context, by);
    else changeAnswer(context, (answer, page) => moveCursor(answer, by, page));
  };

/** Pages are the answer's, wherever the keys are: in a list without an answer they are the list's. */
const pages =
  (share: number) =>
  (context: KeyContext): void => {
    const {commands, view} = context.state;
    if (!commands) return;
    const height = bodyHeight(context.state);
    if (!commands.answer) {
      const {listHeight} = commandLayout(commands, view.size.columns, height);
      choose(context, Math.sign(share) * Math.max(1, Math.floor(listHeight * Math.abs(share)) - 1));
      return;
    }
    const {height: rows} = answerPage(commands, commands.answer, view.size.columns, height);
    const by = Math.sign(share) * Math.max(1, Math.floor(rows * Math.abs(share)) - (Math.abs(share) === 1 ? 1 : 0));
    changeAnswer(context, (answer, page) => scroll(answer, by, page));
  };

const end =
  (direction: 1 | -1) =>
  (context: KeyContext): void => {
    const view = context.state.commands;
    if (!view) return;
    if (inList(view)) choose(context, direction * view.entries.length);
    else changeAnswer(context, (answer, page) => (direction === 1 ? toEnd(answer, page) : toStart(answer)));
  };

const sideways = (context: KeyContext, direction: 1 | -1): void => {
  const view = context.state.commands;
  if (view?.wrap) context.update(state => notify(state, 'lines are wrapped: w unwraps them', 'warn'));
  else
    context.update(state =>
      withCommands(state, ({sideways: cells}) => ({sideways: Math.max(0, Math.min(60_000, cells + direction * 20))})),
    );
};

const search =
  (direction: 1 | -1) =>
  (context: KeyContext): void => {
    const view = context.state.commands;
    if (!view?.answer) return;
    if (view.search === '') context.update(state => notify(state, 'nothing is searched: / searches', 'warn'));
    else if (view.answer.text.blocks.every(block => hitsOf(block, view.search).length === 0))
      context.update(state => notify(state, `"${view.search}" is not in this answer`, 'warn'));
    else {
      context.update(state => withCommands(state, {focus: 'answer'}));
      changeAnswer(context, (answer, page) => toHit(answer, view.search, direction, page));
    }
  };

/** Moving in the list of commands, and in an answer. */
export const answerMoveKeys: readonly Binding[] = [
  {id: 'commands.up', keys: ['up', 'k'], screens, group, does: 'up', run: line(-1)},
  {id: 'commands.down', keys: ['down', 'j'], screens, group, does: 'down', run: line(1)},
  {id: 'commands.page-up', keys: ['pgup', 'ctrl-b'], screens, group, does: 'a page of the answer up', run: pages(-1)},
  {id: 'commands.page-down', keys: ['pgdn', 'ctrl-f'], screens, group, does: 'a page of the answer down', run: pages(1)},
  {id: 'commands.half-up', keys: ['ctrl-u'], screens, group, does: 'half a page up', run: pages(-0.5)},
  {id: 'commands.half-down', keys: ['ctrl-d'], screens, group, does: 'half a page down', run: pages(0.5)},
  {id: 'commands.first', keys: ['g', 'home'], screens, group, does: 'to the beginning', run: end(-1)},
  {id: 'commands.last', keys: ['G', 'end'], screens, group, does: 'to the end; what still comes is followed', run: end(1)},
  {
    id: 'commands.follow',
    keys: ['space'],
    screens,
    group,
    does: 'a page down; of what goes on for ever: pause, and follow',
    word: ({state}) => {
      const answer = state.commands?.answer;
      return answer?.keeps === 'last' && !answer.end ? (answer.place ? 'follow' : 'pause') : '';
    },
    place: 2,
    run(context) {
      const answer = context.state.commands?.answer;
      if (answer?.keeps !== 'last' || answer.end) pages(1)(context);
      else changeAnswer(context, (now, page) => (now.place ? toEnd(now, page) : paused(now, page)));
    },
  },
  {
    id: 'commands.left',
    keys: ['left', 'h'],
    screens,
    group,
    does: 'to the left',
    run: context => sideways(context, -1),
  },
  {
    id: 'commands.right',
    keys: ['right'],
    screens,
    group,
    does: 'to the right, where lines are cut; in the list: change the command before it runs',
    run(context) {
      const view = context.state.commands;
      const entry = view?.entries[view.chosen];
      if (view && inList(view)) typeCommand(context, entry?.does === 'line' ? entry.line : '');
      else sideways(context, 1);
    },
  },
  {id: 'commands.next', keys: ['n'], screens, group, does: 'the next place found', run: search(1)},
  {id: 'commands.previous', keys: ['N'], screens, group, does: 'the place found before', run: search(-1)},
];
