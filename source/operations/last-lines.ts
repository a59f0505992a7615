import type {Engine} from '../engine/client.js';
import {EngineError} from '../engine/errors.js';
import {containerLogs} from '../engine/logs.js';
import type {Container} from '../model/container.js';

/**
 * The engine notes a start once the process runs: its first lines bear a time some ms before (14 ms on Docker 20.10). Between the last
 * line of one run and the start of the next lie some hundred.
 */
const earlyMs = 200;

/** The last lines of a container's present or last run, oldest first. None when its log cannot be read: the reason for asking is told anyway. */
export const lastLines = async (engine: Engine, container: Container, signal: AbortSignal, count = 12): Promise<string[]> => {
  const startedAt = container.inspection?.startedAt ?? null;
  const lines: string[] = [];
  try {
    await containerLogs(engine, container.id, {
      tail: count,
      ...(startedAt === null ? {} : {since: startedAt - earlyMs}),
      tty: container.inspection?.tty ?? false,
      signal,
      onLines: read => {
        lines.push(...read.map(line => line.text));
      },
    });
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
  }
  return lines.slice(-count);
};
