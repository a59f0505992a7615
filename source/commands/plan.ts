import {spokenDuration} from '../model/duration.js';
import {type Plan, type PlanAction, type PlanPart, type PlanStep, planOf} from '../model/plan.js';
import {advance, beginning, type PlanEvent, type PlanProgress, stepIn, stepsAt} from '../model/plan-progress.js';
import {
  leftoverWords,
  newsWords,
  objectWords,
  orderWords,
  participles,
  verbs,
  warningWords,
  waveWords,
  whyThen,
} from '../model/plan-words.js';
import type {KnownServices} from '../model/service.js';
import {factsIn} from '../operations/plan-step.js';
import {runPlan} from '../operations/run-plan.js';
import {plainText} from '../terminal/sanitise.js';
import {cellWidth, toWidth} from '../terminal/widths.js';
import {askYesNo} from './ask.js';
import {codeOf} from './ending.js';
import {exitCodes, type Options, UsageError} from './options.js';
import {type Named, readStacks, recognisedStacks, resolveTargets} from './targets.js';
import {type Run, withEngine} from './with-engine.js';

/** What was named, by stack; a stack that was named itself is meant as a whole. */
export const partsOf = (named: readonly Named[]): PlanPart[] => {
  const stacks = [...new Set(named.flatMap(({hits}) => hits.map(({stack}) => stack)))];
  return stacks.map(stack => {
    const of = named.filter(({hits}) => hits.some(hit => hit.stack === stack));
    const whole = of.some(({kind}) => kind === 'stack');
    const wanted = new Set(of.flatMap(({hits}) => hits.map(({member}) => member.container.id)));
    return {stack, members: stack.members.filter(({container}) => wanted.has(container.id)), whole};
  });
};

const nameOf = ({target}: PlanStep): string => plainText(target);

/** What is shown before anybody agrees: a line for each container, and what one should know. */
export const planLines = (plan: Plan): string[] => {
  const width = Math.max(...plan.steps.map(step => 2 * step.wave + cellWidth(nameOf(step))));
  return [
    ...plan.steps.map(step => {
      const name = `${'  '.repeat(step.wave)}${nameOf(step)}`;
      return `  ${toWidth(name, width)}  ${plainText(whyThen(step, plan))}`.trimEnd();
    }),
    ...plan.warnings.map(warning => `  ! ${plainText(warningWords(warning))}`),
  ];
};

const agreed = async (run: Run, options: Options, plan: Plan): Promise<boolean> => {
  const {action, steps} = plan;
  const [only] = steps;
  if (options.yes) {
    if (steps.length > 1) run.tell(`${action} of ${plainText(objectWords(plan))}: ${waveWords(plan, nameOf)}`);
    for (const warning of plan.warnings) run.tell(`! ${plainText(warningWords(warning))}`);
    return true;
  }
  const where = run.engine.demo ? 'the demo engine' : run.engine.endpoint.url;
  if (steps.length > 1) {
    run.tell(`${verbs[action]} ${plainText(objectWords(plan))} on ${where}, ${orderWords(plan)}:`);
    for (const line of planLines(plan)) run.tell(line);
  }
  const question = steps.length === 1 && only ? `${verbs[action]} ${nameOf(only)} on ${where}?` : `${verbs[action]} them?`;
  const agreed = await askYesNo(question, run.signal);
  if (!agreed) run.tell(`stacktop: nothing was ${participles[action]}`);
  return agreed;
};

/** How a step went, in the lines that are printed while it goes; none for what says nothing new. */
const linesOf = (event: PlanEvent, before: PlanProgress, after: PlanProgress, plan: Plan): string[] => {
  if (event.kind === 'halted' || event.kind === 'ended' || event.kind === 'begun' || event.kind === 'withdrawn') return [];
  const at = plan.steps.findIndex(({key}) => key === event.key);
  const step = plan.steps[at];
  if (!step) return [];
  const head = plan.steps.length === 1 ? nameOf(step) : `${at + 1}/${plan.steps.length} ${nameOf(step)}`;
  const [was, is] = [stepIn(before, step.key), stepIn(after, step.key)];
  const took = is.kind === 'done' || is.kind === 'failed' ? ` after ${spokenDuration(is.until - is.since)}` : '';
  switch (event.kind) {
    case 'phase':
      return was.kind === 'working' && was.phase === event.phase ? [] : [`${head}: ${plainText(event.phase)}`];
    case 'note':
      return [`${head} ${plainText(event.text)}`];
    case 'failed':
      return [
        `stacktop: ${nameOf(step)}: ${plainText(event.phase)}${took}: ${plainText(event.reason)}`,
        ...(event.lines.length === 0 ? [] : ['its last lines:', ...event.lines.map(line => `  ${plainText(line)}`)]),
      ];
    case 'done':
      return [`${head}: ${event.phase}${took}`];
    case 'gone':
      return [`${head}: gone meanwhile; nothing has taken its place`];
    default:
      return [`${head}: ${participles[plan.action]}, and not watched until well`];
  }
};

/** What is said as soon as ^C is pressed: nothing new begins, and a second ^C leaves the rest to the engine. */
const haltedLines = (plan: Plan, progress: PlanProgress): string[] => {
  const [working, waiting] = [stepsAt(plan, progress, 'working'), stepsAt(plan, progress, 'waiting')];
  if (working.length === 0) return [];
  const left = waiting.length === 0 ? '' : `; not ${participles[plan.action]}: ${waiting.map(nameOf).join(', ')}`;
  return [`stacktop: stopping after ${working.map(nameOf).join(', ')}${left}; ^C again leaves that to the engine`];
};

/** Carries it out and tells how it goes. Gives the exit code. ^C stops between steps; a hang-up or SIGTERM ends it where it is. */
const carryOut = async (run: Run, plan: Plan, services: KnownServices): Promise<number> => {
  let progress = beginning(Date.now());
  const hard = new AbortController();
  const interrupted = (): void => {
    if (run.code() !== codeOf('SIGINT')) hard.abort();
    else for (const line of haltedLines(plan, progress)) run.tell(line);
  };
  run.signal.addEventListener('abort', interrupted, {once: true});
  try {
    const events = runPlan(run.engine, plan, {factsOf: factsIn(services), signal: hard.signal, stop: run.signal});
    for await (const event of events) {
      const before = progress;
      progress = advance(progress, event, Date.now());
      for (const line of linesOf(event, before, progress, plan)) run.tell(line);
    }
  } catch (error) {
    if (!hard.signal.aborted) throw error;
    run.tell('stacktop: no longer watched: the engine finishes what it is at');
  } finally {
    run.signal.removeEventListener('abort', interrupted);
  }
  for (const line of newsWords(plan, progress, nameOf)) run.tell(plainText(line));
  const done = stepsAt(plan, progress, 'done').length;
  if (done === plan.steps.length) {
    const took = spokenDuration((progress.endedAt ?? Date.now()) - progress.startedAt);
    if (done > 1) run.tell(`all ${done} ${participles[plan.action]} in ${took}`);
    return exitCodes.fine;
  }
  for (const line of leftoverWords(plan, progress, nameOf)) run.tell(line);
  // One that is gone is as good as stopped, and no more than that.
  const gone = plan.action !== 'stop' && done === 0;
  const unwell = stepsAt(plan, progress, 'failed', 'waiting', 'working', 'unwatched').length > 0;
  return unwell || gone ? exitCodes.unwell : exitCodes.fine;
};

const nothing: Readonly<Record<PlanAction, string>> = {
  restart: 'there is nothing to restart: all of it are jobs that are done',
  stop: 'there is nothing to stop: none of it runs',
  start: 'there is nothing to start: all of it runs already, or is a job that is done',
};

/** `stacktop restart TARGET…`, and `stop` and `start`: progress to stderr, nothing to stdout. Gives the exit code. Throws EngineError, UsageError. */
export const doInOrder = async (action: PlanAction, options: Options, words: readonly string[]): Promise<number> => {
  if (!options.yes && !(process.stdin.isTTY && process.stderr.isTTY))
    throw new UsageError(`${action} asks first, and there is no terminal to ask in: add --yes`);
  return withEngine(options, async run => {
    const {stacks, services} = await recognisedStacks(run, await readStacks(run));
    const plan = planOf(action, partsOf(resolveTargets(stacks, words)));
    if (plan.steps.length === 0) {
      run.tell(`stacktop: ${nothing[action]}`);
      return action === 'restart' ? exitCodes.unwell : exitCodes.fine;
    }
    return (await agreed(run, options, plan)) ? carryOut(run, plan, services) : exitCodes.unwell;
  });
};
