import type {Line} from '../engine/call.js';
import {statsOnce, statsStream} from '../engine/stats.js';

/** How the engine's stats are reached; replies are unparsed. */
export interface StatsTransport {
  /** One reading. Rejects when the engine refuses, is gone, or `signal` is aborted. */
  once(id: string, signal: AbortSignal): Promise<unknown>;
  /** Follows until the engine ends it or `signal` is aborted. Rejects when the engine refuses or the connection breaks. */
  stream(id: string, signal: AbortSignal, onFrame: (frame: unknown) => void): Promise<void>;
}

export function engineStats(line: Line): StatsTransport {
  return {
    once: (id, signal) => statsOnce(line, id, signal),
    stream: (id, signal, onFrame) => statsStream(line, id, {signal, onFrame}),
  };
}
