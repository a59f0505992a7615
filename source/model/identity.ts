import type {Container} from './container.js';

/**
 * What a container is to its people: project, service and replica number. It stays the same when the container is recreated, so a
 * selection that follows it does not move. One-off runs and containers outside of projects are known by name.
 */
export const containerKey = (container: Container): string =>
  container.project !== null && container.service !== null && !container.oneOff
    ? serviceKey(container.project, container.service, container.number ?? 1)
    : `=${container.name}`;

/** The key of a service's container, also of one that is still to come. */
export const serviceKey = (project: string, service: string, number = 1): string => `${project}/${service}/${number}`;

/** What a stack's row is known by; null is the stack of containers that belong to none. */
export const stackKey = (project: string | null): string => (project === null ? ':' : `:${project}`);

export const noStack = '(no stack)';
