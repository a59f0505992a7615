import {withAnswers} from '../live/http-answers.js';
import {createRecogniser, noComposed, type Recognised} from '../live/recognising.js';
import {groupStacks, type Stack} from '../model/stack.js';
import {type Found, findTarget} from '../model/target.js';
import {allContainers} from '../operations/all-containers.js';
import {problemText} from '../profiles/problem.js';
import {knownProfiles} from '../profiles/shipped.js';
import {plainText} from '../terminal/sanitise.js';
import {UsageError} from './options.js';
import type {Run} from './with-engine.js';

export type Named = Exclude<Found, {readonly kind: 'none'}>;

/** The engine's stacks, all containers inspected. Throws EngineError. */
export const readStacks = async ({engine, signal}: Run): Promise<Stack[]> => groupStacks(await allContainers(engine, signal));

/** Stacks with what is known of them by the profiles there are; a broken profile is told. */
export const recognisedStacks = async ({tell}: Run, stacks: readonly Stack[]): Promise<Recognised> => {
  const {profiles, problems} = await knownProfiles(process.env);
  for (const problem of problems) tell(`stacktop: ${plainText(problemText(problem))}`);
  return createRecogniser({profiles, composedOf: noComposed})(stacks);
};

/** The same, with what services without a check of their own answer over HTTP, where a profile or a label says where to ask. */
export const readAnsweringStacks = async (run: Run): Promise<Recognised> => {
  const {stacks, services} = await recognisedStacks(run, await readStacks(run));
  return recognisedStacks(run, await withAnswers(run.engine, stacks, services, run.signal));
};

/** What the words name. Throws UsageError for the first that is not there, with what may have been meant. */
export const resolveTargets = (stacks: readonly Stack[], words: readonly string[]): Named[] =>
  words.map(word => {
    const found = findTarget(stacks, word);
    if (found.kind === 'none') throw new UsageError(plainText(found.message));
    return found;
  });
