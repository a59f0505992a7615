import {type AnswerText, emptyText, type Keeps, lastOf, type NewLine, withMore} from './answer-text.js';

/** How an answer is best shown. */
export type AnswerForm = 'text' | 'table' | 'json' | 'sql';

/** How a command came to its end. Times are ms since 1970. */
export type AnswerEnd =
  | {
      readonly kind: 'done';
      readonly at: number;
      /** null when the engine does not tell. */
      readonly exitCode: number | null;
      readonly ok: boolean;
      /** In the tool's own words, in one line, and what to try. Both '' when there is nothing to say. */
      readonly message: string;
      readonly hint: string;
    }
  /** A dump, a restoring: all of it is there. */
  | {readonly kind: 'finished'; readonly at: number}
  /** By the person. `left`: it could not be ended in the container and may go on there. */
  | {readonly kind: 'stopped'; readonly at: number; readonly left: boolean}
  /** It did not run, or not to its end. */
  | {readonly kind: 'failed'; readonly at: number; readonly message: string; readonly hint: string};

/** A place in the lines: the row within a line counts where long ones are wrapped. */
export interface Spot {
  readonly line: number;
  readonly row: number;
}

/** What is first on screen, and the chosen line. */
export interface AnswerPlace {
  readonly top: Spot;
  readonly cursor: number;
}

/** What a command answers, while it runs and after. */
export interface Answer {
  /** One answer from the next: what comes late for one that was given up is dropped. */
  readonly id: number;
  /** What runs, as people call it. */
  readonly title: string;
  /** The line that runs, as it may be shown; '' where there is none. */
  readonly line: string;
  /** The line to run it again; '' where there is none. */
  readonly again: string;
  /** Stopped half way it would be undone: a dump, a restoring. */
  readonly undone: boolean;
  readonly form: AnswerForm;
  readonly keeps: Keeps;
  /** Bytes that are held. */
  readonly limit: number;
  readonly startedAt: number;
  /** How far it is, in words; '' where it does not tell. */
  readonly progress: string;
  /** The person wants it to end; it has not yet. */
  readonly stopping: boolean;
  readonly end: AnswerEnd | null;
  /** Headings, when the lines are rows of a table: cells with tabs between them. null: they are lines. */
  readonly columns: readonly string[] | null;
  readonly text: AnswerText;
  /** null: it follows, the newest line is the last one on screen. */
  readonly place: AnswerPlace | null;
}

const finiteLimit = 8 * 1024 * 1024;
const endlessLimit = 4 * 1024 * 1024;
const start: AnswerPlace = {top: {line: 0, row: 0}, cursor: 0};

export type AnswerBeginning = Pick<Answer, 'id' | 'title' | 'startedAt'> &
  Partial<Pick<Answer, 'line' | 'again' | 'undone' | 'form'>> & {
    /** It goes on until it is stopped, and is followed. */
    readonly endless?: boolean;
  };

/** A command that has just begun. */
export const beginAnswer = ({endless = false, ...beginning}: AnswerBeginning): Answer => ({
  line: '',
  again: '',
  undone: false,
  form: 'text',
  keeps: endless ? 'last' : 'first',
  limit: endless ? endlessLimit : finiteLimit,
  progress: '',
  stopping: false,
  end: null,
  columns: null,
  text: emptyText,
  place: endless ? null : start,
  ...beginning,
});

/** What stands still loses its place only when its lines are let go. */
const keptPlace = (place: AnswerPlace | null, {blocks}: AnswerText): AnswerPlace | null => {
  const first = blocks[0]?.first ?? 0;
  if (!place || (place.top.line >= first && place.cursor >= first)) return place;
  return {top: place.top.line >= first ? place.top : {line: first, row: 0}, cursor: Math.max(first, place.cursor)};
};

export const withLines = (answer: Answer, lines: readonly NewLine[]): Answer => {
  const text = withMore(answer.text, lines, answer.limit, answer.keeps);
  return text === answer.text ? answer : {...answer, text, place: keptPlace(answer.place, text)};
};

/** The same answer with other lines: JSON that was indented. It is at its beginning again. */
export const withText = (answer: Answer, lines: readonly string[]): Answer => ({
  ...answer,
  text: withMore(
    emptyText,
    lines.map(text => ({text, stderr: false})),
    Number.POSITIVE_INFINITY,
    'first',
  ),
  place: start,
});

export const isEmpty = ({text}: Answer): boolean => lastOf(text) < 0;
