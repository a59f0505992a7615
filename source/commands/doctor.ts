import {fileURLToPath} from 'node:url';
import {EngineError, isUnreached} from '../engine/errors.js';
import {asciiOnly} from '../terminal/capabilities.js';
import {connectEngine} from './connect.js';
import {lookAtEngine, withoutPassword} from './doctor/engine-facts.js';
import {type Fact, fact, factText, harmless} from './doctor/fact.js';
import {cacheFact, composeFact, nodeFact, profileFacts} from './doctor/own-facts.js';
import {sourceFacts} from './doctor/source-facts.js';
import {terminalFacts} from './doctor/terminal-facts.js';
import {heedSignals} from './ending.js';
import {exitCodes, type Options} from './options.js';

/** What there is to say about the engine, and the exit code when there is none. */
interface EngineFacts {
  readonly facts: readonly Fact[];
  readonly code: number;
}

const isMisnamed = ({code}: EngineError): boolean => code === 'unknown-context' || code === 'bad-endpoint';

/** All about the engine; one that does not answer is a fact too. Throws what is no EngineError, and the signal's reason. */
const engineFacts = async (options: Options, signal: AbortSignal): Promise<EngineFacts> => {
  const facts: Fact[] = [];
  try {
    const connection = await connectEngine(options, signal);
    try {
      const look = await lookAtEngine(connection.engine, signal);
      facts.push(...look.facts);
      facts.push(...(await sourceFacts(connection.engine, look.running, signal)));
    } finally {
      await connection.close();
    }
    return {facts, code: exitCodes.fine};
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof EngineError)) throw error;
    const message = withoutPassword(error.message.split('\n', 1)[0] ?? '');
    const code = isMisnamed(error) ? exitCodes.usage : isUnreached(error) ? exitCodes.noEngine : exitCodes.unwell;
    return {facts: [...facts, fact('bad', 'engine', message, error.hint)], code};
  }
};

const codeOf = (facts: readonly Fact[], engine: number): number =>
  engine !== exitCodes.fine ? engine : facts.some(({mark}) => mark === 'bad') ? exitCodes.unwell : exitCodes.fine;

/**
 * `stacktop doctor`: what this machine, terminal and engine are like, a line for each, with what to do about what is bad. Exit code 0 when
 * nothing is, 1 when something is, 3 when no engine answers; the rest is told all the same.
 */
export const doctor = async (options: Options): Promise<number> => {
  const ending = heedSignals();
  const {signal} = ending;
  const {env} = process;
  try {
    const [engine, cache, profiles, compose] = await Promise.all([
      engineFacts(options, signal),
      cacheFact(env, fileURLToPath(import.meta.url)),
      profileFacts(env),
      composeFact(env, signal),
    ]);
    const facts = [...terminalFacts(env, process.stdout, options), nodeFact(), cache, ...engine.facts, ...profiles, compose];
    const ascii = asciiOnly(env, options.ascii);
    const text = options.json
      ? JSON.stringify({fine: facts.every(({mark}) => mark !== 'bad'), facts: facts.map(harmless)}, null, 2)
      : facts.map(each => factText(each, ascii)).join('\n');
    process.stdout.write(`${text}\n`);
    return codeOf(facts, engine.code);
  } catch (error) {
    const code = ending.code();
    if (code !== null) return code;
    throw error;
  } finally {
    ending.off();
  }
};
