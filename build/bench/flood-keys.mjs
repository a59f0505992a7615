// How soon the log screen answers keys while a flood of lines runs through it, in a list of many containers.
import {setTimeout as pause} from 'node:timers/promises';
import {rssOf} from './processes.mjs';
import {open} from './terminal.mjs';

const patience = 20_000;
const presses = 80;

/** Ms from each key to the bytes that show what it did, and the most memory in MB. Throws with one line where there is no flood. */
export const keysInFlood = async (program, {env, signal}) => {
  const terminal = open({...program, args: [...program.args, 'flood']}, env, signal);
  const write = bytes => terminal.child.write(bytes);
  try {
    await terminal.until(text => /\bflood\b/.test(text) && text.includes('bench'), patience);
    write('\u001b[B');
    await pause(300, undefined, {signal});
    write('l');
    if ((await terminal.until(text => text.includes('following'), patience)) === null)
      throw new Error('the log screen did not open');
    await pause(3000, undefined, {signal});
    const times = [];
    let most = 0;
    for (let press = 0; press < presses && !terminal.state.ended; press++) {
      const pressed = performance.now();
      write(' ');
      const word = press % 2 === 0 ? 'paused' : 'following';
      const time = await terminal.when(() => terminal.text().includes(word), 3000, pressed);
      if (time !== null) times.push(time);
      most = Math.max(most, rssOf(terminal.child.pid) ?? 0);
      await pause(110 + (press % 7) * 23, undefined, {signal});
    }
    write('q');
    await pause(300);
    return {times, rss: most || null};
  } finally {
    await terminal.close();
  }
};
