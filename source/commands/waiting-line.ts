import {plainText} from '../terminal/sanitise.js';
import {truncate} from '../terminal/widths.js';

/** A quick answer needs no words before it. */
const patienceMs = 300;

/** What is used of stderr. */
interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Says after 300 ms whom the program waits for, in one line of the normal screen; the function that it gives takes the line away again. */
export const showWaiting = (output: Output, url: string, ascii: boolean): (() => void) => {
  if (!output.isTTY) return () => {};
  const dots = ascii ? '...' : '…';
  let shown = false;
  const timer = setTimeout(() => {
    shown = true;
    const words = `asking ${plainText(url)} ${dots} (^C ends)`;
    // A line that is wrapped could not be taken away.
    output.write(truncate(words, (output.columns || 80) - 1, ascii ? '~' : '…'));
  }, patienceMs);
  return () => {
    clearTimeout(timer);
    if (shown) output.write('\r\u001b[K');
    shown = false;
  };
};
