// `npm run bench -- logs`: what a flood of lines costs in the log screen, beside `docker logs -f` and lazydocker. Figures, never a verdict.
//   --short        15 s each instead of 60
//   --rate N       lines a second that the engine made for this offers (120,000)
//   --made, --engine   only on the engine made for this, only on the one that answers here
import {spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {quantile} from './figures.mjs';
import {lazydocker, stacktop, watch, writtenIn} from './log-screen.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const args = process.argv.slice(2);
const seconds = args.includes('--short') ? 15 : 60;
const rate = args.includes('--rate') ? Number(args[args.indexOf('--rate') + 1]) : 120_000;
const home = fs.mkdtempSync(path.join(os.tmpdir(), 'stacktop-bench-logs-'));
const has = command => spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;
const docker = (...words) => spawnSync('docker', words, {encoding: 'utf8'});

/** `docker logs -f` into a pipe that is read as quickly as it comes. */
const cli = async (host, container) => {
  const child = spawn('docker', ['-H', host, 'logs', '-f', '--tail', '1000', container], {stdio: ['ignore', 'pipe', 'ignore']});
  let count = 0;
  let newest = 0;
  child.stdout.on('data', data => {
    for (let at = data.indexOf(10); at >= 0; at = data.indexOf(10, at + 1)) count += 1;
    newest = Math.max(newest, writtenIn(data.toString('latin1', Math.max(0, data.length - 400))));
  });
  await pause(2000);
  const before = {count, at: performance.now()};
  const watched = await watch(child.pid, seconds, () => newest);
  const perSecond = ((count - before.count) * 1000) / (performance.now() - before.at);
  child.kill();
  return {name: 'docker logs -f', perSecond, ...watched, keys: [], said: ''};
};

/** Least squares: MB a minute. */
const slopeOf = points => {
  const mean = of => points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [x, y] = [mean(({at}) => at), mean(({rss}) => rss)];
  const spread = points.reduce((sum, {at}) => sum + (at - x) ** 2, 0);
  return spread === 0 ? 0 : (points.reduce((sum, {at, rss}) => sum + (at - x) * (rss - y), 0) / spread) * 60;
};

const row = ({name, perSecond, cpu, points, ages, keys, said}) => {
  const figure = (value, digits = 0) => (value === null || Number.isNaN(value) ? '–' : value.toFixed(digits));
  const every = points.filter((_, index) => index % 10 === 0 || index === points.length - 1);
  const taken =
    perSecond === null ? 'it does not tell what it takes in' : `${Math.round(perSecond).toLocaleString('en')} lines a second in`;
  console.log(`  ${name}: ${taken}, ${figure(cpu)} ms of CPU a second`);
  const late = points.slice(Math.floor(points.length / 2));
  console.log(
    `    RSS MB every 10 s: ${every.map(({rss}) => figure(rss)).join(' ')}; ${figure(slopeOf(late), 1)} MB a minute in the second half`,
  );
  console.log(
    `    newest line: ${figure(quantile(ages, 0.5))} ms old, p95 ${figure(quantile(ages, 0.95))}, at most ${figure(quantile(ages, 1))}`,
  );
  if (keys.length > 0)
    console.log(
      `    ${keys.length} keys: p50 ${figure(quantile(keys, 0.5), 1)} ms, p95 ${figure(quantile(keys, 0.95), 1)}, at most ${figure(Math.max(...keys))}`,
    );
  if (said !== '') console.log(`    ${said}`);
};

const load = () => os.loadavg()[0]?.toFixed(1);

const measureAll = async (host, container) => {
  const where = {root, home, host, seconds};
  if (has('docker')) row(await cli(host, container));
  row(await stacktop(where));
  if (has('lazydocker')) row(await lazydocker(where));
  else console.log('  lazydocker: not installed');
};

const onFlood = async () => {
  const socket = path.join(home, 'flood.sock');
  const server = spawn(process.execPath, [path.join(root, 'build/bench/flood.mjs'), socket, String(rate)], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(server.stdout, 'data');
  console.log(`\nan engine made for this, ${rate.toLocaleString('en')} lines a second offered (load ${load()})`);
  try {
    await measureAll(`unix://${socket}`, 'bench-flood-1');
  } finally {
    server.kill();
    await once(server, 'exit');
  }
};

/** Images that may be here, with a shell and `seq`. */
const images = ['stacktop-test/web', 'alpine', 'busybox', 'debian', 'ubuntu', 'redis', 'postgres'];
const script =
  'n=0; while :; do seq -f "line %.0f of a flood that a container writes to its log written=$(date +%s%3N)" $n $((n+1999)); n=$((n+2000)); done';

const onEngine = async () => {
  const image = images.find(name => docker('image', 'inspect', name).status === 0);
  if (docker('version').status !== 0) return console.log('\nno engine answers here: measured on the one made for this alone');
  if (!image) return console.log(`\nno image to flood from: one of ${images.join(', ')} is needed`);
  const name = `stacktop-bench-flood-${process.pid}`;
  const labels = [
    'com.docker.compose.project=bench',
    'com.docker.compose.service=flood',
    'com.docker.compose.container-number=1',
    'stacktop.lab=yes',
  ];
  // Half a core to write, so that there is one for the engine to read it again.
  const limits = ['--cpus', '0.5', '--log-opt', 'max-size=200m', '--log-opt', 'max-file=2'];
  const run = docker(
    'run',
    '-d',
    '--name',
    name,
    ...limits,
    ...labels.flatMap(label => ['--label', label]),
    '--entrypoint',
    'sh',
    image,
    '-c',
    script,
  );
  if (run.status !== 0) return console.log(`\nthe engine did not start a flood: ${run.stderr.trim()}`);
  try {
    await pause(2000);
    const host = docker('context', 'inspect', '-f', '{{.Endpoints.docker.Host}}').stdout.trim() || 'unix:///var/run/docker.sock';
    console.log(`\nthe engine here, a container that writes as fast as half a core can (load ${load()})`);
    const counted = docker('logs', '--tail', '1', name).stdout;
    await pause(5000);
    const later = docker('logs', '--tail', '1', name).stdout;
    const lines = text => Number(/line (\d+)/.exec(text)?.[1] ?? 0);
    console.log(`  offered: ${Math.round((lines(later) - lines(counted)) / 5).toLocaleString('en')} lines a second are written`);
    await measureAll(host, name);
  } finally {
    docker('rm', '-f', '-v', name);
  }
};

console.log(`${os.cpus().length} × ${os.cpus()[0]?.model ?? 'unknown CPU'}; Node ${process.version}; ${seconds} s each`);
try {
  if (!args.includes('--engine')) await onFlood();
  if (!args.includes('--made')) await onEngine();
} finally {
  fs.rmSync(home, {recursive: true, force: true});
}
