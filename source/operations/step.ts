/** What an operation has to say while it goes on; the last one is `done` or `failed`. */
export type Step =
  | {readonly kind: 'phase'; readonly id: string; readonly phase: string}
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
