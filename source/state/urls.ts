/** The screen of URLs (`u`), as the state has it. */
export interface UrlsView {
  /** Key of the container or of the stack. */
  readonly key: string;
}

/** What a question of this screen leads to. */
export type UrlGoal = {readonly kind: 'replay'; readonly key: string; readonly request: string};

/** What the screen of URLs can have done. */
export interface UrlActions {
  /** Starts what the screen needs; it is on top already. */
  open(key: string): void;
  close(): void;
  /** A question was answered with yes; `typed` is what was typed where something was. */
  reach(goal: UrlGoal, typed: string): void;
}
