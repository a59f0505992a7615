import {spokenDuration} from './duration.js';
import type {Plan, PlanAction, PlanStep, PlanWarning, Wait, WaitCondition} from './plan.js';
import {type PlanProgress, stepsAt} from './plan-progress.js';

/** Words for plans, the same on the screen and in commands. Names in them are as the engine has them: who draws them cleans them. */

export const verbs: Readonly<Record<PlanAction, string>> = {restart: 'Restart', stop: 'Stop', start: 'Start'};
export const participles: Readonly<Record<PlanAction, string>> = {restart: 'restarted', stop: 'stopped', start: 'started'};

const states: Readonly<Record<WaitCondition, string>> = {
  service_started: 'started',
  service_healthy: 'healthy',
  service_completed_successfully: 'done',
  stopped: 'stopped',
};
const order: readonly WaitCondition[] = ['stopped', 'service_completed_successfully', 'service_healthy', 'service_started'];

/** `postgres, redis healthy; kafka started`; '' when nothing is waited for. */
export const waitWords = (waits: readonly Wait[]): string =>
  order
    .flatMap(condition => {
      const services = waits
        .filter(wait => wait.condition === condition)
        .map(({service, via}) => (via === null ? service : `${service} (by way of ${via})`));
      return services.length === 0 ? [] : [`${services.join(', ')} ${states[condition]}`];
    })
    .join('; ');

/** What comes before a step, in words: `after postgres healthy`, `after web 1, one at a time`; '' when nothing does. */
export const whyThen = (step: PlanStep, {steps}: Pick<Plan, 'steps'>): string => {
  if (step.behind !== null) {
    const before = steps.find(({key}) => key === step.behind);
    return `after ${before?.label ?? step.service}, one at a time`;
  }
  return step.waits.length === 0 ? '' : `after ${waitWords(step.waits)}`;
};

const and = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** One warning, in a line. */
export const warningWords = (warning: PlanWarning): string => {
  switch (warning.kind) {
    case 'circle': {
      const [first = ''] = warning.services;
      const last = warning.services.at(-1) ?? first;
      return warning.services.length === 1
        ? `${first} depends on itself: that is not waited for`
        : `${and(warning.services)} need each other in a circle: ${last} does not wait for ${first}`;
    }
    case 'absent':
      return `${warning.service} needs ${warning.needed}, and there is no such container`;
    case 'outside':
      return `${warning.service} needs ${warning.needed} ${states[warning.condition]}: that is left as it is, and looked at first`;
    default:
      return `${warning.label} is left as it is: ${warning.why === 'job' ? 'a job that is done' : 'a one-off run'}`;
  }
};

/** What is hit: `9 containers of auren`, `3 containers`, `web of shop`. */
export const objectWords = ({steps, whole}: Plan): string => {
  const stacks = [...new Set(steps.map(({stack}) => stack))];
  const [stack = ''] = stacks;
  const of = whole ?? (stacks.length === 1 ? stack : `${stacks.length} stacks`);
  return `${steps.length} ${steps.length === 1 ? 'container' : 'containers'} of ${of}`;
};

/** How they follow each other. */
export const orderWords = ({action, steps}: Plan): string => {
  if (steps.every(({waits, behind}) => waits.length === 0 && behind === null)) return 'side by side';
  if (action === 'stop') return 'dependents first';
  return steps.every(({waits}) => waits.length === 0) ? 'one at a time' : 'dependencies first';
};

/** The waves of a plan in one line: `postgres, redis; then api; then web 1, web 2`. */
export const waveWords = ({steps}: Plan, nameOf: (step: PlanStep) => string): string => {
  const waves = [...new Set(steps.map(({wave}) => wave))].sort((a, b) => a - b);
  return waves
    .map(wave =>
      steps
        .filter(step => step.wave === wave)
        .map(nameOf)
        .join(', '),
    )
    .join('; then ');
};

/** How a run ended, or how far it is, in a line: `9 restarted in 41 s`, `stopped as asked: 3 restarted, 6 not begun`. */
export const summaryWords = (plan: Plan, progress: PlanProgress, now: number): string => {
  const {action, steps} = plan;
  const count = (...kinds: Parameters<typeof stepsAt>[2][]): number => stepsAt(plan, progress, ...kinds).length;
  const participle = participles[action];
  const took = spokenDuration((progress.endedAt ?? now) - progress.startedAt);
  const [done, failed, gone, unwatched, waiting] = [
    count('done'),
    count('failed'),
    count('gone'),
    count('unwatched'),
    count('waiting'),
  ];
  if (progress.endedAt === null) return `${done} of ${steps.length} ${participle} after ${took}`;
  const parts = [
    ...(done > 0 ? [`${done} ${participle}`] : []),
    ...(unwatched > 0 ? [`${unwatched} ${participle} and not watched`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(gone > 0 ? [`${gone} gone meanwhile`] : []),
    ...(waiting > 0 ? [`${waiting} not begun`] : []),
  ];
  return `${progress.halted === 'asked' && waiting + unwatched > 0 ? 'stopped as asked: ' : ''}${parts.join(', ')} ${done === steps.length ? 'in' : 'after'} ${took}`;
};

/** What else is to be said at the end: who is done, who is not, and what happened meanwhile. A line each. */
export const leftoverWords = (plan: Plan, progress: PlanProgress, nameOf: (step: PlanStep) => string): string[] => {
  const participle = participles[plan.action];
  const named = (label: string, steps: readonly PlanStep[]): string[] =>
    steps.length === 0 ? [] : [`${label}: ${steps.map(nameOf).join(', ')}`];
  return [
    ...named(participle, stepsAt(plan, progress, 'done')),
    ...named(`${participle}, and not watched until well`, stepsAt(plan, progress, 'unwatched')),
    ...named('left to the engine', stepsAt(plan, progress, 'working')),
    ...named('gone meanwhile', stepsAt(plan, progress, 'gone')),
    ...named(`not ${participle}`, stepsAt(plan, progress, 'waiting')),
  ];
};

/** What changed in the stack while the plan was carried out, a line each. */
export const newsWords = (plan: Plan, {notes, came}: PlanProgress, nameOf: (step: PlanStep) => string): string[] => [
  ...notes.map(({key, text}) => {
    const step = plan.steps.find(candidate => candidate.key === key);
    return `${step ? nameOf(step) : key} ${text}`;
  }),
  ...(came.length === 0 ? [] : [`came meanwhile, and was not ${participles[plan.action]}: ${came.join(', ')}`]),
];
