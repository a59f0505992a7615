// What no program for Node can go below.
import {setTimeout as pause} from 'node:timers/promises';
import {median} from './figures.mjs';
import {rssOf} from './processes.mjs';
import {bareNode, environment} from './programs.mjs';
import {open} from './terminal.mjs';

/** A program for Node that only waits: ms to its first output, MB. */
export const floorOf = async (home, signal) => {
  const runs = [];
  for (let run = 0; run < 7; run++) {
    const terminal = open(bareNode, environment(home, '/dev/null'), signal);
    try {
      const start = await terminal.until(text => text.includes('names'), 10_000);
      await pause(300, undefined, {signal});
      runs.push({start, rss: rssOf(terminal.child.pid)});
    } finally {
      await terminal.close();
    }
  }
  return {start: median(runs.map(({start}) => start)), rss: median(runs.map(({rss}) => rss))};
};
