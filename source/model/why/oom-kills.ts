import type {Member} from '../stack.js';
import {isLive} from '../status.js';
import type {WhyKnown} from './findings.js';
import {type Clause, factAgo} from './parts.js';

/**
 * Of a container that runs: how many of its processes the kernel killed for want of memory. Its first process was not among them, so that
 * neither its state nor, perhaps, its check says anything. Null when there were none, or nobody counted and no event told.
 */
export const oomKillsClause = ({container, key}: Member, now: number, known: WhyKnown): Clause | null => {
  if (!isLive(container)) return null;
  const {count, seenAt} = known.oomKillsOf(container.id) ?? {count: 0, seenAt: null};
  const {oomAt} = known.pastOf(key);
  const last = Math.max(seenAt ?? Number.NEGATIVE_INFINITY, oomAt ?? Number.NEGATIVE_INFINITY);
  if (count === 0 && oomAt === null) return null;
  const killed = count > 1 ? `${count} processes killed for memory` : 'one process killed for memory';
  return factAgo(killed, Number.isFinite(last) ? last : null, now);
};
