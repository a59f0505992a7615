import type {Row} from '../../model/rows.js';
import type {Actions} from '../../state/actions.js';
import type {State} from '../../state/state.js';
import type {Screen} from '../../state/view.js';
import type {Look} from '../format/look.js';

/** What a key's handler is given. */
export interface KeyContext {
  readonly state: State;
  /** The row that the key is about: the selected one, or the one whose detail or log is open. */
  readonly row: Row | undefined;
  readonly actions: Actions;
  /** How this terminal draws: for what is handed to a program in colour. */
  readonly look: Look;
  update(change: (state: State) => State): void;
}

/** One row of the table that handler, footer, help and the readme's list come from. */
export interface Binding {
  /** Named action, `stacks.restart`. */
  readonly id: string;
  /** Keys by name, the first one is shown. */
  readonly keys: readonly string[];
  readonly screens: readonly Screen['kind'][];
  /** What it does, for help. */
  readonly does: string;
  /** Heading in help. */
  readonly group:
    | 'Move'
    | 'Look'
    | 'Act'
    | 'Sort and filter'
    | 'Program'
    | 'Log'
    | 'Find'
    | 'Take along'
    | 'Commands'
    | 'Topics'
    | 'Plan';
  /** With its counterparts it is one row in help, which names their keys; the footer does so too. */
  readonly row?: {readonly keys: readonly string[]; readonly does: string};
  /** It stands in the row of a counterpart. */
  readonly inRow?: true;
  /** Word in the footer; absent or empty: not shown there. May depend on the row. */
  readonly word?: string | ((context: KeyContext) => string);
  /** Place in the footer, 1 first. May depend on the row. */
  readonly place?: number | ((context: KeyContext) => number);
  /** It changes something on the engine: refused in read-only mode. */
  readonly changes?: boolean;
  /** Why it cannot be used now, in one line; null when it can. */
  disabled?(context: KeyContext): string | null;
  run(context: KeyContext, key: string): void;
}

/** Why a binding cannot be used now. */
export const refusal = (binding: Binding, context: KeyContext): string | null => {
  if (binding.changes && context.state.readOnly) return 'read-only mode: nothing is changed';
  return binding.disabled?.(context) ?? null;
};
