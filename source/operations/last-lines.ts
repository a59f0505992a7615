import type {Engine} from '../engine/client.js';
import {EngineError} from '../engine/errors.js';
import {containerLogs} from '../engine/logs.js';
import type {Container} from '../model/container.js';

/** The last lines of a container's log, oldest first. None when its log cannot be read: the reason for asking is told anyway. */
export const lastLines = async (engine: Engine, container: Container, signal: AbortSignal, count = 12): Promise<string[]> => {
  const lines: string[] = [];
  try {
    await containerLogs(engine, container.id, {
      tail: count,
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
