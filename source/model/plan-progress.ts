import type {Plan, PlanStep, Wait} from './plan.js';

/** What the run of a plan has to say while it goes on. */
export type PlanEvent =
  | {readonly kind: 'begun'; readonly key: string}
  /** `runs`: its container has run for a moment, which is all that some others wait for. */
  | {readonly kind: 'phase'; readonly key: string; readonly phase: string; readonly runs?: boolean}
  /** Something that nobody planned: `was recreated meanwhile: its new container is restarted`. */
  | {readonly kind: 'note'; readonly key: string; readonly text: string}
  | {readonly kind: 'done'; readonly key: string; readonly phase: string}
  | {
      readonly kind: 'failed';
      readonly key: string;
      readonly phase: string;
      readonly reason: string;
      readonly lines: readonly string[];
    }
  /** Its container is no more, and no other has taken its place. */
  | {readonly kind: 'gone'; readonly key: string}
  /** It was done, and then nobody waited until it was well, because a person had the plan stopped. */
  | {readonly kind: 'unwatched'; readonly key: string}
  /** It had begun to wait and nothing was done to it yet. */
  | {readonly kind: 'withdrawn'; readonly key: string}
  /** Nothing new begins from now on. */
  | {readonly kind: 'halted'; readonly why: 'asked' | 'failed'}
  /** `came`: containers of the plan's services that were not there when it was made. */
  | {readonly kind: 'ended'; readonly came: readonly string[]};

/** How far a step is. Times are ms since 1970. */
export type StepProgress =
  | {readonly kind: 'waiting'}
  | {readonly kind: 'working'; readonly phase: string; readonly runs: boolean; readonly since: number}
  | {readonly kind: 'done' | 'gone' | 'unwatched'; readonly phase: string; readonly since: number; readonly until: number}
  | {
      readonly kind: 'failed';
      readonly phase: string;
      readonly reason: string;
      readonly lines: readonly string[];
      readonly since: number;
      readonly until: number;
    };

/** How far the run of a plan is. */
export interface PlanProgress {
  readonly startedAt: number;
  readonly endedAt: number | null;
  /** Why nothing new begins any more; null while it goes on. */
  readonly halted: 'asked' | 'failed' | null;
  /** By key; one that is not in it waits. */
  readonly steps: ReadonlyMap<string, StepProgress>;
  readonly notes: readonly {readonly key: string; readonly text: string}[];
  readonly came: readonly string[];
}

export const beginning = (startedAt: number): PlanProgress => ({
  startedAt,
  endedAt: null,
  halted: null,
  steps: new Map(),
  notes: [],
  came: [],
});

const waiting: StepProgress = {kind: 'waiting'};
export const stepIn = (progress: PlanProgress, key: string): StepProgress => progress.steps.get(key) ?? waiting;

const nextOf = (before: StepProgress, event: PlanEvent, at: number): StepProgress => {
  const since = before.kind === 'waiting' ? at : before.since;
  switch (event.kind) {
    case 'begun':
      return {kind: 'working', phase: 'waiting', runs: false, since};
    case 'phase': {
      const ran = before.kind === 'working' && before.runs;
      return {kind: 'working', phase: event.phase, runs: event.runs ?? ran, since};
    }
    case 'done':
      return {kind: 'done', phase: event.phase, since, until: at};
    case 'failed':
      return {kind: 'failed', phase: event.phase, reason: event.reason, lines: event.lines, since, until: at};
    case 'gone':
      return {kind: 'gone', phase: 'gone meanwhile', since, until: at};
    case 'unwatched':
      return {kind: 'unwatched', phase: 'not watched', since, until: at};
    case 'withdrawn':
      return waiting;
    default:
      return before;
  }
};

/** The progress after an event at that time (ms since 1970). */
export const advance = (progress: PlanProgress, event: PlanEvent, at: number): PlanProgress => {
  if (event.kind === 'ended') return {...progress, endedAt: at, came: event.came};
  // A failure is the stronger reason: what a person asks for after it changes nothing more.
  if (event.kind === 'halted') return {...progress, halted: progress.halted === 'failed' ? 'failed' : event.why};
  const notes = event.kind === 'note' ? [...progress.notes, {key: event.key, text: event.text}] : progress.notes;
  const steps = new Map(progress.steps).set(event.key, nextOf(stepIn(progress, event.key), event, at));
  return {...progress, steps, notes};
};

/** Whether what has to come first has come. One that is gone is waited for no longer: whoever needs it says so. */
const isMet = (progress: PlanProgress, {condition, keys}: Pick<Wait, 'condition' | 'keys'>): boolean =>
  keys.every(key => {
    const step = stepIn(progress, key);
    if (step.kind === 'done' || step.kind === 'gone') return true;
    return condition === 'service_started' && step.kind === 'working' && step.runs;
  });

/** What a step still waits for. */
export const outstanding = (step: PlanStep, progress: PlanProgress): readonly Wait[] =>
  step.waits.filter(wait => !isMet(progress, wait));

/** Whether its turn has come. */
export const isReady = (step: PlanStep, progress: PlanProgress): boolean =>
  stepIn(progress, step.key).kind === 'waiting' &&
  outstanding(step, progress).length === 0 &&
  (step.behind === null || isMet(progress, {condition: 'service_healthy', keys: [step.behind]}));

/** A service that it needs and all of which went away while the plan was carried out; null when there is none. */
export const lostNeed = (step: PlanStep, progress: PlanProgress): string | null =>
  step.waits.find(({condition, keys}) => condition !== 'stopped' && keys.every(key => stepIn(progress, key).kind === 'gone'))
    ?.service ?? null;

/** The steps that are at one place, in the plan's order. */
export const stepsAt = ({steps}: Plan, progress: PlanProgress, ...kinds: readonly StepProgress['kind'][]): readonly PlanStep[] =>
  steps.filter(({key}) => kinds.includes(stepIn(progress, key).kind));
