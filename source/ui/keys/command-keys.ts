import {lineAt} from '../../state/answer-text.js';
import {type CommandsView, chosenEntry, isRunning, withCommands} from '../../state/commands.js';
import {ask, pop, withView} from '../../state/view-updates.js';
import {answerFile} from '../format/answer-file.js';
import {answerMoveKeys} from './answer-move-keys.js';
import type {Binding, KeyContext} from './binding.js';
import {typeCommand} from './command-line-keys.js';

const screens = ['commands'] as const;
const group = 'Commands' as const;

const viewOf = ({state}: KeyContext): CommandsView | null => state.commands;
const inList = (context: KeyContext): boolean => viewOf(context)?.focus === 'list';
const stillRuns = (context: KeyContext): string | null =>
  isRunning(viewOf(context)) ? 'the command still runs: Esc stops it' : null;
const noAnswer = (context: KeyContext): string | null => {
  const {came = 0, dropped = 0} = viewOf(context)?.answer?.text ?? {};
  return came - dropped > 0 ? null : 'there is no answer yet';
};

/** Runs the chosen command, or asks for what it needs to know. */
const runChosen = (context: KeyContext): void => {
  const view = viewOf(context);
  const entry = view ? chosenEntry(view) : undefined;
  if (!entry) return;
  const {commands} = context.actions;
  if (entry.does === 'line') commands.run(entry.line, entry.name);
  else commands.transfer(entry.does);
};

/** What a person may change before it runs: the chosen command, or the one whose answer is shown. */
const editable = (view: CommandsView | null): string => {
  if (!view) return '';
  if (view.focus === 'answer') return view.answer?.again ?? '';
  const entry = chosenEntry(view);
  return entry?.does === 'line' ? entry.line : '';
};

/** Goes back to the list of stacks; what still runs is ended. In the middle of what would be undone it asks. */
export const leaveCommands = (context: KeyContext): void => {
  const view = viewOf(context);
  if (isRunning(view) && view?.answer?.undone) {
    const question = `${view.answer.title} is under way: stop it and leave?`;
    context.update(state => ask(state, {kind: 'confirm', goal: {kind: 'command', goal: {kind: 'close'}}, question}));
    return;
  }
  context.actions.commands.close();
  context.update(pop);
};

/** What Esc does: one thing at a time, and at last it closes. */
const stopOrClose = (context: KeyContext): void => {
  const view = viewOf(context);
  if (context.state.view.outcome) context.update(state => withView(state, {outcome: null}));
  else if (isRunning(view)) context.actions.commands.stop();
  else if (view && view.search !== '') context.update(state => withCommands(state, {search: ''}));
  else leaveCommands(context);
};

/** Keys of the commands of a service. */
export const commandKeys: readonly Binding[] = [
  {
    id: 'commands.run',
    keys: ['enter'],
    screens,
    group,
    does: 'run the chosen command',
    word: context => (inList(context) ? 'run' : ''),
    place: 2,
    disabled: context =>
      inList(context) ? stillRuns(context) : 'the answer has the keys: Tab goes to the commands, : types one, ^r runs it again',
    run: runChosen,
  },
  {
    id: 'commands.edit',
    keys: ['e', 'i'],
    screens,
    group,
    does: 'change it before it runs; on an answer: change what was run',
    word: 'edit',
    place: 3,
    disabled: stillRuns,
    run: context => typeCommand(context, editable(viewOf(context))),
  },
  {
    id: 'commands.type',
    keys: [':'],
    screens,
    group,
    does: 'type a command: ↑ ↓ earlier ones, Tab completes, Enter runs, Esc leaves',
    word: 'type',
    place: 4,
    disabled: stillRuns,
    run: context => typeCommand(context, ''),
  },
  {
    id: 'commands.again',
    keys: ['ctrl-r'],
    screens,
    group,
    does: 'run the last command again',
    word: context => (inList(context) ? '' : 'again'),
    place: 6,
    disabled: context =>
      stillRuns(context) ?? (viewOf(context)?.answer?.again ? null : 'nothing was run that could be run again'),
    run(context) {
      const answer = viewOf(context)?.answer;
      if (answer?.again) context.actions.commands.run(answer.again, answer.title === answer.line ? '' : answer.title);
    },
  },
  {
    id: 'commands.pane',
    keys: ['tab', 'shift-tab'],
    screens,
    group,
    does: 'from the commands to the answer, and back',
    word: context => (inList(context) ? (viewOf(context)?.answer ? 'answer' : '') : 'commands'),
    place: 5,
    run(context) {
      const view = viewOf(context);
      if (view?.focus === 'list' && !view.answer) typeCommand(context, editable(view));
      else context.update(state => withCommands(state, ({focus}) => ({focus: focus === 'list' ? 'answer' : 'list'})));
    },
  },
  {
    id: 'commands.search',
    keys: ['/', 'f3'],
    screens,
    group,
    does: 'search the answer: text, or /a regular expression/; n and N go on',
    word: 'search',
    place: 7,
    disabled: noAnswer,
    run: ({update}) =>
      update(state => {
        const {commands} = state;
        if (!commands?.answer) return state;
        const {search, answer} = commands;
        const prompt = {kind: 'answer-search', typed: search, before: search, place: answer.place} as const;
        return ask(withCommands(state, {focus: 'answer'}), prompt);
      }),
  },
  ...answerMoveKeys,
  {
    id: 'commands.wrap',
    keys: ['w'],
    screens,
    group,
    does: 'wrap long lines; of a table: each row by its columns, whole',
    word: context => (noAnswer(context) === null ? (viewOf(context)?.wrap ? 'unwrap' : 'wrap') : ''),
    place: 8,
    run: ({update}) => update(state => withCommands(state, ({wrap}) => ({wrap: !wrap, sideways: 0}))),
  },
  {
    id: 'commands.copy',
    keys: ['c', 'y'],
    screens,
    group,
    does: 'copy the chosen line of the answer',
    word: 'copy',
    place: 10,
    disabled: noAnswer,
    run(context) {
      const answer = viewOf(context)?.answer;
      const found = answer && lineAt(answer.text, answer.place?.cursor ?? answer.text.came - 1);
      if (found) context.actions.copy(answer.columns && !found.stderr ? 'the row' : 'the line', found.text);
    },
  },
  {
    id: 'commands.save',
    keys: ['s', 'ctrl-s'],
    screens,
    group,
    does: 'save the answer to a file',
    word: 'save',
    place: 9,
    disabled: noAnswer,
    run(context) {
      const view = viewOf(context);
      if (!view?.answer) return;
      const {text, extension} = answerFile(view.answer);
      context.actions.saveLog(`${view.name} ${view.answer.title}`, text, extension);
    },
  },
  {
    id: 'commands.close',
    keys: ['esc'],
    screens,
    group,
    does: 'stop what runs, in the container too; clear the search; close',
    word: context => (isRunning(viewOf(context)) ? 'stop' : ''),
    place: 1,
    run: stopOrClose,
  },
];
