import {setTimeout as delay} from 'node:timers/promises';
import type {Engine} from '../engine/client.js';
import {inspectContainer} from '../engine/containers.js';
import {EngineError} from '../engine/errors.js';
import type {Container} from '../model/container.js';
import {exitCodeInWords} from '../model/exit-code.js';
import type {ProfileProbe} from '../model/profile.js';
import {maskProbe} from '../model/secrets.js';
import {checkCommand} from '../model/why.js';
import {askHealth} from './http-health.js';
import {lastLines} from './last-lines.js';
import type {Step, Steps} from './step.js';

const pollMs = 250;
/** A container without a check counts as up when it has run this long: one that fails at its start does so at once. */
const steadyMs = 1500;
/** Longer than any check's start period that people use; after that the person is told and can go on watching the row. */
const patienceMs = 10 * 60_000;
/** A check is the container's own; where it answers over HTTP is only said of it, and may be wrong. */
const answerPatienceMs = 2 * 60_000;

/** The phase of one that was removed while it was watched. */
export const gonePhase = 'gone';

const failure = (id: string, phase: string, reason: string, lines: readonly string[]): Step => ({
  kind: 'failed',
  id,
  phase,
  reason,
  lines,
});

const lastProbe = (container: Container): string => {
  const probe = container.inspection?.probes.findLast(candidate => candidate.exitCode !== 0);
  const output =
    maskProbe(probe?.output ?? '')
      .trim()
      .split('\n')
      .at(-1) ?? '';
  const command = checkCommand(container.inspection?.healthTest ?? []);
  return output === '' ? `its check \`${command}\` fails` : `its check \`${command}\` said "${output}"`;
};

/** How the container ended, or null while it has not. */
const endOf = (container: Container): {phase: string; reason: string} | null => {
  const {state, inspection} = container;
  if (state !== 'exited' && state !== 'dead' && state !== 'restarting') return null;
  const code = inspection?.exitCode ?? null;
  const words =
    code === null ? 'it ended, with an unknown code' : `exit code ${exitCodeInWords(code, inspection?.oomKilled ?? false)}`;
  const again = state === 'restarting' ? ', and its restart policy starts it again and again' : '';
  return {
    phase: code === null ? 'ended' : `exited ${code}`,
    reason: `${words}${inspection?.error ? `: ${inspection.error}` : ''}${again}`,
  };
};

/** What one waits for. */
export interface Watching {
  /** What `done` says when it is well: `restarted`, `started`. */
  readonly phase: string;
  /** Where it answers over HTTP, if it does: without a check of its own it is well when that says so. */
  readonly probe: ProfileProbe | null;
  /** A start is known to take so long (ms): until then a check that fails does not count. */
  readonly slowMs?: number;
  /** `completed`: it is a job, and has to end with 0. */
  readonly until?: 'well' | 'completed';
}

/**
 * Watches a container that was just started until it is healthy (or, without a check, has run for a moment), turns unhealthy or ends. A
 * phase with `runs` is told when it has run for a moment and there is more to wait for.
 */
export async function* watchUntilWell(engine: Engine, id: string, watching: Watching, signal: AbortSignal): Steps {
  const {phase, probe, slowMs = 0, until = 'well'} = watching;
  const began = performance.now();
  let said = '';
  for (;;) {
    let container: Container;
    try {
      container = await inspectContainer(engine, id, signal);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      yield failure(id, error.code === 'not-found' ? gonePhase : 'failed', error.message, []);
      return;
    }
    const end = endOf(container);
    if (end) {
      // A job that ends with 0 has done what it was started for.
      if (container.state === 'exited' && container.inspection?.exitCode === 0) yield {kind: 'done', id, phase: 'done'};
      else yield failure(id, end.phase, end.reason, await lastLines(engine, container, signal));
      return;
    }
    const waited = performance.now() - began;
    const job = until === 'completed';
    const uncheckedRuns = !job && container.health === 'none' && container.state === 'running';
    const answer = uncheckedRuns && probe ? await askHealth(engine, container, probe, signal) : undefined;
    const answers = answer !== undefined && answer !== null && answer.status < 400;
    if (!job && (container.health === 'healthy' || answers)) {
      yield {kind: 'done', id, phase: 'healthy'};
      return;
    }
    if (uncheckedRuns && answer === undefined && waited > steadyMs) {
      yield {kind: 'done', id, phase};
      return;
    }
    if (!job && container.health === 'unhealthy' && waited > slowMs) {
      yield failure(id, 'unhealthy', lastProbe(container), await lastLines(engine, container, signal));
      return;
    }
    const patience = Math.max(answer === undefined ? patienceMs : answerPatienceMs, 2 * slowMs);
    if (waited > patience) {
      const words = job
        ? 'runs and has not completed'
        : answer === undefined
          ? 'is still not healthy'
          : `still ${answer === null ? 'does not answer' : `answers ${answer.status}`}`;
      yield failure(
        id,
        job ? 'still running' : 'still starting',
        `it ${words} after ${Math.round(patience / 60_000)} minutes`,
        await lastLines(engine, container, signal),
      );
      return;
    }
    const checking = container.health !== 'none' || answer !== undefined;
    const next = job ? 'running' : checking ? 'checking' : 'starting';
    const runs = waited > steadyMs && container.state === 'running';
    if (`${next} ${runs}` !== said) yield {kind: 'phase', id, phase: next, ...(runs ? {runs} : {})};
    said = `${next} ${runs}`;
    await delay(pollMs, undefined, {signal});
  }
}
