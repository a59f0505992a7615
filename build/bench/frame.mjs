// `npm run bench -- frame`: what the program's own work costs at 30 to 5,000 containers, without an engine and without a terminal: ms and
// bytes allocated for a batch of samples, an event, a key and a frame. Node is started again so that nothing is collected while it counts.
//   --only N     one size only
import {spawnSync} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import v8 from 'node:v8';

const self = fileURLToPath(import.meta.url);
const args = process.argv.slice(2).filter(arg => arg !== 'frame');
const sizes = args.includes('--only') ? [Number(args[args.indexOf('--only') + 1])] : [30, 200, 1000, 5000];

if (process.env.STACKTOP_BENCH_MODULE === undefined) {
  const {buildFrameModule} = await import('./frame-module.mjs');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stacktop-frame-'));
  const outfile = path.join(folder, 'frame.mjs');
  await buildFrameModule(outfile);
  const flags = ['--expose-gc', '--min-semi-space-size=128', '--max-semi-space-size=256', ...process.execArgv];
  console.log(`Node ${process.version}, 120×40, ms of the whole turn (least, median), kB allocated, bytes written`);
  for (const size of sizes) {
    const env = {...process.env, STACKTOP_BENCH_MODULE: pathToFileURL(outfile).href};
    spawnSync(process.execPath, [...flags, self, '--only', String(size)], {stdio: 'inherit', env});
  }
  fs.rmSync(folder, {recursive: true, force: true});
} else {
  const {openScene} = await import(process.env.STACKTOP_BENCH_MODULE);
  const [size] = sizes;
  const scene = openScene(size);
  await scene.ready;
  const rounds = 60;
  const cells = [];
  for (const [name, act, prepare] of scene.acts) {
    const ready = async () => {
      prepare?.();
      await new Promise(resolve => setTimeout(resolve, 3));
    };
    for (let warm = 0; warm < 30; warm++) {
      await ready();
      await scene.turn(act);
    }
    const times = [];
    let bytes = 0;
    let written = 0;
    globalThis.gc();
    for (let round = 0; round < rounds; round++) {
      await ready();
      const before = v8.getHeapStatistics().used_heap_size;
      const sent = scene.written();
      const started = performance.now();
      await scene.turn(act);
      times.push(performance.now() - started);
      bytes += v8.getHeapStatistics().used_heap_size - before;
      written += scene.written() - sent;
    }
    times.sort((a, b) => a - b);
    const median = times[rounds / 2].toFixed(2);
    const least = times[0].toFixed(2);
    cells.push(
      `  ${name.padEnd(38)} ${least.padStart(6)} ${median.padStart(7)} ms ${String(Math.round(bytes / rounds / 1024)).padStart(6)} kB ${String(Math.round(written / rounds)).padStart(6)} B`,
    );
  }
  console.log(`${size} containers, heap ${Math.round(scene.heap() / 2 ** 20)} MB`);
  for (const cell of cells) console.log(cell);
  scene.close();
}
