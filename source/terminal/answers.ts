import type {Scheme} from './theme.js';

/** Asks for the background's colour (xterm's OSC 11), then for attributes (DA1), which every terminal answers: the end of the wait. */
export const question = '\u001b]11;?\u001b\\\u001b[c';

const colour = '\\u001b\\]1[01];rgba?:[0-9a-f/]+(?:\\u0007|\\u001b\\\\)';
const attributes = '\\u001b\\[\\?[\\d;]*c';

/** A text that starts with a terminal's whole answer about itself. */
export const wholeAnswer = new RegExp(`^(?:${colour}|${attributes})`, 'i');

/** A text that may become one: an answer comes in as many pieces as the line between makes of it. */
export const begunAnswer =
  /^\u001b(?:\](?:1(?:[01](?:;(?:r(?:g(?:b(?:a?(?::[0-9a-f/]*\u001b?)?)?)?)?)?)?)?)?|\[(?:\?[\d;]*)?)?$/i;

const isAttributes = new RegExp(`^${attributes}$`);
const background = /^\u001b\]11;rgba?:([0-9a-f]{1,4})\/([0-9a-f]{1,4})\/([0-9a-f]{1,4})/i;

/** Whether it answers the last question, so that nothing more is to come. */
export const isLastAnswer = (answer: string): boolean => isAttributes.test(answer);

/** What an answer says of the background; null when it is about something else. Brightness by the luma of BT.709; half and above is light. */
export const schemeOfAnswer = (answer: string): Scheme | null => {
  const parts = background.exec(answer)?.slice(1);
  if (!parts) return null;
  const [red = 0, green = 0, blue = 0] = parts.map(part => Number.parseInt(part, 16) / (16 ** part.length - 1));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue >= 0.5 ? 'light' : 'dark';
};

export interface Sorted {
  readonly answers: readonly string[];
  /** What is no answer. */
  readonly typed: string;
  /** The end of the text, when an answer may have begun there; else ''. */
  readonly begun: string;
}

/** Tells a terminal's answers from what its person types in between. */
export const sortAnswers = (text: string): Sorted => {
  const answers: string[] = [];
  let typed = '';
  let rest = text;
  while (rest !== '') {
    const at = rest.indexOf('\u001b');
    typed += at < 0 ? rest : rest.slice(0, at);
    rest = at < 0 ? '' : rest.slice(at);
    const answer = wholeAnswer.exec(rest)?.[0];
    if (answer !== undefined) answers.push(answer);
    else if (begunAnswer.test(rest)) break;
    else typed += rest.slice(0, 1);
    rest = rest.slice(answer?.length ?? 1);
  }
  return {answers, typed, begun: rest};
};
