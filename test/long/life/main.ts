/** Lives through hours of the program with the embedded engine, and writes what it keeps: a line of JSON for each hour, one for the end. */

import {kept} from './kept.js';
import {live} from './live.js';
import {settled} from './virtual-time.js'; // before all else: the others are to live by it

const main = async (): Promise<void> => {
  const [hours = '', churned = '', flaps = '', intervalS = '', drawn = ''] = process.argv.slice(2);
  await settled();
  const life = {hours: Number(hours), churned: Number(churned), flaps: Number(flaps), intervalS: Number(intervalS)};
  await live({...life, drawn: drawn === 'drawn'}, async words => {
    process.stdout.write(`${JSON.stringify({...words, kept: await kept()})}\n`);
  });
};

void main();
