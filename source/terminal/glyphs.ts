/** Every drawn sign, in Unicode and in ASCII of the same width. */
export interface Glyphs {
  readonly folded: string;
  readonly unfolded: string;
  readonly branch: string;
  readonly lastBranch: string;
  readonly healthy: string;
  /** Healthy as far as an HTTP question tells; the container has no check. */
  readonly answers: string;
  readonly ok: string;
  readonly none: string;
  readonly starting: string;
  readonly trouble: string;
  readonly done: string;
  readonly stopped: string;
  /** It is meant to be there. */
  readonly missing: string;
  /** It is other than it would be made now. */
  readonly drift: string;
  readonly paused: string;
  readonly working: string;
  readonly tagged: string;
  /** Before each line of a selection. */
  readonly selected: string;
  readonly rule: string;
  readonly heavyRule: string;
  readonly down: string;
  readonly up: string;
  /** Before the cause of what stands before it. */
  readonly because: string;
  readonly unknown: string;
  readonly separator: string;
  readonly cut: string;
  /** Before how many times something was said. */
  readonly times: string;
  readonly openQuote: string;
  readonly closeQuote: string;
  readonly sparks: readonly string[];
  /** Of a bar: full cell, half cell, empty cell. */
  readonly bar: readonly [string, string, string];
  readonly frame: {
    readonly topLeft: string;
    readonly topRight: string;
    readonly bottomLeft: string;
    readonly bottomRight: string;
    readonly horizontal: string;
    readonly vertical: string;
  };
}

export const unicodeGlyphs: Glyphs = {
  folded: '▸',
  unfolded: '▾',
  branch: '├',
  lastBranch: '└',
  healthy: '●',
  answers: '◆',
  ok: '○',
  none: '·',
  starting: '◐',
  trouble: '▲',
  done: '✓',
  stopped: '■',
  missing: '◌',
  drift: '≠',
  paused: '‖',
  working: '↻',
  tagged: '✔',
  selected: '▌',
  rule: '─',
  heavyRule: '━',
  down: '↓',
  up: '↑',
  because: '←',
  unknown: '–',
  separator: '·',
  cut: '…',
  times: '×',
  openQuote: '“',
  closeQuote: '”',
  sparks: ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
  bar: ['━', '╸', '━'],
  frame: {topLeft: '╭', topRight: '╮', bottomLeft: '╰', bottomRight: '╯', horizontal: '─', vertical: '│'},
};

export const asciiGlyphs: Glyphs = {
  folded: '+',
  unfolded: '-',
  branch: '|',
  lastBranch: '`',
  healthy: '*',
  answers: 'h',
  ok: 'o',
  none: '.',
  starting: '~',
  trouble: '!',
  done: '=',
  stopped: '#',
  missing: '?',
  drift: '%',
  paused: '"',
  working: '@',
  tagged: 'x',
  selected: '>',
  rule: '-',
  heavyRule: '=',
  down: 'v',
  up: '^',
  because: '<',
  unknown: '-',
  separator: '|',
  cut: '~',
  times: 'x',
  openQuote: '"',
  closeQuote: '"',
  sparks: ['_', '.', ',', '-', '=', '+', '*', '#'],
  bar: ['#', '-', '.'],
  frame: {topLeft: '+', topRight: '+', bottomLeft: '+', bottomRight: '+', horizontal: '-', vertical: '|'},
};
