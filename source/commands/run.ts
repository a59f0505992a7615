import {EngineError} from '../engine/errors.js';
import type {ServiceKind} from '../model/profile.js';
import {maskText} from '../model/secret-text.js';
import type {Stack} from '../model/stack.js';
import {type Hit, targetName} from '../model/target.js';
import {limitOf} from '../operations/run-service.js';
import {runTool, wordsThatRun} from '../operations/run-tool.js';
import {serviceFor} from '../services/recognise.js';
import type {Invocation, Service, ServiceTarget} from '../services/service.js';
import {isRequest} from '../services/web-request.js';
import {plainText} from '../terminal/sanitise.js';
import {askYesNo} from './ask.js';
import {inTerminal, oneOf} from './exec.js';
import {exitCodes, type Options, UsageError} from './options.js';
import {readStacks, recognisedStacks, resolveTargets} from './targets.js';
import {type Run, withEngine} from './with-engine.js';

/** Kinds without a tool of their own: `stacktop exec` runs what their containers have. */
const toolless: readonly ServiceKind[] = ['http', 'job', 'other', 'ngrok', 'traefik'];

interface Meant {
  readonly hit: Hit;
  readonly name: string;
  readonly service: Service;
  readonly target: ServiceTarget;
}

const meantBy = async (run: Run, stacks: readonly Stack[], hit: Hit): Promise<Meant> => {
  const facts = (await recognisedStacks(run, stacks)).services.byKey.get(hit.member.key);
  const target = {container: hit.member.container, profile: facts?.profile ?? null};
  return {hit, name: plainText(targetName(hit)), service: serviceFor(facts?.kind ?? 'other'), target};
};

/** What the arguments mean. Throws UsageError for what cannot be run, or may not. */
const invocationOf = ({name, service, target}: Meant, args: readonly string[], readOnly: boolean): Invocation => {
  const line = service.lineOf(args);
  if (toolless.includes(service.kind) && !isRequest(line))
    throw new UsageError(
      `${name} has no tool of its own that stacktop knows: stacktop exec ${name} -- CMD runs any of its programs`,
    );
  const invocation = service.tool(target, args, {readOnly});
  if (invocation) return invocation;
  throw new UsageError(plainText(`${name}: ${service.whyNot(target, line, {readOnly}) || 'there is no such tool'}`));
};

/** Whether it may be run: what loses something is asked about. Throws UsageError where nobody can be asked. */
const agreed = async (run: Run, {name, service}: Meant, args: readonly string[], yes: boolean): Promise<boolean> => {
  const line = service.lineOf(args);
  const danger = service.danger(line);
  if (danger === null || yes) return true;
  if (!(process.stdin.isTTY && process.stderr.isTTY))
    throw new UsageError(plainText(`${name}: it ${danger}, and there is no terminal to ask in: add --yes`));
  const where = run.engine.demo ? 'the demo engine' : run.engine.endpoint.url;
  const asked = await askYesNo(plainText(`${maskText(line)} ${danger}. Run it in ${name} on ${where}?`), run.signal);
  if (!asked) run.tell('stacktop: nothing was run');
  return asked;
};

const inPipes = (run: Run, {hit, name, service}: Meant, invocation: Invocation, options: Options): Promise<number | null> =>
  runTool(run.engine, hit.member.container.id, invocation, {
    verdict: service.verdict,
    signal: run.signal,
    timeoutMs: options.timeoutMs ?? limitOf(invocation, 0),
    mayCreate: !options.readOnly,
    ...(process.stdin.isTTY || invocation.input !== undefined ? {} : {stdin: process.stdin}),
    onLeft: () => run.tell(`stacktop: ${plainText(invocation.argv[0] ?? '')} may still run in ${name}`),
    onUnfit: ({message, hint}) => run.tell(`stacktop: ${name}: ${plainText(hint === '' ? message : `${message}: ${hint}`)}`),
    async onOutput(stream, bytes) {
      if (stream === 'stdout') await run.print(bytes);
      else process.stderr.write(bytes);
    },
  });

const runMeant = async (run: Run, meant: Meant, args: readonly string[], options: Options): Promise<number> => {
  const {hit, name, service, target} = meant;
  const {id} = hit.member.container;
  const terminal = process.stdin.isTTY && process.stdout.isTTY;
  const console = terminal && args.length === 0 ? service.console(target) : null;
  if (console && options.readOnly)
    throw new UsageError(
      `a console can change things, and --read-only refuses that; name what to run: stacktop run ${name} -- ARGS`,
    );
  const invocation = console ?? invocationOf(meant, args, options.readOnly);
  if (!(await agreed(run, meant, args, options.yes))) return exitCodes.unwell;
  // What has its input already, or a JVM's broker to be careful with, needs no terminal.
  const joined = terminal && invocation.input === undefined && invocation.room === undefined;
  const code = joined
    ? await inTerminal(run, id, await wordsThatRun(run.engine, id, invocation, run.signal), invocation.env)
    : await inPipes(run, meant, invocation, options);
  if (code === null) run.tell(`stacktop: the engine does not say how ${plainText(invocation.argv[0] ?? '')} in ${name} ended`);
  return code ?? exitCodes.unwell;
};

/**
 * `stacktop run TARGET [-- ARGS…]`: a service's own tool, with its outputs and its exit code. With a terminal on both sides it has one.
 * Throws EngineError, UsageError.
 */
export const run = (options: Options, words: readonly string[], after: readonly string[] | null): Promise<number> =>
  withEngine(options, async run => {
    const [target = '', ...typed] = words;
    if (after && typed.length > 0) throw new UsageError(`run takes one target, not ${words.length}: arguments go behind --`);
    const stacks = await readStacks(run);
    const [named] = resolveTargets(stacks, [target]);
    const hit = named && oneOf(named, 'run');
    if (!hit) throw new UsageError(`"${plainText(target)}" has no containers`);
    try {
      return await runMeant(run, await meantBy(run, stacks, hit), after ?? typed, options);
    } catch (error) {
      if (!(error instanceof EngineError) || !['conflict', 'not-found', 'engine', 'late'].includes(error.code)) throw error;
      const longer = error.code === 'late' ? ' (--timeout SECONDS gives it longer)' : '';
      const hint = error.hint === '' ? '' : `; ${error.hint}`;
      run.tell(`stacktop: ${plainText(`${targetName(hit)}: ${error.message}${hint}`)}${longer}`);
      return exitCodes.unwell;
    }
  });
