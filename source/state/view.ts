import type {Sort} from '../model/sort.js';
import type {ActionRequest, Outcome} from './activity.js';
import type {AnswerPlace} from './answer.js';
import type {CommandLine} from './command-line.js';
import type {Goal} from './goal.js';
import type {SaveHow} from './log-save.js';
import type {LogPlace} from './logs.js';

export const containerTabs = ['overview', 'health', 'processes', 'env', 'mounts', 'labels', 'inspect'] as const;
export const stackTabs = ['overview', 'networks', 'volumes'] as const;
export type DetailTab = (typeof containerTabs)[number] | (typeof stackTabs)[number];

/** What lies over the list, or takes its place. */
export type Screen =
  | {readonly kind: 'stacks'}
  | {
      readonly kind: 'detail';
      readonly of: 'container' | 'stack';
      readonly key: string;
      readonly tab: DetailTab;
      /** First line on screen. */
      readonly scroll: number;
      /** Chosen entry, in the tabs that have one (env, labels, networks of a stack). */
      readonly cursor: number;
      readonly revealed: Revealed | null;
    }
  | {readonly kind: 'logs'; readonly key: string}
  | {readonly kind: 'commands'; readonly key: string}
  /** A broker's topics, its groups, one of its topics, and messages: which topic is told in `state.topics`. */
  | {readonly kind: 'topics' | 'groups' | 'topic' | 'messages'; readonly key: string}
  | {readonly kind: 'urls'; readonly key: string}
  /** What compose can do with a stack, by the stack's key. */
  | {readonly kind: 'compose'; readonly key: string}
  /** A URL as a code for a phone's camera. */
  | {readonly kind: 'qr'; readonly key: string; readonly name: string; readonly url: string}
  /** The frame of a plan that is carried out, over what was there before; `top` is its first line, null follows what is being worked on. */
  | {readonly kind: 'plan'; readonly id: number; readonly top: number | null}
  | {readonly kind: 'help'; readonly scroll: number};

/** One secret shown for a while. */
export interface Revealed {
  readonly name: string;
  readonly until: number;
}

/** A text that is being typed. `cursor` is an index into it; absent, it stands at the end. */
export interface Typing {
  readonly typed: string;
  readonly cursor?: number;
}

/** What a yes leads to, and the words that ask for it. */
export interface Question {
  readonly goal: Goal;
  readonly question: string;
}

/** A question that is answered with yes or no. */
export interface Confirm extends Question {
  readonly kind: 'confirm';
  /** Of the plan that is asked about, the first line on screen. */
  readonly top?: number;
  /** What the same key can mean here as well: pressed again, it asks for that. `word` is what that does, `back` what the first does. */
  readonly instead?: {readonly key: string; readonly word: string; readonly back: string; readonly other: Question};
}

/** A question in the footer, or a menu above it. It has the keys until it is answered. */
export type Prompt =
  | Confirm
  | (Typing & {
      readonly kind: 'type-name';
      readonly goal: Goal;
      /** What is done to what: `Remove auren/kafka?` */
      readonly question: string;
      /** What else comes of it, for the line above. */
      readonly consequences?: string;
      readonly expected: string;
      /** What `expected` is, in words: `its name`. */
      readonly what?: string;
    })
  /** A line of text, which the goal takes; `sign` stands before it, `hint` beside it. `problem`: why it was not taken. */
  | (Typing & {
      readonly kind: 'line';
      readonly goal: Goal;
      readonly sign: string;
      readonly hint: string;
      readonly problem?: string;
    })
  /** Whether to quit in the middle of something; `what` is under way, in words. */
  | {readonly kind: 'quit'; readonly what: string}
  /** `before` and `selected` are what Esc goes back to. */
  | (Typing & {readonly kind: 'filter'; readonly before: string; readonly selected: string | null})
  | {readonly kind: 'menu'; readonly title: string; readonly items: readonly MenuItem[]; readonly index: number}
  /** What is typed for the log: searched or filtered while it is typed; `place` is where the search began. */
  | (Typing & {readonly kind: 'log-search'; readonly before: string; readonly place: LogPlace | null})
  | (Typing & {readonly kind: 'log-filter'; readonly before: string})
  /** Which time the log is to show. `problem`: why that was none. */
  | (Typing & {readonly kind: 'log-range'; readonly problem?: string})
  /** Where the log is saved; `names` are those that are offered, `why` is what led to the question. */
  | (Typing & {
      readonly kind: 'log-save';
      readonly how: SaveHow;
      readonly names: Readonly<Record<SaveHow, string>>;
      readonly why?: string | undefined;
    })
  /** The same for topics, which are filtered by name, and for messages, which are searched. */
  | (Typing & {readonly kind: 'topic-filter'; readonly before: string})
  | (Typing & {readonly kind: 'message-search'; readonly before: string; readonly place: LogPlace | null})
  /** The same for the answer of a command. */
  | (Typing & {readonly kind: 'answer-search'; readonly before: string; readonly place: AnswerPlace | null})
  /** The free line of the screen of commands, which is drawn there. */
  | {readonly kind: 'command-line'; readonly line: CommandLine}
  | (Typing & {readonly kind: 'shell'; readonly key: string})
  /** Actions by name: those of the screen it was opened on; `index` among those that fit what is typed. */
  | (Typing & {readonly kind: 'palette'; readonly items: readonly PaletteItem[]; readonly index: number});

/** An action in the palette. */
export interface PaletteItem {
  /** Of its row in the table of keys. */
  readonly id: string;
  readonly does: string;
  /** Its key, as it is shown. */
  readonly key: string;
  /** Why it cannot be used now; null when it can. */
  readonly why: string | null;
}

export interface MenuItem {
  readonly label: string;
  readonly hint: string;
  readonly choice: MenuChoice;
}

export type MenuChoice =
  | {readonly kind: 'ask'; readonly request: ActionRequest}
  /** Does it at once. */
  | {readonly kind: 'reach'; readonly goal: Goal}
  | {readonly kind: 'copy'; readonly what: string; readonly text: string}
  /** Only says why nothing is done. */
  /** Asks for a line of text first. */
  | {readonly kind: 'line'; readonly goal: Goal; readonly sign: string; readonly hint: string}
  | {readonly kind: 'say'; readonly text: string}
  | {readonly kind: 'sort'; readonly field: Sort['field']};

/** What the person chose to look at. */
export interface ViewState {
  /** Cells of the terminal. */
  readonly size: {readonly columns: number; readonly rows: number};
  readonly selected: string | null;
  /** Index of the selected row when it was last seen: where the selection goes when the row is gone. */
  readonly selectedIndex: number;
  /** First line of the list on screen. */
  readonly top: number;
  /** Stacks whose rows are folded. */
  readonly folded: ReadonlySet<string>;
  readonly filter: string;
  readonly sort: Sort;
  readonly all: boolean;
  readonly tagged: ReadonlySet<string>;
  readonly frozen: boolean;
  /** Bottom to top; the last one is on screen. */
  readonly screens: readonly Screen[];
  readonly prompt: Prompt | null;
  readonly outcome: Outcome | null;
}

export const initialView = (filter: string): ViewState => ({
  size: {columns: 80, rows: 24},
  selected: null,
  selectedIndex: 0,
  top: 0,
  folded: new Set(),
  filter,
  sort: {field: 'order', inverted: false},
  all: true,
  tagged: new Set(),
  frozen: false,
  screens: [{kind: 'stacks'}],
  prompt: null,
  outcome: null,
});
