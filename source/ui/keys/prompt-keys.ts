import {selectedIndexIn} from '../../state/selectors.js';
import type {State} from '../../state/state.js';
import type {MenuChoice, Prompt} from '../../state/view.js';
import {ask, notify, selectIndex, sortBy, withView} from '../../state/view-updates.js';
import type {KeyContext} from './binding.js';
import {acceptInLog, leaveInLog, typeInLog} from './log-prompt.js';
import {questionOf} from './targets.js';

/** Text with one key more: what inputs have in common. Null when the key is none that edits. */
const edited = (typed: string, key: string): string | null => {
  if (key === 'backspace') return [...typed].slice(0, -1).join('');
  if (key === 'ctrl-u') return '';
  if (key === 'ctrl-w') return typed.replace(/\S+\s*$/, '');
  if (key === 'space') return `${typed} `;
  return [...key].length === 1 ? typed + key : null;
};

const filtered = (state: State, typed: string): State => selectIndex(withView(state, {filter: typed}), selectedIndexIn(state));

const choose = (choice: MenuChoice, context: KeyContext): void => {
  const {update, actions} = context;
  if (choice.kind === 'ask') {
    const {request} = choice;
    update(state => ask(state, {kind: 'confirm', request, question: questionOf(request, context)}));
    return;
  }
  update(state => ask(state, null));
  if (choice.kind === 'copy') actions.copy(choice.what, choice.text);
  else update(state => sortBy(state, choice.field));
};

const menuKey = (prompt: Extract<Prompt, {kind: 'menu'}>, key: string, context: KeyContext): void => {
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

const typeNameKey = (prompt: Extract<Prompt, {kind: 'type-name'}>, key: string, {update, actions}: KeyContext): void => {
  if (key === 'enter') {
    if (prompt.typed.trim() !== prompt.expected) {
      update(state => notify(ask(state, null), `nothing was done: "${prompt.typed}" is not ${prompt.expected}`, 'warn'));
      return;
    }
    update(state => ask(state, null));
    actions.run(prompt.request);
    return;
  }
  const typed = edited(prompt.typed, key);
  if (typed !== null) update(state => ask(state, {...prompt, typed}));
};

/** `root`, `postgres psql -l`: a user, then a command in words. No quoting: what needs a shell's syntax belongs into a shell. */
const shellChoice = (typed: string): {user: string; command: readonly string[]} => {
  const [user = '', ...command] = typed.trim().split(/\s+/);
  return {user, command};
};

/** A key while something is asked. It is always taken. */
export const pressInPrompt = (prompt: Prompt, key: string, context: KeyContext): void => {
  const {update, actions} = context;
  if (key === 'ctrl-c' || key === 'esc' || (key === 'q' && prompt.kind === 'menu')) {
    if (prompt.kind === 'log-search' || prompt.kind === 'log-filter') leaveInLog(prompt, context);
    else update(state => (prompt.kind === 'filter' ? ask(filtered(state, prompt.before), null) : ask(state, null)));
    return;
  }
  switch (prompt.kind) {
    case 'confirm':
      if (key === 'enter' || key === 'y') {
        update(state => ask(state, null));
        actions.run(prompt.request);
      } else if (key === 'n') update(state => ask(state, null));
      return;
    case 'type-name':
      typeNameKey(prompt, key, context);
      return;
    case 'menu':
      menuKey(prompt, key, context);
      return;
    case 'filter': {
      if (key === 'enter' || key === 'down' || key === 'up') {
        update(state => ask(state, null));
        return;
      }
      const typed = edited(prompt.typed, key);
      if (typed !== null) update(state => ask(filtered(state, typed), {...prompt, typed}));
      return;
    }
    case 'log-search':
    case 'log-filter': {
      if (key === 'enter' || key === 'down' || key === 'up') {
        acceptInLog(prompt, context);
        return;
      }
      const typed = edited(prompt.typed, key);
      if (typed !== null) typeInLog(prompt, typed, context);
      return;
    }
    case 'shell': {
      if (key === 'enter') {
        update(state => ask(state, null));
        actions.openShell(prompt.key, shellChoice(prompt.typed));
        return;
      }
      const typed = edited(prompt.typed, key);
      if (typed !== null) update(state => ask(state, {...prompt, typed}));
    }
  }
};

/** Pasted text goes into an input as it is, without line breaks; where nothing is asked it does nothing. */
export const pasteInPrompt = (prompt: Prompt | null, text: string, context: KeyContext): void => {
  if (!prompt || prompt.kind === 'confirm' || prompt.kind === 'menu') return;
  for (const character of text.replace(/[\r\n]+/g, ' ').slice(0, 500))
    pressInPrompt(prompt, character === ' ' ? 'space' : character, context);
};
