import {listContainers} from '../engine/containers.js';
import {EngineError} from '../engine/errors.js';
import {nearNames} from '../model/near.js';
import {groupStacks} from '../model/stack.js';
import {targetNames} from '../model/target.js';
import {readCommandLine} from './command-line.js';
import {type Shell, shells} from './command-table.js';
import {bashScript} from './completion/bash.js';
import {fishScript} from './completion/fish.js';
import {safeNames} from './completion/safe-names.js';
import {zshScript} from './completion/zsh.js';
import {exitCodes, type Options, UsageError} from './options.js';
import {withEngine} from './with-engine.js';

const scripts: Readonly<Record<Shell, () => string>> = {bash: bashScript, zsh: zshScript, fish: fishScript};
const isShell = (word: string): word is Shell => shells.some(shell => shell === word);

/** The engine that the words so far name; half a command line may not make sense yet. */
const optionsOf = (words: readonly string[]): Options | null => {
  try {
    return readCommandLine([...words.filter((word, index) => isAboutEngine(word, words[index - 1])), 'ls'], Date.now()).options;
  } catch (error) {
    if (error instanceof UsageError) return null;
    throw error;
  }
};

const withValue = ['-H', '--host', '--context'];
const isAboutEngine = (word: string, before: string | undefined): boolean =>
  withValue.includes(word) || withValue.includes(before ?? '') || /^(--demo$|--host=|--context=|-H.)/.test(word);

/** What the scripts ask on Tab: every target of the engine that a shell can be given, one a line. Without an engine there is none. */
const printTargets = async (words: readonly string[]): Promise<number> => {
  const options = optionsOf(words);
  if (!options) return exitCodes.usage;
  try {
    return await withEngine(options, async ({engine, signal, print}) => {
      const names = safeNames(targetNames(groupStacks(await listContainers(engine, signal))));
      await print(names.map(name => `${name}\n`).join(''));
      return exitCodes.fine;
    });
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return exitCodes.noEngine; // a line on stderr would land in the middle of what is being typed
  }
};

/** `stacktop completion SHELL`: the script. `stacktop completion targets -- WORDS…` is what it asks. Throws UsageError. */
export const completion = async (words: readonly string[], after: readonly string[] | null): Promise<number> => {
  const [word = '', ...more] = words;
  if (word === 'targets') return printTargets(after ?? []);
  if (more.length > 0 || !isShell(word)) {
    const [near] = nearNames(word, shells, 1);
    throw new UsageError(
      `completion is for ${shells.join(', ')}, not "${words.join(' ')}"${near ? `; did you mean ${near}?` : ''}`,
    );
  }
  process.stdout.write(scripts[word]());
  return exitCodes.fine;
};
