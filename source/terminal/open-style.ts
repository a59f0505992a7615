import {SgrStyle} from './sgr-style.js';

const sequence = /\u001b(?:\[([\d;]*)m)?/g;

/** Whether a painted line would colour what stands behind it: a style is left on, or there is a sequence that is none of colours (ECMA-48, SGR). */
export const leavesStyleOpen = (line: string): boolean => {
  if (!line.includes('\u001b')) return false;
  const style = new SgrStyle();
  for (const [, parameters] of line.matchAll(sequence)) {
    if (parameters === undefined) return true;
    style.apply(parameters);
  }
  return !style.isPlain;
};
