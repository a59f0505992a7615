import type {ComposeAction, ComposeRequest} from '../model/compose-request.js';
import type {Answer} from './answer.js';
import type {State} from './state.js';

/** One line of the menu. */
export interface ComposeItem {
  readonly action: ComposeAction;
  readonly label: string;
  /** What comes of it, in some words. */
  readonly does: string;
  /** As one would type it into a shell; '' while it is not known. */
  readonly command: string;
  /** Something is lost by it. */
  readonly danger: boolean;
  /** Why it cannot be done; null when it can. */
  readonly disabled: string | null;
}

/** Why nothing of the menu can be done, and what can all the same. */
export interface ComposeObstacle {
  readonly text: string;
  readonly hint: string;
}

/** A volume that would be deleted. */
export interface LostVolume {
  readonly name: string;
  /** Bytes; null when it is not known (yet). */
  readonly size: number | null;
}

/** What a `down` takes away, told before it is asked for. */
export interface ComposeLoss {
  readonly action: ComposeAction;
  /** Names of the containers. */
  readonly containers: readonly string[];
  /** Of `down -v`; null where volumes stay. */
  readonly volumes: {
    readonly lost: readonly LostVolume[];
    /** Volumes without a name that only its containers use. */
    readonly anonymous: readonly LostVolume[];
    /** Names of those that stay: external ones, and those that the files do not name any more. */
    readonly kept: readonly string[];
    readonly sizes: 'asking' | 'told' | 'unknown';
  } | null;
  /** Of `down --rmi all`; null where images stay. */
  readonly images: readonly string[] | null;
}

/** The screen of compose (`C`), as the state has it. */
export interface ComposeView {
  /** One opening from the next. */
  readonly id: number;
  /** Of the stack. */
  readonly key: string;
  readonly stack: string;
  /** The service it was opened on; null: the whole stack. */
  readonly service: string | null;
  /** The tool and its version; '' until it is found. */
  readonly tool: string;
  /** Where the files are, in one line; '' where there are none. */
  readonly files: string;
  /** The tool is being looked for. */
  readonly finding: boolean;
  readonly obstacle: ComposeObstacle | null;
  /** What to know before something is done; '' where there is nothing. */
  readonly warning: string;
  readonly items: readonly ComposeItem[];
  /** Index of the chosen item. */
  readonly chosen: number;
  readonly focus: 'menu' | 'output';
  /** What is found out before it can be asked for; null when nothing is. */
  readonly asking: string | null;
  readonly loss: ComposeLoss | null;
  /** What compose writes, while it runs and after; null before anything ran. */
  readonly answer: Answer | null;
  readonly action: ComposeAction | null;
  /** What is left of what was not done to its end, line by line. */
  readonly left: readonly string[];
}

/** What a question of this screen leads to. */
export type ComposeGoal =
  | {readonly kind: 'do'; readonly request: ComposeRequest}
  /** What is typed: how many, or the words of a command; before them the service where the goal has none. */
  | {readonly kind: 'line'; readonly action: 'scale' | 'run'; readonly service: string | null}
  | {readonly kind: 'stop'};

/** What the screen of compose can have done. */
export interface ComposeActions {
  /** Starts what the screen needs, for a stack by its key or for one of its services; it is on top already. */
  open(key: string, service: string | null): void;
  close(): void;
  /** Does what the menu has, after a question where something may be lost. */
  choose(action: ComposeAction): void;
  /** Leaves what is being found out for a question. */
  leaveAsking(): void;
  /** A question was answered with yes; `typed` is what was typed where something was. */
  reach(goal: ComposeGoal, typed: string): void;
}

export type ComposeBeginning = Pick<ComposeView, 'id' | 'key' | 'stack' | 'service' | 'items'>;

export const beginCompose = (state: State, beginning: ComposeBeginning): State => ({
  ...state,
  compose: {
    tool: '',
    files: '',
    finding: true,
    obstacle: null,
    warning: '',
    chosen: 0,
    focus: 'menu',
    asking: null,
    loss: null,
    answer: null,
    action: null,
    left: [],
    ...beginning,
  },
});

/** Changes the screen that was opened as `id`; nothing when it is closed. */
export const inCompose = (
  state: State,
  id: number,
  change: Partial<ComposeView> | ((view: ComposeView) => Partial<ComposeView>),
): State => {
  const {compose} = state;
  if (compose?.id !== id) return state;
  return {...state, compose: {...compose, ...(typeof change === 'function' ? change(compose) : change)}};
};

export const endCompose = (state: State, id: number): State => (state.compose?.id === id ? {...state, compose: null} : state);

/** Changes what compose writes; nothing when another run is shown. */
export const inOutput = (state: State, id: number, run: number, change: (answer: Answer) => Answer): State =>
  inCompose(state, id, ({answer}) => (answer?.id === run ? {answer: change(answer)} : {}));

export const composeRuns = (view: ComposeView | null): boolean => view?.answer != null && view.answer.end === null;

/** What other keys are having done to the stack, in a line; null when that is nothing. Compose would stop and start under its hands. */
export const workOn = ({stacks, activities}: State, stackKey: string): string | null => {
  const stack = stacks.find(({key}) => key === stackKey);
  const busy = stack?.members.find(({key}) => activities.get(key)?.outcome === 'running');
  if (!stack || !busy) return null;
  return `${stack.name}/${busy.label} is being worked on (${activities.get(busy.key)?.action}): compose can run once that is done`;
};

/** What compose is doing to the stack of one of these containers, in a line; null when that is nothing. */
export const composeOn = ({stacks, compose}: State, keys: ReadonlySet<string>): string | null => {
  if (!compose || !composeRuns(compose) || compose.action === 'config') return null;
  const isIts = stacks.some(({key, members}) => key === compose.key && members.some(member => keys.has(member.key)));
  return isIts ? `compose ${compose.answer?.title} of ${compose.stack} still runs: one thing after another` : null;
};

export const chosenItem = ({items, chosen}: ComposeView): ComposeItem | undefined => items[chosen];

/** Chooses the item `by` places on, within the menu. */
export const chooseItem = ({items, chosen}: ComposeView, by: number): Partial<ComposeView> => ({
  chosen: Math.max(0, Math.min(items.length - 1, chosen + by)),
});

/** Whether what a `down` takes away is shown in the place of the menu. */
export const showsLoss = ({compose, view}: Pick<State, 'compose' | 'view'>): boolean =>
  compose?.loss != null && (view.prompt?.kind === 'confirm' || view.prompt?.kind === 'type-name');
