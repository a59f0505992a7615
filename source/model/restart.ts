import type {Member} from './stack.js';

/**
 * Whether a restart of a whole stack means this container: also when it is down, but not when it is a one-off run or a job that is
 * done, which would run again. One that ended and was not inspected yet may be such a job.
 */
export const isRestartedWithStack = ({container, status}: Member): boolean =>
  !container.oneOff && status.kind !== 'done' && status.kind !== 'ended';
