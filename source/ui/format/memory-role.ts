import {type MemoryWeight, memoryWeight} from '../../model/memory-weight.js';
import type {Member} from '../../model/stack.js';
import type {Severity} from '../../model/status.js';
import type {Role} from '../../terminal/theme.js';
import type {RowContext} from './row.js';

export const memoryRole = (severity: Severity): Role => (severity === 'quiet' ? 'line' : severity);

const nothing: MemoryWeight = {severity: 'quiet', by: 'limit'};

/** How much the memory of a container asks for attention. */
export const weightOf = (
  member: Member | null,
  {memory, limit}: {readonly memory: number | null; readonly limit: number | null},
  {services, trends, now}: Pick<RowContext, 'services' | 'trends' | 'now'>,
): MemoryWeight => {
  if (!member || memory === null) return nothing;
  const fullAt = trends.get(member.container.id)?.fullAt ?? null;
  return memoryWeight({
    used: memory,
    limit,
    usual: services.byKey.get(member.key)?.profile?.usualMemory ?? null,
    fullIn: fullAt === null ? null : Math.max(0, fullAt - now),
  });
};
