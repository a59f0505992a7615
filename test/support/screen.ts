import type {Terminal as Emulator, IBufferCell} from '@xterm/headless';
import xterm from '@xterm/headless';
import {currentWidths} from './widths.js';

/** A colour of a cell: `#rrggbb`, an index 0…255 of the palette, or null for the terminal's own. */
export type Colour = string | number | null;

export interface Cell {
  /** One grapheme; '' for the right half of a wide one, ' ' for an empty cell. */
  readonly char: string;
  /** Cells that the grapheme takes: 1, 2, or 0 for the right half of a wide one. */
  readonly width: number;
  readonly fg: Colour;
  readonly bg: Colour;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly inverse: boolean;
  readonly blink: boolean;
  readonly hidden: boolean;
  readonly struck: boolean;
  readonly overline: boolean;
}

const colour = (rgb: boolean, palette: boolean, value: number): Colour =>
  rgb ? `#${value.toString(16).padStart(6, '0')}` : palette ? value : null;

const readCell = (cell: IBufferCell): Cell => ({
  char: cell.isInvisible() ? ' ' : cell.getChars() || (cell.getWidth() === 0 ? '' : ' '),
  width: cell.getWidth(),
  fg: colour(cell.isFgRGB(), cell.isFgPalette(), cell.getFgColor()),
  bg: colour(cell.isBgRGB(), cell.isBgPalette(), cell.getBgColor()),
  bold: cell.isBold() !== 0,
  dim: cell.isDim() !== 0,
  italic: cell.isItalic() !== 0,
  underline: cell.isUnderline() !== 0,
  inverse: cell.isInverse() !== 0,
  blink: cell.isBlink() !== 0,
  hidden: cell.isInvisible() !== 0,
  struck: cell.isStrikethrough() !== 0,
  overline: cell.isOverline() !== 0,
});

export interface ScreenOptions {
  readonly columns: number;
  readonly rows: number;
  /** What the screen answers to OSC 10 and 11, as `#rrggbb`. Null: it answers nothing, as many terminals do. */
  readonly colours: {readonly foreground: string; readonly background: string} | null;
  /** Where the screen's answers to queries go: the program's input. */
  readonly reply: (bytes: string) => void;
}

/** `#1a2b3c` as X11 writes it in answers: `rgb:1a1a/2b2b/3c3c`. */
const x11 = (hex: string): string => `rgb:${[1, 3, 5].map(at => hex.slice(at, at + 2).repeat(2)).join('/')}`;

/** A terminal's screen in memory: takes a program's bytes, answers its queries, and knows every cell. */
export class Screen {
  cursorVisible = true;
  readonly #emulator: Emulator;

  constructor({columns, rows, colours, reply}: ScreenOptions) {
    this.#emulator = new xterm.Terminal({cols: columns, rows, allowProposedApi: true, scrollback: 1000});
    this.#emulator.unicode.register(currentWidths);
    this.#emulator.unicode.activeVersion = currentWidths.version;
    this.#emulator.onData(reply);
    const {parser} = this.#emulator;
    for (const [code, hex] of colours ? [[10, colours.foreground] as const, [11, colours.background] as const] : []) {
      parser.registerOscHandler(code, data => {
        if (data === '?') reply(`\x1b]${code};${x11(hex)}\x1b\\`);
        return data === '?';
      });
    }
    for (const [final, shown] of [['h', true] as const, ['l', false] as const]) {
      parser.registerCsiHandler({prefix: '?', final}, params => {
        if (params.includes(25)) this.cursorVisible = shown;
        return false; // the emulator goes on with it
      });
    }
  }

  get columns(): number {
    return this.#emulator.cols;
  }

  get rows(): number {
    return this.#emulator.rows;
  }

  /** True while the program has the alternate screen (and the scrollback is safe). */
  get alternate(): boolean {
    return this.#emulator.buffer.active.type === 'alternate';
  }

  get cursor(): {readonly x: number; readonly y: number} {
    const {cursorX, cursorY} = this.#emulator.buffer.active;
    return {x: cursorX, y: cursorY};
  }

  /** Resolves when the bytes are on the screen, of which `written` is told at once, before any that follow are. */
  write(bytes: string, written: () => void = () => {}): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#emulator.write(bytes, () => {
        try {
          written();
          resolve();
        } catch (error) {
          reject(error);
        }
      });
    });
  }

  resize(columns: number, rows: number): void {
    this.#emulator.resize(columns, rows);
  }

  /** The rows as text, top to bottom, without trailing spaces. */
  lines(): string[] {
    const {active} = this.#emulator.buffer;
    return Array.from(
      {length: this.rows},
      (_, y) =>
        active
          .getLine(active.baseY + y)
          ?.translateToString(true)
          .trimEnd() ?? '',
    );
  }

  /** The cells of one row, `columns` of them. */
  cells(y: number): Cell[] {
    const {active} = this.#emulator.buffer;
    const line = active.getLine(active.baseY + y);
    if (!line) throw new Error(`row ${y} is not on a screen of ${this.rows} rows`);
    return Array.from({length: this.columns}, (_, x) => {
      const cell = line.getCell(x);
      if (!cell) throw new Error(`column ${x} is not on a screen of ${this.columns} columns`);
      return readCell(cell);
    });
  }

  dispose(): void {
    this.#emulator.dispose();
  }
}
