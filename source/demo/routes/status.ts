import {type DemoContainer, startedAt} from '../world/container.js';

/** As docker/go-units HumanDuration says it: `Less than a second`, `3 minutes`, `About an hour`, `4 days`. */
export const humanDuration = (ms: number): string => {
  const seconds = Math.floor(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.round(minutes / 60);
  if (seconds < 1) return 'Less than a second';
  if (seconds === 1) return '1 second';
  if (seconds < 60) return `${seconds} seconds`;
  if (minutes === 1) return 'About a minute';
  if (minutes < 60) return `${minutes} minutes`;
  if (hours === 1) return 'About an hour';
  if (hours < 48) return `${hours} hours`;
  if (hours < 24 * 7 * 2) return `${Math.floor(hours / 24)} days`;
  if (hours < 24 * 30 * 2) return `${Math.floor(hours / 24 / 7)} weeks`;
  if (hours < 24 * 365 * 2) return `${Math.floor(hours / 24 / 30)} months`;
  return `${Math.floor(hours / 24 / 365)} years`;
};

/** The list's `Status` (moby:container/state.go State.String). */
export const statusText = (container: DemoContainer, now: number): string => {
  const ago = humanDuration(now - (container.finishedAt ?? now));
  switch (container.status) {
    case 'created':
      return 'Created';
    case 'dead':
      return 'Dead';
    case 'removing':
      return 'Removal In Progress';
    case 'restarting':
      return `Restarting (${container.exitCode}) ${ago} ago`;
    case 'exited':
      return `Exited (${container.exitCode}) ${ago} ago`;
    case 'paused':
    case 'running': {
      const up = `Up ${humanDuration(now - (startedAt(container) ?? now))}`;
      if (container.status === 'paused') return `${up} (Paused)`;
      if (!container.health) return up;
      return `${up} (${container.health.status === 'starting' ? 'health: starting' : container.health.status})`;
    }
  }
};
