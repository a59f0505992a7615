import {onAbort} from '../engine/abort.js';
import type {EngineError} from '../engine/errors.js';
import type {Keyboard} from '../terminal/keyboard.js';
import {plainText} from '../terminal/sanitise.js';
import {wrap} from '../terminal/widths.js';

export type Choice = 'demo' | 'again' | 'quit';

/** What each key means; everything else is not an answer. */
const choices: Readonly<Record<string, Choice>> = {
  d: 'demo',
  r: 'again',
  q: 'quit',
  '\u001b': 'quit',
  '\u0003': 'quit',
  '\u0004': 'quit',
};

/** Keys that send more than a character, such as arrows and F1: none of them is Escape. */
const longKeys = /\u001b(?:\[\[?[\d;]*[@-~]|O.)/g;

/** The first answer in what was typed: keys pressed while the program was busy come together. */
const choiceIn = (typed: string): Choice | undefined => {
  for (const key of typed.replace(longKeys, '').toLowerCase()) if (choices[key]) return choices[key];
  return undefined;
};

const indent = ' '.repeat('stacktop: '.length);

/** In lines that break between words: a terminal breaks them anywhere. */
const inLines = (text: string, columns = 80): string =>
  wrap(plainText(text), Math.max(20, columns - indent.length - 1)).join(`\n${indent}`);

/** Says why no engine could be used, and asks what to do: on the normal screen, by one key. An abort is to quit. */
export const offerDemo = (error: EngineError, keyboard: Keyboard, signal: AbortSignal): Promise<Choice> =>
  new Promise(resolve => {
    const {stderr} = process;
    const finish = (choice: Choice): void => {
      release();
      keyboard.listen(null);
      stderr.write('\n');
      resolve(choice);
    };
    // Before the words: who reads them may press at once.
    keyboard.listen(typed => {
      const choice = choiceIn(typed);
      if (choice) finish(choice);
    });
    const told = [error.message, ...(error.hint === '' ? [] : [error.hint])].map(text => inLines(text, stderr.columns));
    stderr.write(`stacktop: ${told.join(`\n${indent}`)}\n`);
    stderr.write(`${indent}d: look around on the demo engine · r: try again · q: quit `);
    const release = onAbort(signal, () => finish('quit'));
  });
