// `npm run bench`: what stacktop costs on the engine that answers here, beside what else is installed. Figures, never a verdict.
//   --short        shorter spans, for CI
//   --demo N       the embedded engine with about N containers instead
// `npm run bench -- frame`: what a sample, an event, a key and a frame cost by themselves, at 30 to 5,000 containers.
// `npm run bench -- logs`: what a flood of log lines costs; bench/logs.mjs says with what flags.
import {spawnSync} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {enginePids} from './bench/engine.mjs';
import {measure, startUps} from './bench/measure.mjs';
import {built, installed} from './ready.mjs';

installed();
await built();
const root = fileURLToPath(new URL('..', import.meta.url));
const args = process.argv.slice(2);
if (args[0] === 'logs') {
  await import('./bench/logs.mjs');
  process.exit();
}
if (args[0] === 'frame') {
  await import('./bench/frame.mjs');
  process.exit();
}
const short = args.includes('--short');
const demo = args.includes('--demo') ? Number(args[args.indexOf('--demo') + 1] ?? 30) : null;
const home = fs.mkdtempSync(path.join(os.tmpdir(), 'stacktop-bench-'));
const found = command => spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;
const list = () =>
  spawnSync(
    process.execPath,
    [path.join(root, 'bin/stacktop.js'), 'ls', '--json', '--all', ...(demo === null ? [] : ['--demo'])],
    {encoding: 'utf8', maxBuffer: 1 << 28},
  );

const listed = list();
if (listed.status !== 0) {
  console.error(
    `bench: no engine to measure on. ${listed.stderr.trim()}\nbench: npm run bench -- --demo 30 measures on the embedded one.`,
  );
  process.exitCode = 3;
} else {
  const stacks = JSON.parse(listed.stdout);
  const containers = stacks.flatMap(stack => stack.containers);
  const running = containers.filter(container => container.state === 'running').length;
  const name =
    containers.find(container => container.state === 'running')?.service ??
    containers.find(container => container.state === 'running')?.name ??
    'stacktop';
  const stacktop = {
    name: 'stacktop',
    command: process.execPath,
    args: [path.join(root, 'bin/stacktop.js'), ...(demo === null ? [] : ['--demo'])],
    sees: name,
    memory: /\d[KMG]\b/,
    key: '\u001b[B',
    selection: '\u001b[48;2;36;53;80m',
    quit: 'q',
  };
  const peers = [
    {
      name: 'docker stats',
      command: 'docker',
      args: ['stats'],
      sees: 'CONTAINER ID',
      memory: /\d(KiB|MiB|GiB)/,
      key: null,
      quit: '\u0003',
    },
    {
      name: 'lazydocker',
      command: 'lazydocker',
      args: [],
      sees: 'Containers',
      memory: /\d(KiB|MiB|GiB|MB)/,
      key: '\u001b[B',
      quit: 'q',
    },
    {name: 'ctop', command: 'ctop', args: [], sees: 'CID', memory: /\d(M|G)/, key: '\u001b[B', quit: 'q'},
    {name: 'dry', command: 'dry', args: [], sees: 'CONTAINER', memory: /\d(M|G)/, key: '\u001b[B', quit: 'Q'},
    {name: 'oxker', command: 'oxker', args: [], sees: 'name', memory: /\d+\.\d+ (M|k|G)B/, key: '\u001b[B', quit: 'q'},
    {name: 'dtop', command: 'dtop', args: [], sees: 'NAME', memory: /\d(M|G)/i, key: 'j', quit: 'q'},
  ].filter(peer => demo === null && found(peer.command));
  const cpu = os.cpus()[0]?.model ?? 'unknown CPU';
  console.log(
    `${containers.length} containers, ${running} running; ${os.cpus().length} × ${cpu}; Node ${process.version}; ${demo === null ? 'real engine' : 'embedded engine, in the same process: its cost is in the figures'}`,
  );
  const env = {
    ...process.env,
    HOME: home,
    XDG_CACHE_HOME: path.join(home, 'cache'),
    TERM: 'xterm-256color',
    COLORTERM: 'truecolor',
    LANG: 'C.UTF-8',
    CI: '',
    NO_COLOR: '',
  };
  const spans = {settle: 6, quiet: short ? 4 : 10, idle: short ? 6 : 20, keys: short ? 40 : 100, starts: short ? 5 : 15};
  const engine = demo === null ? enginePids() : [];
  const columns = ['', 'names ms', 'memory ms', 'key p50', 'key p95', 'CPU ms/s', 'engine ms/s', 'B/s', 'RSS MB'];
  const table = [columns];
  for (const program of [stacktop, ...peers]) {
    const number = (value, digits = 0) => (value === null ? '–' : value.toFixed(digits));
    // First, so that what follows runs as it does every day: with the code cache written.
    const starts = program === stacktop ? await startUps(program, {env, count: spans.starts}) : null;
    const result = await measure(program, {env, engine, spans});
    table.push([
      program.name,
      number(starts?.names ?? result.names),
      number(starts?.memory ?? result.memory),
      number(result.p50, 1),
      number(result.p95, 1),
      number(result.cpu, 1),
      number(result.engine, 1),
      number(result.bytes),
      number(result.rss),
    ]);
  }
  const widths = columns.map((_, column) => Math.max(...table.map(row => row[column].length)));
  for (const row of table)
    console.log(
      row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join('  '),
    );
  console.log(
    'names, memory: from the start of the process until they are on screen (stacktop: median of warm starts). engine: what dockerd and containerd use more than without the program.',
  );
  fs.rmSync(home, {recursive: true, force: true});
}
