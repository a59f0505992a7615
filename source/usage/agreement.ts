import type {UsageSample} from '../model/usage.js';
import {sampleFromStats} from './stats-reply.js';
import type {StatsTransport} from './stats-transport.js';

/**
 * How far the engine's figure may lie outside of what was read before and after it: a share of it, or so many bytes (ns of CPU), whichever
 * is more. Counters go on while the engine answers, and its own reading may be of a moment before.
 */
const SLACK = {
  memory: {share: 0.01, least: 1 << 20},
  cpuTotal: {share: 0.02, least: 1e8},
  rx: {share: 0.01, least: 1 << 16},
  tx: {share: 0.01, least: 1 << 16},
  blockRead: {share: 0.01, least: 1 << 20},
  blockWrite: {share: 0.01, least: 1 << 20},
} as const;

export type ComparedFigure = keyof typeof SLACK;
export const comparedFigures: readonly ComparedFigure[] = ['memory', 'cpuTotal', 'rx', 'tx', 'blockRead', 'blockWrite'];

/** One container's counters from both sources, at nearly one moment. */
export interface Comparison {
  readonly before: UsageSample;
  readonly told: UsageSample;
  readonly after: UsageSample;
  /** How long the engine took for its reply, ms. */
  readonly tookMs: number;
}

export interface Difference {
  readonly figure: ComparedFigure;
  readonly ours: number | null;
  readonly theirs: number | null;
  /** How far theirs lies outside of our two readings: bytes, or ns; 0 when it lies between them, null when one of both does not tell. */
  readonly apart: number | null;
  readonly agrees: boolean;
}

/**
 * Reads a container's files before and after the engine's one-shot reply. null when there is nothing to compare, because the engine or the
 * container did not answer; never rejects. @param readFiles null when they cannot be read
 */
export async function compareFiles(
  readFiles: () => UsageSample | null,
  transport: StatsTransport,
  id: string,
  signal: AbortSignal,
): Promise<Comparison | null> {
  const before = readFiles();
  const asked = performance.now();
  let told: UsageSample | null;
  try {
    told = sampleFromStats(await transport.once(id, signal));
  } catch {
    return null; // stopped meanwhile, or the engine hangs: no ground to doubt the files
  }
  const tookMs = performance.now() - asked;
  const after = readFiles();
  return before === null || told === null || after === null ? null : {before, told, after, tookMs};
}

/** How one figure differs. What the engine does not tell cannot differ; what only the files do not tell does. */
export function differenceIn(figure: ComparedFigure, {before, told, after}: Comparison): Difference {
  const [first, theirs, ours] = [before[figure], told[figure], after[figure]];
  if (theirs === null) return {figure, ours, theirs, apart: null, agrees: true};
  if (first === null || ours === null) return {figure, ours, theirs, apart: null, agrees: false};
  const apart = Math.max(0, Math.min(first, ours) - theirs, theirs - Math.max(first, ours));
  const {share, least} = SLACK[figure];
  return {figure, ours, theirs, apart, agrees: apart <= Math.max(least, theirs * share)};
}

/** Whether the kernel's files tell what the engine tells of the same container: memory and CPU; null when there is nothing to compare. */
export async function filesAgree(
  readFiles: () => UsageSample | null,
  transport: StatsTransport,
  id: string,
  signal: AbortSignal,
): Promise<boolean | null> {
  const comparison = await compareFiles(readFiles, transport, id, signal);
  return comparison && differenceIn('memory', comparison).agrees && differenceIn('cpuTotal', comparison).agrees;
}
