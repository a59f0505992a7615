// A run on the terminal, and in its file.
import fs from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {shown} from './figures.mjs';
import {aimsTable, ratios, sideBySide, tally, titleOf} from './report.mjs';
import {byHand, resultsPage} from './results.mjs';
import {textTable} from './table.mjs';

const file = fileURLToPath(new URL('../../bench/results.md', import.meta.url));

/** Prints the tables. */
export const printRun = run => {
  const lines = [`${run.versions}; ${run.machine}; load ${shown(run.load[0], 1)} before, ${shown(run.load[1], 1)} after`];
  for (const size of run.sizes) {
    const compared = ratios(size);
    lines.push('', titleOf(size), ...textTable(sideBySide(size)));
    if (compared) lines.push('', 'times as much as stacktop', ...textTable(compared));
  }
  const {met, of} = tally(run);
  lines.push('', `aims: ${met} of ${of} met`, ...textTable(aimsTable(run)));
  lines.push(`Node that only waits: ${shown(run.floor.start)} ms to its first output, ${shown(run.floor.rss)} MB`);
  console.log(lines.join('\n'));
};

/** Writes bench/results.md; what was written into it by hand stays. */
export const writeRun = run => {
  const before = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
  fs.mkdirSync(path.dirname(file), {recursive: true});
  fs.writeFileSync(file, resultsPage(run, byHand(before)));
  console.error(`bench: wrote ${path.relative(process.cwd(), file)}`);
};
