import {composedNow} from '../live/composing.js';
import {withAnswers} from '../live/http-answers.js';
import {createRecogniser, type Recognised, rivalsText} from '../live/recognising.js';
import type {Composed} from '../model/composed.js';
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

/** Recognises stacks by the profiles there are, and by their compose files. What is wrong with profiles is told, each thing once. */
const recogniserFor = async ({engine, tell, signal}: Run): Promise<(stacks: readonly Stack[]) => Promise<Recognised>> => {
  const {profiles, problems} = await knownProfiles(process.env);
  const told = new Set<string>();
  const tellOnce = (line: string): void => {
    if (!told.has(line)) tell(`stacktop: ${plainText(line)}`);
    told.add(line);
  };
  for (const problem of problems) tellOnce(problemText(problem));
  let composed: ReadonlyMap<string, Composed> | null = null;
  const recognise = createRecogniser({profiles, composedOf: ({key}) => composed?.get(key) ?? null});
  return async stacks => {
    composed ??= await composedNow(engine, stacks, signal);
    const recognised = recognise(stacks);
    for (const {key, name} of stacks) {
      const rivals = recognised.rivals.get(key);
      if (rivals) tellOnce(rivalsText(name, rivals));
    }
    return recognised;
  };
};

/** Stacks with what is known of them by the profiles there are, and their compose files; a broken profile is told. */
export const recognisedStacks = async (run: Run, stacks: readonly Stack[]): Promise<Recognised> =>
  (await recogniserFor(run))(stacks);

/** The same, with what services without a check of their own answer over HTTP, where a profile or a label says where to ask. */
export const readAnsweringStacks = async (run: Run): Promise<Recognised> => {
  const recognise = await recogniserFor(run);
  const {stacks, services} = await recognise(await readStacks(run));
  return recognise(await withAnswers(run.engine, stacks, services, run.signal));
};

/** What the words name. Throws UsageError for the first that is not there, with what may have been meant. */
export const resolveTargets = (stacks: readonly Stack[], words: readonly string[]): Named[] =>
  words.map(word => {
    const found = findTarget(stacks, word);
    if (found.kind === 'none') throw new UsageError(plainText(found.message));
    return found;
  });
