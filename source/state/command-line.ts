import {type LineInput, lineOf} from './line-input.js';

/** The free line while it is typed: what stands in it, and where in the history or among completions it is. */
export interface CommandLine {
  readonly input: LineInput;
  /** Index in the history of the line that was fetched; null while it is one's own. */
  readonly at: number | null;
  /** One's own line, which lies below the newest of the history. */
  readonly draft: string;
  /** The words that Tab goes through; null when the last key was another one. */
  readonly choices: Choices | null;
}

export interface Choices {
  /** What may stand before the cursor. */
  readonly starts: readonly string[];
  /** -1: none was taken yet. */
  readonly index: number;
  /** What stands after the cursor. */
  readonly after: string;
}

export const freshLine = (text: string): CommandLine => ({input: lineOf(text), at: null, draft: text, choices: null});

/** The line after a key that edits it. */
export const typedInto = (line: CommandLine, input: LineInput): CommandLine => ({...line, input, choices: null});

/** The line before or after in the history, oldest first; lines that do not begin as one's own are passed over. */
export const recalled = (line: CommandLine, history: readonly string[], direction: 1 | -1): CommandLine => {
  const draft = line.at === null ? line.input.text : line.draft;
  const from = line.at ?? history.length;
  for (let at = from + direction; at >= 0 && at < history.length; at += direction) {
    const found = history[at];
    if (found?.startsWith(draft) && found !== line.input.text) return {input: lineOf(found), at, draft, choices: null};
  }
  if (direction === 1 && line.at !== null) return freshLine(draft);
  return line;
};

const word = /[^\s,;()'"=]{2,}/g;
const wordBefore = /[^\s,;()'"=]*$/;

/** Each once, however large or small its letters; the first one stays. */
const distinct = (texts: readonly string[]): string[] => {
  const seen = new Map<string, string>();
  for (const text of texts) if (!seen.has(text.toLowerCase())) seen.set(text.toLowerCase(), text);
  return [...seen.values()];
};

/** What goes on as the text before the cursor does: the tool's commands, then words that were used before, the newest first. */
const choicesFor = (
  {input: {text, cursor}}: CommandLine,
  known: readonly string[],
  history: readonly string[],
): Choices | null => {
  const start = text.slice(0, cursor);
  const after = text.slice(cursor);
  const begun = wordBefore.exec(start)?.[0] ?? '';
  const before = start.slice(0, start.length - begun.length);
  const isFirst = before.trim() === '';
  if (begun === '' && !isFirst) return null;
  const goesOn = (beginning: string) => (candidate: string) =>
    candidate.length > beginning.length && candidate.toLowerCase().startsWith(beginning.toLowerCase());
  // A command may be two words: `CONFIG GET`.
  const spoken = start.trimStart();
  const indent = start.slice(0, start.length - spoken.length);
  const commands = known.filter(goesOn(spoken)).map(command => indent + command);
  const past = [...history].reverse().map(line => line.match(word) ?? []);
  const used = past.flatMap(([first, ...rest]) => (isFirst ? (first === undefined ? [] : [first]) : rest));
  const words = used.filter(goesOn(begun)).map(one => before + one);
  const starts = distinct([...commands, ...words]).slice(0, 200);
  return starts.length === 0 ? null : {starts, index: -1, after};
};

const withChoice = (line: CommandLine, choices: Choices, index: number): CommandLine => {
  const only = choices.starts.length === 1;
  const start = `${choices.starts[index] ?? ''}${only && choices.after === '' ? ' ' : ''}`;
  const input = {text: start + choices.after, cursor: start.length};
  return {...line, input, choices: only ? null : {...choices, index}};
};

/** What all of them begin with, however large or small their letters. */
const common = (texts: readonly string[]): string =>
  texts.reduce((shared, text) => {
    let length = 0;
    while (length < shared.length && shared[length]?.toLowerCase() === text[length]?.toLowerCase()) length += 1;
    return shared.slice(0, length);
  });

/**
 * Completes what stands before the cursor: as far as all that fit agree, then through them one by one with each further Tab.
 * @param known the tool's commands, as they begin a line
 */
export const completed = (
  line: CommandLine,
  known: readonly string[],
  history: readonly string[],
  direction: 1 | -1 = 1,
): CommandLine => {
  const {choices} = line;
  if (choices) {
    const count = choices.starts.length;
    const index = choices.index < 0 && direction === -1 ? count - 1 : (choices.index + direction + count) % count;
    return withChoice(line, choices, index);
  }
  const found = choicesFor(line, known, history);
  if (!found) return line;
  if (found.starts.length === 1) return withChoice(line, found, 0);
  const start = common(found.starts);
  const {text, cursor} = line.input;
  // What was typed is never taken away; where nothing more is agreed on, the first Tab only shows what there is.
  const input = start.length > cursor ? {text: start + found.after, cursor: start.length} : {text, cursor};
  return {...line, input, choices: found};
};
