/** What an operation has to say while it goes on; the last one is `done` or `failed`. */
export type Step =
  /** `runs`: it has run for a moment, and there is more to wait for. */
  | {readonly kind: 'phase'; readonly id: string; readonly phase: string; readonly runs?: boolean}
  | {readonly kind: 'done'; readonly id: string; readonly phase: string}
  | {
      readonly kind: 'failed';
      readonly id: string;
      readonly phase: string;
      readonly reason: string;
      readonly lines: readonly string[];
    };

/** An operation on one container. Ends after `done` or `failed`; throws only what is no engine's answer. */
export type Steps = AsyncGenerator<Step, void, void>;
