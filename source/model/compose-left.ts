import type {Container} from './container.js';
import {compareNames} from './name-order.js';

const stateOf = ({state}: Container): string =>
  state === 'created' ? 'created, not started' : state === 'exited' ? 'stopped' : `is ${state}`;

const isRunning = ({state}: Container): boolean => state === 'running' || state === 'paused' || state === 'restarting';

/** How a container stands now, in words, where that is another than before; null when nothing happened to it. */
const changeOf = (before: Container | undefined, after: Container): string | null => {
  if (!before) return isRunning(after) ? 'is new and runs' : `is new: ${stateOf(after)}`;
  if (before.id !== after.id) return isRunning(after) ? 'was recreated and runs' : `was recreated: ${stateOf(after)}`;
  if (before.state === after.state) return null;
  return isRunning(after) && !isRunning(before)
    ? 'was started'
    : isRunning(before) && !isRunning(after)
      ? 'was stopped'
      : stateOf(after);
};

const counted = (containers: readonly Container[]): string => {
  const running = containers.filter(isRunning).length;
  return `${running} of ${containers.length} ${containers.length === 1 ? 'container' : 'containers'}`;
};

/**
 * What compose has done to a project's containers when it did not come to its end: a line on all of them, then one for each that is
 * another than it was, by name.
 */
export const whatIsLeft = (before: readonly Container[], after: readonly Container[]): readonly string[] => {
  const was = new Map(before.map(container => [container.name, container]));
  const now = new Map(after.map(container => [container.name, container]));
  const changes = [
    ...after.flatMap(container => {
      const change = changeOf(was.get(container.name), container);
      return change === null ? [] : [{name: container.name, change}];
    }),
    ...before.flatMap(({name}) => (now.has(name) ? [] : [{name, change: 'is gone'}])),
  ].sort((one, other) => compareNames(one.name, other.name));
  if (changes.length === 0)
    return [after.length === 0 ? 'Nothing was done: there is no container.' : `Nothing was done: ${counted(after)} run.`];
  const counts = `${after.length === 0 ? 'no container is left' : `${counted(after)} run`}; before ${before.length === 0 ? 'there was none' : `${counted(before)} ran`}`;
  return [`Half done: ${counts}.`, ...changes.map(({name, change}) => `${name} ${change}`)];
};
