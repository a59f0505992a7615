import {call, type Line} from './call.js';
import {EngineError} from './errors.js';
import {record, strings, text, time} from './read.js';

/** What an image's name means now. */
export interface NamedImage {
  readonly id: string;
  /** All by which a container may know it: its id, and in the image store of containerd the digests of its parts. */
  readonly ids: readonly string[];
  /** When it was given a name on this engine last, ms since 1970; null where the engine does not tell. */
  readonly taggedAt: number | null;
}

/** The image of that name; null when there is none. One request. Throws EngineError. */
export async function namedImage(engine: Line, name: string, signal: AbortSignal): Promise<NamedImage | null> {
  try {
    const raw = record(await call(engine, {method: 'GET', path: `/images/${encodeURIComponent(name)}/json`}, signal));
    const id = text(raw.Id) || text(raw.ID);
    const digests = strings(raw.RepoDigests).map(digest => digest.slice(digest.lastIndexOf('@') + 1));
    const ids = [id, text(record(raw.Descriptor).digest), ...digests].filter(each => each !== '');
    return {id, ids, taggedAt: time(record(raw.Metadata).LastTagTime)};
  } catch (error) {
    if (error instanceof EngineError && error.code === 'not-found') return null;
    throw error;
  }
}
