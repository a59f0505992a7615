import {edited, insert, type LineInput} from '../../state/line-input.js';
import type {Confirm, MenuChoice, Prompt} from '../../state/view.js';
import {ask, notify, sortBy, withFilter} from '../../state/view-updates.js';
import {plainText} from '../../terminal/sanitise.js';
import {acceptInAnswer, leaveInAnswer, typeInAnswer} from './answer-prompt.js';
import type {KeyContext} from './binding.js';
import {commandLineKey, pasteInCommandLine} from './command-line-keys.js';
import {problemOfLine, reach} from './goals.js';
import {acceptInLog, acceptLogRange, leaveInLog, typeInLog} from './log-prompt.js';
import {acceptSave, toggleHow} from './log-save-prompt.js';
import {pressInPalette} from './palette-keys.js';
import {planMoves, scrollPlan} from './plan-keys.js';
import {runAction} from './table.js';
import {questionOf} from './targets.js';
import {isTopicPrompt, leaveInTopics, typeInTopics} from './topic-prompt.js';

/** Prompts that text is typed into. */
type Input = Extract<Prompt, {readonly typed: string}>;
type Menu = Extract<Prompt, {kind: 'menu'}>;

const choose = (choice: MenuChoice, context: KeyContext): void => {
  const {update, actions} = context;
  if (choice.kind === 'ask') {
    const {request} = choice;
    update(state => ask(state, {kind: 'confirm', goal: {kind: 'change', request}, question: questionOf(request, context)}));
    return;
  }
  if (choice.kind === 'line') {
    update(state => ask(state, {...choice, typed: ''}));
    return;
  }
  update(state => ask(state, null));
  if (choice.kind === 'reach') reach(choice.goal, '', actions);
  else if (choice.kind === 'copy') actions.copy(choice.what, choice.text);
  else if (choice.kind === 'say') update(state => notify(state, choice.text, 'warn'));
  // Unlike its key, the menu never turns an order round: what was chosen is what one gets.
  else update(state => (state.view.sort.field === choice.field ? state : sortBy(state, choice.field)));
};

const menuKey = (prompt: Menu, key: string, context: KeyContext): void => {
  const to = (index: number): void =>
    context.update(state => ask(state, {...prompt, index: Math.max(0, Math.min(prompt.items.length - 1, index))}));
  if (key === 'down' || key === 'j' || key === 'tab') to(prompt.index + 1);
  else if (key === 'up' || key === 'k' || key === 'shift-tab') to(prompt.index - 1);
  else if (key === 'home' || key === 'g') to(0);
  else if (key === 'end' || key === 'G') to(prompt.items.length - 1);
  else if (key === 'enter') {
    const item = prompt.items[prompt.index];
    if (item) choose(item.choice, context);
  }
};

/** `root`, `postgres psql -l`: a user, then a command in words. No quoting: what needs a shell's syntax belongs into a shell. */
const shellChoice = (typed: string): {user: string; command: readonly string[]} => {
  const [user = '', ...command] = typed.trim().split(/\s+/);
  return {user, command};
};

/** What is typed acts at once where it filters or searches. */
const type = (prompt: Input, {text, cursor}: LineInput, context: KeyContext): void => {
  const next = {...prompt, typed: text, cursor};
  if (next.kind === 'log-search' || next.kind === 'log-filter') typeInLog(next, context);
  else if (next.kind === 'answer-search') typeInAnswer(next, context);
  else if (isTopicPrompt(next)) typeInTopics(next, context);
  else if (next.kind === 'filter') context.update(state => ask(withFilter(state, text, next.selected), next));
  else if (next.kind === 'line' || next.kind === 'log-range') context.update(state => ask(state, {...next, problem: undefined}));
  else context.update(state => ask(state, next));
};

const inputOf = ({typed, cursor = typed.length}: Input): LineInput => ({text: typed, cursor});

const accept = (prompt: Input, context: KeyContext): void => {
  const {update, actions} = context;
  if (prompt.kind === 'log-search' || prompt.kind === 'log-filter') {
    acceptInLog(prompt, context);
    return;
  }
  if (prompt.kind === 'log-range') {
    acceptLogRange(prompt, context);
    return;
  }
  if (prompt.kind === 'answer-search') {
    acceptInAnswer(context);
    return;
  }
  if (prompt.kind === 'log-save') {
    acceptSave(prompt, context);
    return;
  }
  const problem = prompt.kind === 'line' ? problemOfLine(prompt, context.state) : null;
  if (prompt.kind === 'line' && problem !== null) {
    update(state => ask(state, {...prompt, problem}));
    return;
  }
  update(state => ask(state, null));
  if (prompt.kind === 'shell') actions.openShell(prompt.key, shellChoice(prompt.typed));
  if (prompt.kind === 'line') reach(prompt.goal, prompt.typed, actions);
  if (prompt.kind !== 'type-name') return;
  if (prompt.expected !== '' && prompt.typed.trim() === prompt.expected) reach(prompt.goal, prompt.typed, actions);
  else update(state => notify(state, `nothing was done: "${prompt.typed}" is not ${prompt.expected}`, 'warn'));
};

const leave = (prompt: Prompt, context: KeyContext): void => {
  if (prompt.kind === 'log-search' || prompt.kind === 'log-filter') leaveInLog(prompt, context);
  else if (prompt.kind === 'answer-search') leaveInAnswer(prompt, context);
  else if (isTopicPrompt(prompt)) leaveInTopics(prompt, context);
  else if (prompt.kind === 'filter') context.update(state => ask(withFilter(state, prompt.before, prompt.selected), null));
  else context.update(state => ask(state, null));
};

/** What is typed is not searched for while it is typed. */
const plainInputs: readonly Input['kind'][] = ['shell', 'type-name', 'line', 'log-save', 'log-range'];

const inputKey = (prompt: Input, key: string, context: KeyContext): void => {
  if (prompt.kind === 'log-save' && key === 'tab') {
    toggleHow(prompt, context);
    return;
  }
  const searching = !plainInputs.includes(prompt.kind);
  if (key === 'enter' || (searching && (key === 'down' || key === 'up'))) {
    accept(prompt, context);
    return;
  }
  const input = edited(inputOf(prompt), key);
  if (input) type(prompt, input, context);
};

/** Asks for the other thing; pressed once more, for the first again. */
const turn = ({goal, question, instead}: Confirm, {update}: KeyContext): void => {
  if (!instead) return;
  const {key, word, back, other} = instead;
  update(state => ask(state, {kind: 'confirm', ...other, instead: {key, word: back, back: word, other: {goal, question}}}));
};

/** A key while something is asked. It is always taken. */
export const pressInPrompt = (prompt: Prompt, key: string, context: KeyContext): void => {
  if (key === 'ctrl-c' || key === 'esc' || (key === 'q' && prompt.kind === 'menu')) leave(prompt, context);
  else if (prompt.kind === 'menu') menuKey(prompt, key, context);
  else if (prompt.kind === 'palette') pressInPalette(prompt, key, context, id => runAction(id, context));
  else if (prompt.kind === 'command-line') commandLineKey(prompt, key, context);
  else if (prompt.kind !== 'confirm' && prompt.kind !== 'quit') inputKey(prompt, key, context);
  else if (key === 'n') leave(prompt, context);
  else if (prompt.kind === 'confirm' && key === prompt.instead?.key) turn(prompt, context);
  else if (prompt.kind === 'confirm' && prompt.goal.kind === 'plan' && planMoves[key]) scrollPlan(context, planMoves[key]);
  else if (key === 'enter' || key === 'y') {
    context.update(state => ask(state, null));
    if (prompt.kind === 'quit') context.actions.quit();
    else reach(prompt.goal, '', context.actions);
  }
};

const longestPaste = 500;

/** Pasted text goes into an input as one line; where nothing is typed it does nothing. */
export const pasteInPrompt = (prompt: Prompt | null, text: string, context: KeyContext): void => {
  if (!prompt) return;
  const line = plainText(text.replace(/[\r\n]+/g, '\n')).trimEnd();
  if (prompt.kind === 'command-line') pasteInCommandLine(prompt, line, context);
  else if ('typed' in prompt) type(prompt, insert(inputOf(prompt), line.slice(0, longestPaste)), context);
};
