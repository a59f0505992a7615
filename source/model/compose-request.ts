/** What compose can be asked for, by the name that the menu has for it. */
export const composeActions = [
  'up',
  'up-build',
  'pull-up',
  'recreate',
  'scale',
  'run',
  'config',
  'down',
  'down-volumes',
  'down-images',
] as const;
export type ComposeAction = (typeof composeActions)[number];

/** One thing that compose is asked for. */
export interface ComposeRequest {
  readonly action: ComposeAction;
  /** None: the whole project. `scale` and `run` have one. */
  readonly services: readonly string[];
  /** Of `scale`: how many containers, in digits. */
  readonly count?: string;
  /** Of `run`: the command, word by word; none is the image's own. */
  readonly words?: readonly string[];
}

const takesAway: readonly ComposeAction[] = ['down', 'down-volumes', 'down-images'];

/** Whether containers are taken away by it. */
export const isDown = (action: ComposeAction): boolean => takesAway.includes(action);
