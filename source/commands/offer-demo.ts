import type {EngineError} from '../engine/errors.js';
import {plainText} from '../terminal/sanitise.js';

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

/** Says why no engine could be used, and asks what to do: on the normal screen, by one key. */
export const offerDemo = (error: EngineError): Promise<Choice> =>
  new Promise(resolve => {
    const {stdin, stderr} = process;
    stdin.setRawMode(true); // before the words: who reads them may press at once
    stderr.write(`stacktop: ${plainText(error.message)}\n${error.hint === '' ? '' : `          ${plainText(error.hint)}\n`}`);
    stderr.write('          d: look around on the demo engine · r: try again · q: quit ');
    const answer = (chunk: Buffer | string): void => {
      const choice = choices[chunk.toString().charAt(0).toLowerCase()];
      if (!choice) return;
      stdin.off('data', answer);
      stdin.pause();
      stdin.setRawMode(false);
      stderr.write('\n');
      resolve(choice);
    };
    stdin.on('data', answer);
    stdin.resume();
  });
