import type {Engine} from '../engine/client.js';
import type {Vitals} from '../model/vitals.js';
import {type Service, type ServiceTarget, VitalsError} from '../services/service.js';
import {createKept} from './kept-output.js';
import {runTool} from './run-tool.js';

/** The question itself is over sooner where the server can see to that. */
const patienceMs = 4000;
const longestAnswer = 1 << 16;

/**
 * Asks a service how it is doing: one light question by its own tool. Null when its kind has none.
 * Throws EngineError, and VitalsError in the tool's own words when the answer is none.
 */
export const askVitals = async (
  engine: Engine,
  service: Service,
  target: ServiceTarget,
  before: Vitals | null,
  signal: AbortSignal,
): Promise<Vitals | null> => {
  const question = service.vitals(target);
  if (!question) return null;
  const kept = createKept(longestAnswer);
  const exitCode = await runTool(engine, target.container.id, question.invocation, {
    onOutput: kept.onOutput,
    signal,
    timeoutMs: patienceMs,
    verdict: service.verdict,
    mayCreate: false,
  });
  const {stdout, stderr} = kept.taken();
  const verdict = service.verdict({exitCode, stdout, stderr});
  if (!verdict.ok) throw new VitalsError(verdict.message);
  return question.read(stdout, before);
};
