import {type CommandLine, completed, freshLine, recalled, typedInto} from '../../state/command-line.js';
import {edited, insert} from '../../state/line-input.js';
import type {Prompt} from '../../state/view.js';
import {ask} from '../../state/view-updates.js';
import type {KeyContext} from './binding.js';

type LinePrompt = Extract<Prompt, {kind: 'command-line'}>;

const show = (context: KeyContext, line: CommandLine): void => context.update(state => ask(state, {kind: 'command-line', line}));

/** Begins to type on the free line, with a text that is there already. */
export const typeCommand = (context: KeyContext, text: string): void => show(context, freshLine(text));

/** A key while something is typed on the free line. */
export const commandLineKey = ({line}: LinePrompt, key: string, context: KeyContext): void => {
  const {commands} = context.state;
  if (!commands) return;
  const {words, history} = commands;
  if (key === 'enter') {
    const text = line.input.text.trim();
    context.update(state => ask(state, null));
    if (text !== '') context.actions.commands.run(text, '');
  } else if (key === 'up' || key === 'ctrl-p') show(context, recalled(line, history, -1));
  else if (key === 'down' || key === 'ctrl-n') show(context, recalled(line, history, 1));
  else if (key === 'tab' || key === 'shift-tab') show(context, completed(line, words, history, key === 'tab' ? 1 : -1));
  else {
    const input = edited(line.input, key);
    if (input) show(context, typedInto(line, input));
  }
};

/** A statement that is pasted may be long; it is never run by that. */
export const pasteInCommandLine = ({line}: LinePrompt, text: string, context: KeyContext): void =>
  show(context, typedInto(line, insert(line.input, text)));
