import {call, type Line, openStream} from './call.js';
import {errorFor} from './error-messages.js';
import {EngineError} from './errors.js';

/** Longest archive that is taken: this is for a file of settings, not for data. */
const longest = 1 << 20;

/** A file or folder of a container, as a tar archive; null when there is none, or it is too long (1 MiB). Throws EngineError. */
export async function readArchive(engine: Line, id: string, path: string, signal: AbortSignal): Promise<Buffer | null> {
  try {
    const reply = await openStream(engine, {method: 'GET', path: archivePath(id), query: {path}}, signal);
    const parts: Buffer[] = [];
    let size = 0;
    for await (const part of reply) {
      size += part.length;
      if (size > longest) return null; // leaving the loop ends the reply
      parts.push(part);
    }
    return Buffer.concat(parts);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof EngineError && error.code === 'not-found') return null;
    throw errorFor(error, engine.endpoint);
  }
}

/** Unpacks a tar archive into a folder of a container, running or not. Throws EngineError. */
export async function writeArchive(engine: Line, id: string, folder: string, tar: Buffer, signal: AbortSignal): Promise<void> {
  await call(engine, {method: 'PUT', path: archivePath(id), query: {path: folder}, file: tar, slow: true}, signal);
}

function archivePath(id: string): string {
  return `/containers/${encodeURIComponent(id)}/archive`;
}
