import {groupStacks, type Stack} from '../model/stack.js';
import {type Found, findTarget} from '../model/target.js';
import {allContainers} from '../operations/all-containers.js';
import {plainText} from '../terminal/sanitise.js';
import {UsageError} from './options.js';
import type {Run} from './with-engine.js';

export type Named = Exclude<Found, {readonly kind: 'none'}>;

/** The engine's stacks, all containers inspected. Throws EngineError. */
export const readStacks = async ({engine, signal}: Run): Promise<Stack[]> => groupStacks(await allContainers(engine, signal));

/** What the words name. Throws UsageError for the first that is not there, with what may have been meant. */
export const resolveTargets = (stacks: readonly Stack[], words: readonly string[]): Named[] =>
  words.map(word => {
    const found = findTarget(stacks, word);
    if (found.kind === 'none') throw new UsageError(plainText(found.message));
    return found;
  });
