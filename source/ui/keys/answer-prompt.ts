import {countHits, toNearestHit} from '../../state/answer-moves.js';
import {withCommands} from '../../state/commands.js';
import type {Prompt} from '../../state/view.js';
import {ask, notify} from '../../state/view-updates.js';
import {changeAnswer} from './answer-context.js';
import type {KeyContext} from './binding.js';

type SearchPrompt = Extract<Prompt, {kind: 'answer-search'}>;

/** What is typed is searched at once, from where the search began. */
export const typeInAnswer = (prompt: SearchPrompt, context: KeyContext): void => {
  const {typed, place} = prompt;
  context.update(state => withCommands(ask(state, prompt), {search: typed}));
  changeAnswer(context, (answer, page) => (typed === '' ? {...answer, place} : toNearestHit(answer, typed, place, page)));
};

/** Enter: what was typed stays. */
export const acceptInAnswer = (context: KeyContext): void => {
  context.update(state => ask(state, null));
  const {commands} = context.state;
  if (commands?.answer && commands.search !== '' && countHits(commands.answer, commands.search).total === 0)
    context.update(state => notify(state, 'not found in this answer', 'info', 2000));
};

/** Esc: as it was before. */
export const leaveInAnswer = (prompt: SearchPrompt, context: KeyContext): void => {
  context.update(state => withCommands(ask(state, null), {search: prompt.before}));
  changeAnswer(context, answer => ({...answer, place: prompt.place}));
};
