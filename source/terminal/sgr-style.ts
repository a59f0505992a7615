/** The switches that are known, in the order they are written in. */
const switches = [1, 2, 3, 4, 5, 6, 7, 8, 9, 21, 53];
const bits = new Map(switches.map((code, index) => [code, 1 << index]));
const maskOf = (...codes: readonly number[]): number => codes.reduce((mask, code) => mask | (bits.get(code) ?? 0), 0);
/** What a switch or an `off` code ends (ECMA-48; 22 ends both bold and dim, and there is one underline, single or double). */
const ends = new Map([
  [4, maskOf(21)],
  [21, maskOf(4)],
  [22, maskOf(1, 2)],
  [23, maskOf(3)],
  [24, maskOf(4, 21)],
  [25, maskOf(5, 6)],
  [27, maskOf(7)],
  [28, maskOf(8)],
  [29, maskOf(9)],
  [55, maskOf(53)],
]);
/** The codes that only end something. */
const offs = [...ends].filter(([code]) => !bits.has(code));
/** Lines above, through and below, and colours swapped. */
const onBlanks = maskOf(4, 7, 9, 21, 53);

/** The number at `from`; none is 0, as ECMA-48 has it. */
const numberIn = (text: string, from: number, to: number): number => {
  let number = 0;
  for (let at = from; at < to; at++) number = number * 10 + text.charCodeAt(at) - 0x30;
  return number;
};
const endOfNumber = (text: string, from: number): number => {
  const end = text.indexOf(';', from);
  return end === -1 ? text.length : end;
};

/**
 * What the SGR sequences of a line have set so far. Sequences are read in place, number by number, since this is done for every line that
 * is new on the screen.
 */
export class SgrStyle {
  #foreground = '';
  #background = '';
  #underline = '';
  #on = 0;
  #unknown = false;

  /** Whether a code was set whose end is not known, or half a colour, which each terminal reads its own way. A reset ends this too. */
  get isUnknown(): boolean {
    return this.#unknown;
  }

  /** Whether nothing is set. */
  get isPlain(): boolean {
    return this.#on === 0 && !this.#unknown && this.#foreground === '' && this.#background === '' && this.#underline === '';
  }

  /** What is seen of a blank: its background, or all where a line runs through it or colours are swapped. */
  get ofBlank(): string {
    return (this.#on & onBlanks) !== 0 ? this.parameters : this.#background;
  }

  /** Takes on what another one has set. */
  become(other: SgrStyle): void {
    this.#foreground = other.#foreground;
    this.#background = other.#background;
    this.#underline = other.#underline;
    this.#on = other.#on;
    this.#unknown = other.#unknown;
  }

  /** The sequence that sets all this, and nothing else, where something is set already; '' where it is the same. Both have to be known. */
  after(before: SgrStyle): string {
    const begun = this.#on & ~before.#on;
    let ended = before.#on & ~this.#on;
    let list = '';
    for (const [code, mask] of offs) {
      if ((mask & ended) === 0 || (mask & this.#on) !== 0) continue;
      list += `;${code}`;
      ended &= ~mask;
    }
    for (const [code, bit] of bits) {
      if ((begun & bit) === 0) continue;
      list += `;${code}`;
      ended &= ~(ends.get(code) ?? 0);
    }
    if (this.#foreground !== before.#foreground) list += `;${this.#foreground || 39}`;
    if (this.#background !== before.#background) list += `;${this.#background || 49}`;
    if (this.#underline !== before.#underline) list += `;${this.#underline || 59}`;
    if (ended === 0 && list === '') return '';
    const turned = list.slice(1);
    const afresh = this.isPlain ? '' : `0;${this.parameters}`;
    // What no code ends alone is ended by a reset.
    return `\u001b[${ended !== 0 || afresh.length < turned.length ? afresh : turned}m`;
  }

  /** The parameters that set all this, always in the same order; '' when nothing is set. */
  get parameters(): string {
    let list = '';
    for (let index = 0; this.#on >> index !== 0; index++) if ((this.#on >> index) & 1) list += `;${switches[index]}`;
    if (this.#foreground !== '') list += `;${this.#foreground}`;
    if (this.#background !== '') list += `;${this.#background}`;
    if (this.#underline !== '') list += `;${this.#underline}`;
    return list.slice(1);
  }

  /** Applies one sequence: `1;31` of `ESC[1;31m`, digits and semicolons. */
  apply(parameters: string): void {
    for (let at = 0; at <= parameters.length; ) {
      let end = endOfNumber(parameters, at);
      const code = numberIn(parameters, at, end);
      if (code === 38 || code === 48 || code === 58) {
        end = endOfColour(parameters, end);
        if (end === -1) {
          this.#unknown = true;
          return;
        }
        this.#colour(code, parameters.slice(at, end));
      } else this.#set(code);
      at = end + 1;
    }
  }

  #colour(ground: number, colour: string): void {
    if (ground === 38) this.#foreground = colour;
    else if (ground === 48) this.#background = colour;
    else this.#underline = colour;
  }

  #set(code: number): void {
    if (code === 0) {
      this.#foreground = '';
      this.#background = '';
      this.#underline = '';
      this.#on = 0;
      this.#unknown = false;
    } else if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) this.#foreground = `${code}`;
    else if ((code >= 40 && code <= 47) || (code >= 100 && code <= 107)) this.#background = `${code}`;
    else if (code === 39) this.#foreground = '';
    else if (code === 49) this.#background = '';
    else if (code === 59) this.#underline = '';
    else {
      const bit = bits.get(code);
      const ended = ends.get(code);
      if (bit === undefined && ended === undefined) this.#unknown = true;
      else this.#on = (this.#on & ~(ended ?? 0)) | (bit ?? 0);
    }
  }
}

/** Where a colour ends whose code (38) ends at `from`: `5;n` or `2;r;g;b` follows. -1 when it is no whole colour. */
const endOfColour = (parameters: string, from: number): number => {
  if (from === parameters.length) return -1;
  let end = endOfNumber(parameters, from + 1);
  const kind = numberIn(parameters, from + 1, end);
  if (kind !== 5 && kind !== 2) return -1;
  for (let values = kind === 5 ? 1 : 3; values > 0; values--) {
    if (end === parameters.length) return -1;
    const from = end + 1;
    end = endOfNumber(parameters, from);
    if (numberIn(parameters, from, end) > 255) return -1;
  }
  return end;
};
