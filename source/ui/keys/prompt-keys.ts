import type {MenuChoice, Prompt} from '../../state/view.js';
import {ask, notify, sortBy, withFilter} from '../../state/view-updates.js';
import {plainText} from '../../terminal/sanitise.js';
import type {KeyContext} from './binding.js';
import {problemOfLine, reach} from './goals.js';
import {acceptInLog, leaveInLog, typeInLog} from './log-prompt.js';
import {questionOf} from './targets.js';
import {isTopicPrompt, leaveInTopics, typeInTopics} from './topic-prompt.js';

/** Prompts that text is typed into. */
type Input = Extract<Prompt, {readonly typed: string}>;
type Menu = Extract<Prompt, {kind: 'menu'}>;

/** Text with one key more. Null when the key is none that edits. */
const edited = (typed: string, key: string): string | null => {
  if (key === 'backspace') return [...typed].slice(0, -1).join('');
  if (key === 'ctrl-u') return '';
  if (key === 'ctrl-w') return typed.replace(/\S+\s*$/, '');
  if (key === 'space') return `${typed} `;
  return [...key].length === 1 ? typed + key : null;
};

const choose = (choice: MenuChoice, context: KeyContext): void => {
  const {update, actions} = context;
  if (choice.kind === 'ask') {
    const {request} = choice;
    update(state => ask(state, {kind: 'confirm', goal: {kind: 'change', request}, question: questionOf(request, context)}));
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
const type = (prompt: Input, typed: string, context: KeyContext): void => {
  if (prompt.kind === 'log-search' || prompt.kind === 'log-filter') typeInLog(prompt, typed, context);
  else if (isTopicPrompt(prompt)) typeInTopics(prompt, typed, context);
  else if (prompt.kind === 'filter') context.update(state => ask(withFilter(state, typed, prompt.selected), {...prompt, typed}));
  else if (prompt.kind === 'line') context.update(state => ask(state, {...prompt, typed, problem: undefined}));
  else context.update(state => ask(state, {...prompt, typed}));
};

const accept = (prompt: Input, context: KeyContext): void => {
  const {update, actions} = context;
  if (prompt.kind === 'log-search' || prompt.kind === 'log-filter') {
    acceptInLog(prompt, context);
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
  else if (isTopicPrompt(prompt)) leaveInTopics(prompt, context);
  else if (prompt.kind === 'filter') context.update(state => ask(withFilter(state, prompt.before, prompt.selected), null));
  else context.update(state => ask(state, null));
};

const inputKey = (prompt: Input, key: string, context: KeyContext): void => {
  const searching = prompt.kind !== 'shell' && prompt.kind !== 'type-name' && prompt.kind !== 'line';
  if (key === 'enter' || (searching && (key === 'down' || key === 'up'))) {
    accept(prompt, context);
    return;
  }
  const typed = edited(prompt.typed, key);
  if (typed !== null) type(prompt, typed, context);
};

/** A key while something is asked. It is always taken. */
export const pressInPrompt = (prompt: Prompt, key: string, context: KeyContext): void => {
  if (key === 'ctrl-c' || key === 'esc' || (key === 'q' && prompt.kind === 'menu')) leave(prompt, context);
  else if (prompt.kind === 'menu') menuKey(prompt, key, context);
  else if (prompt.kind !== 'confirm' && prompt.kind !== 'quit') inputKey(prompt, key, context);
  else if (key === 'n') leave(prompt, context);
  else if (key === 'enter' || key === 'y') {
    context.update(state => ask(state, null));
    if (prompt.kind === 'quit') context.actions.quit();
    else reach(prompt.goal, '', context.actions);
  }
};

const longestPaste = 500;

/** Pasted text goes into an input as one line; where nothing is typed it does nothing. */
export const pasteInPrompt = (prompt: Prompt | null, text: string, context: KeyContext): void => {
  if (!prompt || !('typed' in prompt)) return;
  const line = plainText(text.replace(/[\r\n]+/g, '\n'))
    .slice(0, longestPaste)
    .trimEnd();
  type(prompt, prompt.typed + line, context);
};
