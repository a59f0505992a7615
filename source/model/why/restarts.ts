import type {Container} from '../container.js';
import {spokenDuration} from '../duration.js';
import {loopOf, type Past} from '../past.js';
import {endInWords} from './end.js';
import {type Clause, fact, plain} from './parts.js';

/** A container that is younger than this has come to its restarts one after another, and their mean distance says something. */
const youngMs = 3_600_000;
/** So few say nothing about a period. */
const fewest = 3;

/** The engine counts restarts and keeps the last run only: what that tells of a loop that nobody watched. */
const unwatched = ({createdAt, state, inspection}: Container, now: number): Clause | null => {
  const restarts = inspection?.restarts ?? 0;
  if (restarts === 0) return null;
  const count = fact(restarts === 1 ? '1 restart' : `${restarts} restarts`);
  const startedAt = inspection?.startedAt ?? null;
  const finishedAt = inspection?.finishedAt ?? null;
  if (restarts < fewest || startedAt === null) return [count];
  if (now - createdAt < youngMs && startedAt > createdAt)
    return [fact(`${restarts} restarts,`), plain('about every'), fact(spokenDuration((startedAt - createdAt) / restarts))];
  if (state === 'restarting' && finishedAt !== null && finishedAt > startedAt)
    return [fact(`${restarts} restarts,`), plain('its last run took'), fact(spokenDuration(finishedAt - startedAt))];
  return [count];
};

/** Three in ten minutes, as in what was watched. */
const loopPeriodMs = 200_000;

/**
 * Whether it ends again and again, though it may run just now: by what was watched, else by its restarts since it was made, where the
 * last start is not longer ago than two of its usual runs.
 */
export const isLooping = ({createdAt, state, inspection}: Container, past: Past, now: number): boolean => {
  if (loopOf(past, now) !== null) return true;
  const restarts = inspection?.restarts ?? 0;
  const startedAt = inspection?.startedAt ?? null;
  if (restarts < fewest || startedAt === null || state !== 'running') return false;
  const period = (startedAt - createdAt) / restarts;
  return period > 0 && period < loopPeriodMs && now - startedAt < 2 * period;
};

/** How often it ends and starts again, and with which period as far as that can be told. */
export const restartsClause = (container: Container, past: Past, now: number): Clause | null => {
  const loop = loopOf(past, now);
  if (loop) return [fact(`${loop.count} ends in 10 min,`), plain('about every'), fact(spokenDuration(loop.periodMs))];
  return unwatched(container, now);
};

/** How the run before this one ended, where that was no good end. */
export const lastExitClause = ({inspection}: Container, past: Past): Clause | null => {
  const last = past.exits.at(-1);
  return last && last.code !== null && last.code !== 0
    ? [plain('last exit'), fact(endInWords(last, inspection?.memoryLimit))]
    : null;
};
