/** DEC private modes that a program may leave on when it is killed, and what turns each off (xterm's control sequences). */
const watched: Readonly<Record<string, string>> = {
  '1': '\u001b[?1l', // application cursor keys
  '9': '\u001b[?9l',
  '47': '\u001b[?47l',
  '1000': '\u001b[?1000l',
  '1002': '\u001b[?1002l',
  '1003': '\u001b[?1003l',
  '1004': '\u001b[?1004l',
  '1005': '\u001b[?1005l',
  '1006': '\u001b[?1006l',
  '1015': '\u001b[?1015l',
  '1047': '\u001b[?1047l',
  '1049': '\u001b[?1049l',
  '2004': '\u001b[?2004l', // bracketed paste: bash leaves it on when its container dies
};
/** Modes that are on in a sane terminal, and what turns them on again. */
const sane: Readonly<Record<string, string>> = {'7': '\u001b[?7h', '25': '\u001b[?25h'};
const setOrReset = /\u001b\[\?([\d;]+)([hl])/g;
/** Ways to have keys reported differently, under which ours would not be understood: kitty's protocol and xterm's modifyOtherKeys. */
const keyReports = /\u001b\[(?:([><=])[\d;]*u|>4(?:;(\d))?m)/g;
const longest = 32;

/** Follows the modes that a child sets in our terminal, to put back what it leaves changed when it ends badly. */
export class LeftModes {
  readonly #on = new Set<string>();
  readonly #off = new Set<string>();
  #tail = '';
  #keypad = false;
  #kitty = false;
  #otherKeys = false;

  /** Sees what the child writes; chunks may split a sequence. */
  see(chunk: Buffer): void {
    const text = this.#tail + chunk.toString('latin1');
    for (const [, modes = '', how] of text.matchAll(setOrReset)) {
      for (const mode of modes.split(';')) {
        if (mode in sane) how === 'l' ? this.#off.add(mode) : this.#off.delete(mode);
        else if (mode in watched) how === 'h' ? this.#on.add(mode) : this.#on.delete(mode);
      }
    }
    for (const [, kitty, otherKeys] of text.matchAll(keyReports)) {
      if (kitty === undefined) this.#otherKeys = otherKeys !== undefined && otherKeys !== '0';
      else this.#kitty = kitty !== '<';
    }
    const set = text.lastIndexOf('\u001b=');
    const reset = text.lastIndexOf('\u001b>');
    if (set !== reset) this.#keypad = set > reset;
    const begin = text.lastIndexOf('\u001b');
    this.#tail = begin !== -1 && text.length - begin < longest ? text.slice(begin) : '';
  }

  /** What puts the terminal back: modes as they were, colours and charset plain. */
  restore(): string {
    const off = [...this.#on].map(mode => watched[mode] ?? '');
    const on = [...this.#off].map(mode => sane[mode] ?? '');
    const keys = `${this.#keypad ? '\u001b>' : ''}${this.#kitty ? '\u001b[=0u' : ''}${this.#otherKeys ? '\u001b[>4m' : ''}`;
    return `${off.join('')}${on.join('')}${keys}\u001b[0m\u001b(B`;
  }
}

/** The alternate screen is ours to leave; all else that a program may have left is put back, for one whose output was not seen. */
export const plainModes = [
  ...Object.entries(watched).flatMap(([mode, off]) => (['47', '1047', '1049'].includes(mode) ? [] : [off])),
  ...Object.values(sane),
  '\u001b>\u001b[=0u\u001b[>4m\u001b[0m\u001b(B',
].join('');
