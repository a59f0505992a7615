import {stat} from 'node:fs/promises';
import path from 'node:path';
import type {SaveCount} from '../operations/save-log-bytes.js';
import type {LogChunk} from '../state/log-save.js';

/** What chunks came to. */
export interface Written {
  /** Lines that were let go before their turn came. */
  readonly lost: number;
  /** Number of the chosen line among those written, from 1; null when it is none of them. */
  readonly chosen: number | null;
}

/** Hands chunks on one after another, so that keys get their turn in between; ends early when `signal` is aborted. */
export const writeChunks = async (
  chunks: Iterable<LogChunk>,
  write: (bytes: Buffer) => Promise<void>,
  count: SaveCount,
  signal: AbortSignal,
): Promise<Written> => {
  let lost = 0;
  let chosen: number | null = null;
  for (const chunk of chunks) {
    if (signal.aborted) break;
    const bytes = Buffer.from(chunk.text);
    if (bytes.length > 0) await write(bytes);
    if (chunk.chosen !== null) chosen = count.lines + chunk.chosen + 1;
    count.lines += chunk.lines;
    count.bytes += bytes.length;
    lost += chunk.lost;
    await new Promise<void>(resolve => setImmediate(resolve));
  }
  return {lost, chosen};
};

/**
 * The file that somebody means: relative to `cwd`, `~` is the home folder, and in a folder (one that is there, or a path that ends in a
 * slash) `name` is taken. null when nothing was typed.
 */
export const fileMeant = async (typed: string, name: string, home: string | undefined, cwd: string): Promise<string | null> => {
  const trimmed = typed.trim();
  if (trimmed === '') return null;
  const expanded = home && /^~(?:\/|$)/.test(trimmed) ? path.join(home, trimmed.slice(1)) : trimmed;
  const file = path.resolve(cwd, expanded);
  if (trimmed.endsWith('/')) return path.join(file, name);
  const isFolder = await stat(file).then(
    found => found.isDirectory(),
    () => false, // what is wrong with it is told when it is written
  );
  return isFolder ? path.join(file, name) : file;
};
