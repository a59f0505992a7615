import type {Engine} from '../engine/client.js';
import {inspectContainer} from '../engine/containers.js';
import {EngineError} from '../engine/errors.js';
import {readMemory} from '../engine/memory.js';
import type {Container} from '../model/container.js';
import type {Invocation} from '../services/service.js';
import {removeLeftovers} from './remove-leftovers.js';
import {NotMadeError, runBeside} from './run-beside.js';
import {limitOf, type RunServiceOptions, runService} from './run-service.js';

const mebibyte = 2 ** 20;
/** A Java tool in its slim form adds 50 to 80 MiB; a broker wants some of the rest while it runs. */
const usualRoom = 130 * mebibyte;
const toolNeeds = 80 * mebibyte;
/** What a tool may take: one that cannot reach its broker waits for a minute, or for ever. */
const usualLimitMs = 20_000;
/** A person may wait longer, but nothing of ours runs for ever beside a broker. */
const longestMs = 50 * 60_000;

/** Bytes; the limit is null where there is none, what is used where the engine does not tell. */
interface Memory {
  readonly limit: number | null;
  readonly used: number | null;
}

const memoryOf = async (engine: Engine, {id, inspection}: Container, signal: AbortSignal): Promise<Memory> => {
  const limit = inspection?.memoryLimit ?? null;
  return {limit, used: limit === null ? null : (await readMemory(engine, id, signal)).memory};
};

/** Tools that run inside of a container now, by its id: each may still be taking its memory. */
const inside = new Map<string, number>();

const hasRoom = ({limit, used}: Memory, wanted: number, running: number): boolean =>
  limit === null || (used !== null && limit - used >= wanted + running * toolNeeds);

const runInside = async (
  engine: Engine,
  id: string,
  invocation: Invocation,
  options: RunServiceOptions,
): Promise<number | null> => {
  inside.set(id, (inside.get(id) ?? 0) + 1);
  try {
    return await runService(engine, id, invocation, options);
  } finally {
    const left = (inside.get(id) ?? 1) - 1;
    if (left === 0) inside.delete(id);
    else inside.set(id, left);
  }
};

const inMebibytes = (bytes: number): string => String(Math.round(bytes / mebibyte));

const refusal = ({name, service}: Container, {limit, used}: Memory, why: string): EngineError => {
  const all = inMebibytes(limit ?? 0);
  const room =
    used === null
      ? `how much room ${service ?? name} has under its limit of ${all} MiB is not known`
      : `${service ?? name} has ${inMebibytes(Math.max(0, (limit ?? 0) - used))} MiB left under its limit of ${all} MiB`;
  const danger = `a Kafka tool needs about ${inMebibytes(toolNeeds)}: the kernel could kill the broker`;
  return new EngineError('conflict', `${room}; ${danger}`, why);
};

export interface KafkaToolOptions extends RunServiceOptions {
  /** Without it the invocation's own, else 20 s; 0, and all above, is 50 min. */
  readonly timeoutMs?: number;
  /** Whether a throw-away container may be made where the broker has no room; without it, yes. */
  readonly mayCreate?: boolean;
}

/** Where a tool ran. */
export interface KafkaToolRun {
  readonly exitCode: number | null;
  readonly where: 'inside' | 'beside';
}

/**
 * Runs a Java tool of Kafka without harm to the broker: inside of its container where there is room under the memory limit, else in a
 * throw-away container beside it. Throws EngineError `conflict` with the figures when neither can be, else rejects as `runService`.
 */
export const runKafkaTool = async (
  engine: Engine,
  id: string,
  invocation: Invocation,
  {mayCreate = true, timeoutMs = limitOf(invocation, usualLimitMs), ...rest}: KafkaToolOptions,
): Promise<KafkaToolRun> => {
  const options = {...rest, timeoutMs: timeoutMs === 0 ? longestMs : Math.min(timeoutMs, longestMs)};
  const container = await inspectContainer(engine, id, rest.signal);
  const memory = await memoryOf(engine, container, rest.signal);
  if (hasRoom(memory, invocation.room ?? usualRoom, inside.get(container.id) ?? 0))
    return {exitCode: await runInside(engine, container.id, invocation, options), where: 'inside'};
  if (!mayCreate) throw refusal(container, memory, 'a container beside it would do, and read-only makes none');
  try {
    await removeLeftovers(engine, rest.signal);
    return {exitCode: await runBeside(engine, container, invocation, options), where: 'beside'};
  } catch (error) {
    if (!(error instanceof NotMadeError)) throw error;
    throw refusal(container, memory, `a container beside it cannot be made: ${error.message}`);
  }
};
