import type {Container} from './container.js';

/**
 * What a container is to its people: project, service and replica number. It stays the same when the container is recreated, so a
 * selection that follows it does not move. One-off runs and containers outside of projects are known by name.
 */
export const containerKey = (container: Container): string =>
  container.project !== null && container.service !== null && !container.oneOff
    ? `${container.project}/${container.service}/${container.number ?? 1}`
    : `=${container.name}`;

/** What a stack's row is known by; null is the stack of containers that belong to none. */
export const stackKey = (project: string | null): string => (project === null ? ':' : `:${project}`);

export const noStack = '(no stack)';
