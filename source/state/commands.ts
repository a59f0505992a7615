import type {Answer} from './answer.js';
import type {State} from './state.js';

/** A command that is at hand. */
export interface CommandEntry {
  readonly name: string;
  /** What a person would type; what a dump or a restoring does, in words. */
  readonly line: string;
  /** Goes on until it is stopped. */
  readonly endless: boolean;
  /** Loses data or interrupts people. */
  readonly danger: boolean;
  /** What running it means: the line, or a file of the person's own is asked for first. */
  readonly does: 'line' | 'dump' | 'restore';
}

/** Where the keys go, while nothing is typed. */
export type CommandsFocus = 'list' | 'answer';

/** The screen of a service's commands (`X`), as the state has it. */
export interface CommandsView {
  /** One opening from the next. */
  readonly id: number;
  /** The container's key. */
  readonly key: string;
  /** As people know it: `shop/redis`. */
  readonly name: string;
  /** What it is: `redis`. */
  readonly kind: string;
  /** Stands before what is typed: `redis>`. */
  readonly sign: string;
  readonly entries: readonly CommandEntry[];
  /** Commands of the tool, as they begin a line. */
  readonly words: readonly string[];
  /** Lines that were run before, oldest first, without secrets. */
  readonly history: readonly string[];
  /** Index of the chosen entry. */
  readonly chosen: number;
  readonly focus: CommandsFocus;
  readonly answer: Answer | null;
  readonly search: string;
  readonly wrap: boolean;
  /** Cells that lie left of the screen. */
  readonly sideways: number;
}

/** What a question of this screen leads to. */
export type CommandGoal =
  | {readonly kind: 'run'; readonly key: string; readonly name: string; readonly line: string}
  /** The file's name is what is typed. */
  | {readonly kind: 'file'; readonly key: string; readonly does: 'dump' | 'restore'}
  | {readonly kind: 'restore'; readonly key: string; readonly file: string; readonly database: string}
  /** Closes the screen in the middle of something that would be undone. */
  | {readonly kind: 'close'};

/** What the screen of commands can have done. */
export interface CommandActions {
  /** Starts what the screen needs; it is on top already. */
  open(key: string): void;
  close(): void;
  /** A question was answered with yes; `typed` is what was typed where something was. */
  reach(goal: CommandGoal, typed: string): void;
  /** Runs a line, after a question where it would destroy something. `name` is what it is called; '' where it has no name. */
  run(line: string, name: string): void;
  /** Begins to dump or to restore: asks for the file. */
  transfer(does: 'dump' | 'restore'): void;
  /** Ends what runs, in the container too. */
  stop(): void;
}

export type CommandsBeginning = Pick<CommandsView, 'id' | 'key' | 'name' | 'kind' | 'sign' | 'entries' | 'words'>;

export const beginCommands = (state: State, beginning: CommandsBeginning): State => ({
  ...state,
  commands: {
    history: [],
    chosen: 0,
    focus: 'list',
    answer: null,
    search: '',
    wrap: false,
    sideways: 0,
    ...beginning,
  },
});

/** Changes the open screen of commands; nothing when there is none. */
export const withCommands = (
  state: State,
  change: Partial<CommandsView> | ((view: CommandsView) => Partial<CommandsView>),
): State => {
  const {commands} = state;
  if (!commands) return state;
  return {...state, commands: {...commands, ...(typeof change === 'function' ? change(commands) : change)}};
};

/** Changes the answer with this id; nothing when another one is shown. */
export const inAnswer = (state: State, id: number, change: (answer: Answer) => Answer): State => {
  const answer = state.commands?.answer;
  if (answer?.id !== id) return state;
  const next = change(answer);
  return next === answer ? state : withCommands(state, {answer: next});
};

/** Closes the screen that was opened as `id`. */
export const endCommands = (state: State, id: number): State => (state.commands?.id === id ? {...state, commands: null} : state);

export const isRunning = (view: CommandsView | null): boolean => view?.answer != null && view.answer.end === null;

/** Chooses the entry `by` places on, within the list. */
export const chooseEntry = (view: CommandsView, by: number): Partial<CommandsView> => ({
  chosen: Math.max(0, Math.min(view.entries.length - 1, view.chosen + by)),
});

/** The chosen entry; undefined when there are none. */
export const chosenEntry = ({entries, chosen}: CommandsView): CommandEntry | undefined => entries[chosen];

/** What the free line shows while nothing is typed there: what Enter would run, or what was. */
export const lineOnOffer = (view: CommandsView): string => {
  if (view.focus === 'answer') return view.answer?.line ?? '';
  const entry = chosenEntry(view);
  return entry?.does === 'line' ? entry.line : '';
};
