import {SgrStyle} from './sgr-style.js';

/** What is understood in a frame: SGR, steps of the cursor, erasing, line feeds, and text. */
const token = /\u001b\[([\d;]*)m|\u001b\[\d*([A-G])|\u001b\[\d*[JK]|(\n)|[^\u001b\n]+|\u001b/g;
const isBlank = /^ +$/;

const joinedSteps = (frame: string): string => frame.replace(/(?:\u001b\[E){2,}/g, steps => `\u001b[${steps.length / 3}E`);

/**
 * Fewer bytes for the same frame: steps over unchanged lines become one, and colours are set where a character needs other ones than the
 * last, wherever that was written. A frame that begins plain ends as it did. One with sequences that are not understood keeps its colours
 * as they are written.
 */
export const leanFrame = (frame: string): string => {
  const joined = joinedSteps(frame);
  const wanted = new SgrStyle();
  const actual = new SgrStyle();
  let output = '';
  const turn = (): void => {
    output += wanted.after(actual);
    actual.become(wanted);
  };
  for (const [text, parameters, step, feed] of joined.matchAll(token)) {
    if (text === '\u001b') return joined;
    if (parameters !== undefined) {
      wanted.apply(parameters);
      if (wanted.isUnknown) return joined;
      continue;
    }
    if (isBlank.test(text) && wanted.ofBlank === actual.ofBlank) {
      output += text;
      continue;
    }
    // A step paints nothing. A line feed does so with the background, at the bottom of the screen.
    if (feed === undefined ? step === undefined : actual.fills || wanted.fills) turn();
    output += text;
  }
  turn();
  return output;
};
