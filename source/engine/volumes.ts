import type {Volume, VolumeSizes} from '../model/volume.js';
import {delay} from './abort.js';
import {call, type Line} from './call.js';
import {EngineError} from './errors.js';
import {counter, list, record, stringRecord, text} from './read.js';

/** All volumes of the engine. One request. Throws EngineError. */
export async function listVolumes(engine: Line, signal: AbortSignal): Promise<Volume[]> {
  const raw = record(await call(engine, {method: 'GET', path: '/volumes'}, signal));
  return list(raw.Volumes)
    .map(volumeFrom)
    .filter(({name}) => name !== '');
}

/** A volume as the engine tells it. Any field may be missing or null. */
export function volumeFrom(raw: unknown): Volume {
  const entry = record(raw);
  return {
    name: text(entry.Name),
    driver: text(entry.Driver),
    mountpoint: text(entry.Mountpoint),
    labels: stringRecord(entry.Labels),
  };
}

/** How long the engine may take to walk through all files of all volumes. */
export const measuringMs = 60_000;
const againMs = 1000;

/**
 * Has the engine measure its volumes. It walks through all their files, and before API 1.42 through images and containers too: not to be
 * asked without a wish for it. Waits while somebody else has it measured. Throws EngineError, `timeout` after a minute.
 */
export async function volumeSizes(engine: Line, signal: AbortSignal, timeoutMs = measuringMs): Promise<VolumeSizes> {
  const until = performance.now() + timeoutMs;
  const left = (): number => Math.max(1000, until - performance.now());
  for (;;) {
    try {
      // From API 1.52 the entries come when `verbose` asks for them; older engines know neither word, or only the first.
      const query = {type: 'volume', verbose: 1};
      return sizesFrom(await call(engine, {method: 'GET', path: '/system/df', query, slow: true, timeoutMs: left()}, signal));
    } catch (error) {
      const busy = error instanceof EngineError && /already running/.test(error.message);
      if (!busy || performance.now() > until) throw error;
      await delay(againMs, signal);
      signal.throwIfAborted();
    }
  }
}

/** Sizes in a reply of `/system/df` of any version; -1 is the engine's word for "not measured". */
export function sizesFrom(raw: unknown): VolumeSizes {
  const reply = record(raw);
  const entries = [...list(reply.Volumes), ...list(record(reply.VolumeUsage).Items)].map(record);
  const sizes = new Map<string, number>();
  for (const entry of entries) {
    const size = counter(record(entry.UsageData).Size);
    if (size !== null) sizes.set(text(entry.Name), size);
  }
  return sizes;
}
