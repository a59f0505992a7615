// Takes a picture of a program's screen. Run it through shoot.mjs, which makes JavaScript of it.
import fs from 'node:fs';
import path from 'node:path';
import {parseArgs} from 'node:util';
import {Terminal} from './terminal.js';

const usage = `usage: node test/support/shoot.mjs --out FILE.png [--size 120x40] [--light] [--scale N] [--env K=V]…
         [--wait TEXT] [--keys "down,down,l"] [--wait-after TEXT] [--within SECONDS] [--command PROGRAM] [--text] [-- ARGUMENTS…]
Runs stacktop (or PROGRAM) in a terminal, waits for TEXT or for quiet, presses the keys one by one with quiet between them, and saves
the screen. --text prints the screen too.`;

const {values, positionals} = parseArgs({
  allowPositionals: true,
  options: {
    out: {type: 'string'},
    size: {type: 'string', default: '120x40'},
    light: {type: 'boolean', default: false},
    scale: {type: 'string', default: '1'},
    env: {type: 'string', multiple: true, default: []},
    keys: {type: 'string', default: ''},
    wait: {type: 'string'},
    'wait-after': {type: 'string'},
    within: {type: 'string', default: '20'},
    command: {type: 'string'},
    text: {type: 'boolean', default: false},
  },
});
const size = /^(\d+)x(\d+)$/.exec(values.size);

/** A screen with a clock is never quiet for long: then what is there is taken. */
const quiet = async (terminal: Terminal): Promise<void> => terminal.settles({quiet: 150, within: 2500}).catch(() => {});

const shoot = async (out: string, columns: number, rows: number): Promise<void> => {
  const shell = values.command?.includes(' ') ? {command: '/bin/sh', args: ['-c', values.command, 'sh', ...positionals]} : null;
  const terminal = Terminal.open({
    ...(shell ?? {command: values.command, args: positionals}),
    cwd: process.cwd(),
    env: Object.fromEntries(values.env.map(entry => [entry.split('=')[0] ?? '', entry.slice(entry.indexOf('=') + 1)])),
    background: values.light ? 'light' : 'dark',
    columns,
    rows,
  });
  try {
    if (values.wait !== undefined) await terminal.sees(values.wait, {within: Number(values.within) * 1000});
    await quiet(terminal);
    for (const key of values.keys.split(',').filter(Boolean)) {
      await terminal.press(key);
      await quiet(terminal);
    }
    if (values['wait-after'] !== undefined) await terminal.sees(values['wait-after'], {within: Number(values.within) * 1000});
    fs.mkdirSync(path.dirname(path.resolve(out)), {recursive: true});
    fs.writeFileSync(out, terminal.png({scale: Number(values.scale)}));
    if (values.text) console.log(terminal.text());
  } finally {
    await terminal.close();
  }
};

if (values.out === undefined || !size) {
  console.error(usage);
  process.exitCode = 2;
} else {
  await shoot(values.out, Number(size[1]), Number(size[2]));
}
