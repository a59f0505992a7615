// `npm run bench -- logs`: what a flood of lines costs in the log screen, beside `docker logs -f` and lazydocker. Figures, never a verdict.
//   --short        15 s each instead of 60
//   --rate N       lines a second that the engine made for this offers (150,000)
import {spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {cpuOf, rssOf} from './engine.mjs';
import {open, quantile} from './measure.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const args = process.argv.slice(2);
const seconds = args.includes('--short') ? 15 : 60;
const rate = args.includes('--rate') ? Number(args[args.indexOf('--rate') + 1]) : 150_000;
const home = fs.mkdtempSync(path.join(os.tmpdir(), 'stacktop-bench-logs-'));
const has = command => spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;
const docker = (...words) => spawnSync('docker', words, {encoding: 'utf8'});

/** When the newest line in a piece of output was written: each line of the floods ends with it, ms since 1970. */
const writtenIn = text => {
  let newest = 0;
  for (const [, ms] of text.matchAll(/written["=:]+(\d{13})/g)) newest = Math.max(newest, Number(ms));
  return newest;
};

/** Least squares: MB a minute. */
const slopeOf = points => {
  const mean = of => points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [x, y] = [mean(({at}) => at), mean(({rss}) => rss)];
  const spread = points.reduce((sum, {at}) => sum + (at - x) ** 2, 0);
  return spread === 0 ? 0 : (points.reduce((sum, {at, rss}) => sum + (at - x) * (rss - y), 0) / spread) * 60;
};

/** RSS every second, and how old the newest line is that has been seen, twenty times a second. */
const watch = async (pid, newest, isSteady, span) => {
  const points = [];
  const ages = [];
  const started = performance.now();
  const before = cpuOf([pid]);
  for (let tick = 0; performance.now() - started < span * 1000; tick++) {
    if (tick % 20 === 0) points.push({at: (performance.now() - started) / 1000, rss: rssOf(pid)});
    if (isSteady() && newest() > 0) ages.push(Date.now() - newest());
    await pause(50);
  }
  return {points, ages, cpu: (cpuOf([pid]) - before) / ((performance.now() - started) / 1000)};
};

const number = text => Number(text.replaceAll(',', ''));

/** Taken in so far, from the screen: lines held and lines let go. */
const takenIn = text => {
  const held = /([\d,]+) lines?(?![\w/])/.exec(text)?.[1];
  const gone = /([\d,]+) (?:older )?let go/.exec(text)?.[1];
  return held === undefined ? null : number(held) + (gone === undefined ? 0 : number(gone));
};

const keyTimes = async (terminal, times, stop) => {
  const press = async (bytes, fits) => {
    const pressed = performance.now();
    terminal.child.write(bytes);
    while (!terminal.state.ended && performance.now() - pressed < 3000 && !fits(terminal.text())) await pause(1);
    times.push(performance.now() - pressed);
  };
  while (!stop.done && !terminal.state.ended) {
    terminal.steady = false;
    await press(' ', text => text.includes('paused'));
    await pause(130);
    await press('?', text => text.includes('any key closes') || text.includes('Esc'));
    await press('\u001b', text => text.includes('paused'));
    await pause(130);
    await press(' ', text => text.includes('following'));
    await pause(400);
    terminal.steady = true;
    await pause(1400);
  }
};

/** stacktop's log screen in a terminal. */
const screen = async (host, filter, label) => {
  const env = {
    ...process.env,
    HOME: home,
    XDG_CACHE_HOME: path.join(home, 'cache'),
    TERM: 'xterm-256color',
    COLORTERM: 'truecolor',
  };
  Object.assign(env, {LANG: 'C.UTF-8', CI: '', NO_COLOR: ''});
  const program = {
    command: process.execPath,
    args: [...(process.env.BENCH_NODE ?? '').split(' ').filter(Boolean), path.join(root, 'bin/stacktop.js'), '-H', host, filter],
    quit: 'q',
  };
  const terminal = open(program, env);
  terminal.steady = true;
  await terminal.until(text => text.includes(label), 15_000);
  terminal.child.write('\u001b[B');
  await pause(300);
  terminal.child.write('l');
  await terminal.until(text => text.includes('following'), 20_000);
  await pause(2000);
  const before = {taken: takenIn(terminal.text()), at: performance.now()};
  const stop = {done: false};
  const times = [];
  const pressing = keyTimes(terminal, times, stop);
  const watched = await watch(
    terminal.child.pid,
    () => writtenIn(terminal.text()),
    () => terminal.steady,
    seconds,
  );
  stop.done = true;
  await pressing;
  const text = terminal.text();
  const after = {taken: takenIn(text), at: performance.now()};
  const skipped = text.split('\n').filter(line => line.includes('skipped')).length;
  const [title = ''] = text.split('\n').filter(line => line.includes('following'));
  if (process.env.BENCH_SHOW) console.log(text);
  terminal.child.write('q');
  await pause(500);
  await terminal.close();
  return {
    name: 'stacktop',
    perSecond: ((after.taken - before.taken) * 1000) / (after.at - before.at),
    ...watched,
    keys: times,
    said: `${title.trim()}${skipped > 0 ? `; ${skipped} marks of skipped lines on screen` : ''}`,
  };
};

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
  const watched = await watch(
    child.pid,
    () => newest,
    () => true,
    seconds,
  );
  const perSecond = ((count - before.count) * 1000) / (performance.now() - before.at);
  child.kill();
  return {name: 'docker logs -f', perSecond, ...watched, keys: [], said: ''};
};

const row = ({name, perSecond, cpu, points, ages, keys, said}) => {
  const figure = (value, digits = 0) => (value === null || Number.isNaN(value) ? '–' : value.toFixed(digits));
  const every = points.filter((_, index) => index % 10 === 0 || index === points.length - 1);
  console.log(`  ${name}: ${Math.round(perSecond).toLocaleString('en')} lines a second in, ${figure(cpu)} ms of CPU a second`);
  console.log(`    RSS MB ${every.map(({rss}) => figure(rss)).join(' ')}; ${figure(slopeOf(points.slice(5)), 1)} MB a minute`);
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

const onFlood = async () => {
  const socket = path.join(home, 'flood.sock');
  const server = spawn(process.execPath, [path.join(root, 'build/bench/flood.mjs'), socket, String(rate)], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(server.stdout, 'data');
  console.log(`\nan engine made for this, ${rate.toLocaleString('en')} lines a second offered (load ${load()})`);
  try {
    row(await screen(`unix://${socket}`, 'flood', 'bench'));
    if (has('docker')) row(await cli(`unix://${socket}`, 'bench-flood-1'));
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
  const limits = ['--log-opt', 'max-size=200m', '--log-opt', 'max-file=2'];
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
    console.log(`\nthe engine here, a container that writes as fast as it can (load ${load()})`);
    const counted = docker('logs', '--tail', '1', name).stdout;
    await pause(5000);
    const later = docker('logs', '--tail', '1', name).stdout;
    const lines = text => Number(/line (\d+)/.exec(text)?.[1] ?? 0);
    console.log(`  offered: ${Math.round((lines(later) - lines(counted)) / 5).toLocaleString('en')} lines a second are written`);
    if (has('docker')) row(await cli(host, name));
    row(await screen(host, 'flood', 'bench'));
    console.log(`  lazydocker: ${has('lazydocker') ? 'installed; see npm run bench' : 'not installed'}`);
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
