import type {Answer} from '../../state/answer.js';
import type {AnswerPage} from '../../state/answer-moves.js';
import {inAnswer} from '../../state/commands.js';
import {bodyHeight} from '../../state/layout.js';
import {answerPage} from '../format/answer-page.js';
import type {KeyContext} from './binding.js';

/** Changes the answer on screen; nothing when there is none. */
export const changeAnswer = (context: KeyContext, change: (answer: Answer, page: AnswerPage) => Answer): void =>
  context.update(state => {
    const {commands, view} = state;
    if (!commands?.answer) return state;
    const page = answerPage(commands, commands.answer, view.size.columns, bodyHeight(state));
    return inAnswer(state, commands.answer.id, answer => change(answer, page));
  });
