/** The screen of a Kafka broker's topics (`x`), as the state has it. */
export interface TopicsView {
  /** The broker's key. */
  readonly key: string;
}

/** What a question of this screen leads to. */
export type TopicGoal = {readonly kind: 'create' | 'delete'; readonly key: string; readonly topic: string};

/** What the screen of topics can have done. */
export interface TopicActions {
  /** Starts what the screen needs; it is on top already. */
  open(key: string): void;
  close(): void;
  /** A question was answered with yes; `typed` is what was typed where something was. */
  reach(goal: TopicGoal, typed: string): void;
}
