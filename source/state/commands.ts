/** The screen of a service's commands (`X`), as the state has it. */
export interface CommandsView {
  /** The container's key. */
  readonly key: string;
}

/** What a question of this screen leads to. */
export type CommandGoal = {readonly kind: 'run'; readonly key: string; readonly line: string};

/** What the screen of commands can have done. */
export interface CommandActions {
  /** Starts what the screen needs; it is on top already. */
  open(key: string): void;
  close(): void;
  /** A question was answered with yes; `typed` is what was typed where something was. */
  reach(goal: CommandGoal, typed: string): void;
}
