import {spokenDuration} from '../model/duration.js';
import {isRestartedWithStack} from '../model/restart.js';
import type {KnownServices} from '../model/service.js';
import {type Hit, inStackOrder, targetName} from '../model/target.js';
import {restartInOrder} from '../operations/restart-in-order.js';
import type {Step} from '../operations/step.js';
import {plainText} from '../terminal/sanitise.js';
import {askYesNo} from './ask.js';
import {exitCodes, type Options, UsageError} from './options.js';
import {type Named, readStacks, recognisedStacks, resolveTargets} from './targets.js';
import {type Run, withEngine} from './with-engine.js';

/** What a restart of these means, in order of dependency. Of a whole stack, one-off runs and jobs that are done are not run again. */
export const toRestart = (named: readonly Named[]): Hit[] =>
  inStackOrder(
    named.flatMap(({kind, hits}) => (kind === 'stack' ? hits.filter(({member}) => isRestartedWithStack(member)) : hits)),
  );

const nameOf = (hit: Hit | undefined): string => (hit ? plainText(targetName(hit)) : '');
const namesOf = (hits: readonly Hit[]): string => hits.map(nameOf).join(', ');

const agreed = async (run: Run, options: Options, hits: readonly Hit[]): Promise<boolean> => {
  if (options.yes) return true;
  const how = hits.length === 1 ? '' : `${hits.length} containers, one after another: `;
  const where = run.engine.demo ? 'the demo engine' : run.engine.endpoint.url;
  const agreed = await askYesNo(`Restart ${how}${namesOf(hits)} on ${where}?`, run.signal);
  if (!agreed) run.tell('stacktop: nothing was restarted');
  return agreed;
};

/** What is said of a failure: why, its last words, and what is done and what is not. */
export const failureLines = (step: Extract<Step, {kind: 'failed'}>, hits: readonly Hit[], index: number): string[] => {
  const [done, left] = [hits.slice(0, index), hits.slice(index + 1)];
  return [
    `stacktop: ${nameOf(hits[index])}: ${step.phase}: ${plainText(step.reason)}`,
    ...(step.lines.length === 0 ? [] : ['its last lines:', ...step.lines.map(line => `  ${plainText(line)}`)]),
    ...(done.length === 0 ? [] : [`restarted: ${namesOf(done)}`]),
    ...(left.length === 0 ? [] : [`not restarted: ${namesOf(left)}`]),
  ];
};

const restartAll = async (run: Run, hits: readonly Hit[], {byKey}: KnownServices): Promise<number> => {
  const began = Date.now();
  const containers = hits.map(({member: {key, container}}) => ({
    id: container.id,
    probe: byKey.get(key)?.profile?.probe ?? null,
  }));
  const head = (index: number): string =>
    hits.length === 1 ? nameOf(hits[index]) : `${index + 1}/${hits.length} ${nameOf(hits[index])}`;
  let at = 0;
  try {
    for await (const {index, step} of restartInOrder(run.engine, containers, run.signal)) {
      at = index;
      if (step.kind === 'failed') {
        for (const line of failureLines(step, hits, index)) run.tell(line);
        return exitCodes.unwell;
      }
      run.tell(`${head(index)}: ${step.phase}`);
    }
  } catch (error) {
    if (!run.signal.aborted) throw error;
    run.tell(`stacktop: no longer watched: the engine finishes what it does to ${nameOf(hits[at])}`);
    if (at > 0) run.tell(`restarted: ${namesOf(hits.slice(0, at))}`);
    if (at < hits.length - 1) run.tell(`not restarted: ${namesOf(hits.slice(at + 1))}`);
    return exitCodes.unwell;
  }
  if (hits.length > 1) run.tell(`all ${hits.length} restarted in ${spokenDuration(Date.now() - began)}`);
  return exitCodes.fine;
};

/** `stacktop restart TARGET…`: progress to stderr, nothing to stdout. Throws EngineError, UsageError. */
export const restart = async (options: Options, words: readonly string[]): Promise<number> => {
  if (!options.yes && !(process.stdin.isTTY && process.stderr.isTTY))
    throw new UsageError('restart asks first, and there is no terminal to ask in: add --yes');
  return withEngine(options, async run => {
    const {stacks, services} = await recognisedStacks(run, await readStacks(run));
    const hits = toRestart(resolveTargets(stacks, words));
    if (hits.length === 0) {
      run.tell('stacktop: there is nothing to restart: all of it are jobs that are done');
      return exitCodes.unwell;
    }
    return (await agreed(run, options, hits)) ? restartAll(run, hits, services) : exitCodes.unwell;
  });
};
