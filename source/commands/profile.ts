import {createRecogniser} from '../live/recognising.js';
import {usageNow} from '../live/usage-now.js';
import {nearNames} from '../model/near.js';
import type {Stack} from '../model/stack.js';
import {userFolder} from '../profiles/load.js';
import {knownProfiles} from '../profiles/shipped.js';
import {accountOf} from '../services/account.js';
import {kindOf} from '../services/recognise.js';
import {plainText} from '../terminal/sanitise.js';
import {exitCodes, type Options, UsageError} from './options.js';
import {readStacks} from './targets.js';
import {withEngine} from './with-engine.js';

const listed = (stacks: readonly Stack[]): string => {
  const names = stacks.filter(({project}) => project !== null).map(({name}) => name);
  return names.length === 0 ? 'this engine has no stacks' : `there is ${names.join(', ')}`;
};

/** The stack of that name. Throws UsageError for any other word: with what may have been meant. */
const stackNamed = (stacks: readonly Stack[], word: string | undefined): {readonly stack: Stack; readonly project: string} => {
  if (word === undefined) throw new UsageError(plainText(`profile wants a stack: ${listed(stacks)}`));
  const stack = stacks.find(({name}) => name === word);
  if (stack && stack.project !== null) return {stack, project: stack.project};
  if (stack) throw new UsageError(plainText(`containers of no stack have no profile; ${listed(stacks)}`));
  const [parent = '', ...rest] = word.split('/');
  const ofService = rest.length > 0 && stacks.some(({name, project}) => name === parent && project !== null);
  if (ofService) throw new UsageError(plainText(`a profile is of a whole stack: stacktop profile ${parent}`));
  const [near] = nearNames(
    word,
    stacks.map(({name}) => name),
    1,
  );
  throw new UsageError(
    plainText(`no stack "${word}" on this engine; ${near === undefined ? listed(stacks) : `did you mean ${near}?`}`),
  );
};

/** How to keep it, for a person who looks at it. */
const hint = (stack: string): string => {
  const folder = userFolder(process.env) ?? '~/.config/stacktop/stacks';
  const {HOME: home} = process.env;
  const shown = home && folder.startsWith(`${home}/`) ? `~${folder.slice(home.length)}` : folder;
  const name = /^[\w.-]+$/.test(stack) ? stack : 'STACK';
  return `to keep it: mkdir -p ${shown} && stacktop profile ${name} > ${shown}/${name}.yml`;
};

/** What is known of it already: a file of one's own takes the place of it, and all that it says is gone. */
const knownAlready = async (stack: Stack, project: string): Promise<string | null> => {
  const {profiles} = await knownProfiles(process.env);
  const {services} = createRecogniser({profiles, composedOf: () => null})([stack]);
  const known = services.profiles.get(stack.key);
  if (!known) return null;
  return known.projects.includes(project)
    ? `${stack.name} is known already, by ${known.file}: a file of yours for the same project takes its place`
    : `${stack.name} is taken for ${known.name} already: its name under projects of ${known.file} may be all that it wants`;
};

const day = (): string => new Date().toISOString().slice(0, 10);

/** `stacktop profile STACK`: a profile to begin with, as YAML. Throws EngineError, UsageError. */
export const profile = (options: Options, words: readonly string[]): Promise<number> =>
  withEngine(options, async run => {
    const {engine, signal} = run;
    const {stack, project} = stackNamed(await readStacks(run), words[0]);
    const containers = stack.members.map(({container}) => container);
    const usage = await usageNow(engine, containers, signal, ({memory}) => memory !== null);
    // Here and not above: no other command needs the library for YAML.
    const [{draftOf}, {draftText}] = await Promise.all([import('../profiles/draft.js'), import('../profiles/draft-text.js')]);
    const draft = draftOf(stack, project, {
      kindOf: container => kindOf(container, null),
      memoryOf: id => usage.get(id)?.memory ?? null,
      accountOf,
    });
    const about = [
      `${project} as its engine knew it on ${day()}. What memory is usual was taken from that moment.`,
      'Worth adding: role, base, health, slow_start, topics, tables, keys, commands, links, webhooks.',
    ];
    const known = await knownAlready(stack, project); // before it is printed: that may be into a profile's own file
    await run.print(draftText(draft, about));
    if (known !== null) run.tell(`stacktop: ${plainText(known)}`);
    if (process.stdout.isTTY) run.tell(`stacktop: ${plainText(hint(stack.name))}`);
    return exitCodes.fine;
  });
