const begin = '\x1b[?2026h';
const end = '\x1b[?2026l';

/** A program's output cut after each of its frames. */
export const framesOf = (text: string): string[] => text.split(/(?<=\x1b\[\?2026l)/);

/** Characters at the text's end that may be the start of `begin`. */
const startedBegin = (text: string): number => {
  for (let length = Math.min(begin.length - 1, text.length); length > 0; length--)
    if (text.endsWith(begin.slice(0, length))) return length;
  return 0;
};

/**
 * Synchronized output (DEC private mode 2026), as terminals that have it show it: what a program puts between begin and end appears at
 * once, however many pieces it comes in. A test then never reads a screen of which one half is older than the other.
 */
export class WholeFrames {
  #held = '';

  /** Takes the next piece of a program's output; gives what is to be shown now, '' where a frame is not whole. */
  take(piece: string): string {
    const text = this.#held + piece;
    const opened = text.lastIndexOf(begin);
    const show = opened > text.lastIndexOf(end) ? opened : text.length - startedBegin(text);
    this.#held = text.slice(show);
    return text.slice(0, show);
  }

  /** What is still held back: the program has ended, nothing will follow. */
  rest(): string {
    const rest = this.#held;
    this.#held = '';
    return rest;
  }
}
