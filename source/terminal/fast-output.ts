import InkOutput, {type Clip, type WriteOptions} from 'ink:output';
import stringWidth from 'string-width';
import {leavesStyleOpen} from './open-style.js';

/** A string that covers cells `x` to `end` (exclusive) of its row. */
interface Span {
  readonly x: number;
  readonly end: number;
  readonly text: string;
}

/** One row of the frame: spans that lie beside each other, or the note that it takes cells to work out. */
interface RowOfSpans {
  readonly spans: Span[];
  byCells: boolean;
}

/** Characters that take no cell in Ink's grid but are in the string, or need its care. */
const needsCells = /[\p{Default_Ignorable_Code_Point}\t\r]/u;

interface Measure {
  readonly width: number;
  /** Whether the string cannot simply be set beside others. */
  readonly byCells: boolean;
}

/** Measures of the strings of the last frames. Two generations, so that what is on screen is never measured twice and what left it goes. */
let recent = new Map<string, Measure>();
let older = new Map<string, Measure>();
const generation = 4000;

const measureOf = (text: string): Measure => {
  const known = recent.get(text);
  if (known !== undefined) return known;
  const measure = older.get(text) ?? {width: stringWidth(text), byCells: needsCells.test(text) || leavesStyleOpen(text)};
  if (recent.size >= generation) {
    older = recent;
    recent = new Map();
  }
  recent.set(text, measure);
  return measure;
};

const tighter = (a: number | undefined, b: number | undefined, pick: (a: number, b: number) => number): number | undefined =>
  a === undefined ? b : b === undefined ? a : pick(a, b);

const within = (outer: Clip | undefined, inner: Clip): Clip =>
  outer
    ? {
        x1: tighter(outer.x1, inner.x1, Math.max),
        x2: tighter(outer.x2, inner.x2, Math.min),
        y1: tighter(outer.y1, inner.y1, Math.max),
        y2: tighter(outer.y2, inner.y2, Math.min),
      }
    : inner;

/**
 * Ink's output stage with rows kept as strings. Ink's own makes an object of each cell of each frame (25 ms for 200×60 cells); here only
 * rows on which writes overlap, wrap with colours or are cut sideways go that way, and all others are joined from the strings they came
 * as. The frame is the same, cell by cell: test/terminal/fast-output.test.tsx compares the two on random trees.
 */
export default class FastOutput extends InkOutput {
  readonly #rows: RowOfSpans[];
  readonly #clips: Clip[] = [];

  constructor(size: {readonly width: number; readonly height: number}) {
    super(size);
    this.#rows = Array.from({length: size.height}, () => ({spans: [], byCells: false}));
  }

  override write(x: number, y: number, text: string, options: WriteOptions): void {
    if (text === '') return;
    super.write(x, y, text, options);
    const clip = this.#clips.at(-1);
    const lines = text.includes('\n') ? text.split('\n') : [text];
    // A colour may run from one line into the next: then the lines cannot be taken apart as strings.
    const coloured = lines.length > 1 && text.includes('\u001b');
    lines.forEach((line, index) => {
      const row = this.#rows[y + index];
      if (!row || !isShown(y + index, clip)) return;
      let drawn = line;
      for (const transform of options.transformers) drawn = transform(drawn, index);
      if (drawn === '') return;
      const {width, byCells} = measureOf(drawn);
      const end = x + width;
      const cutSideways =
        clip !== undefined && ((clip.x1 !== undefined && x < clip.x1) || (clip.x2 !== undefined && end > clip.x2));
      if (coloured || cutSideways || x < 0 || end > this.width || width === 0 || byCells) row.byCells = true;
      row.spans.push({x, end, text: drawn});
    });
  }

  override clip(clip: Clip): void {
    super.clip(clip);
    this.#clips.push(within(this.#clips.at(-1), clip));
  }

  override unclip(): void {
    super.unclip();
    this.#clips.pop();
  }

  override get(): {output: string; height: number} {
    let byCells: string[] | null = null;
    const lines = this.#rows.map((row, y) => {
      const line = row.byCells ? null : joined(row.spans);
      if (line !== null) return line;
      byCells ??= super.get().output.split('\n');
      return byCells[y] ?? '';
    });
    return {output: lines.join('\n'), height: this.height};
  }
}

const isShown = (y: number, clip: Clip | undefined): boolean =>
  clip === undefined || ((clip.y1 === undefined || y >= clip.y1) && (clip.y2 === undefined || y < clip.y2));

/** The row as one string; null when spans overlap. */
const joined = (spans: Span[]): string | null => {
  if (spans.length > 1) spans.sort((a, b) => a.x - b.x);
  let line = '';
  let column = 0;
  for (const span of spans) {
    if (span.x < column) return null;
    line += ' '.repeat(span.x - column) + span.text;
    column = span.end;
  }
  return line.trimEnd();
};
