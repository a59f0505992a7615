// One program in a terminal of 200×60: how soon it shows something, how quickly it answers keys, and what it costs when left alone.
import {setTimeout as pause} from 'node:timers/promises';
import {spawn} from '@lydell/node-pty';
import xterm from '@xterm/headless';
import {cpuOf, rssOf} from './engine.mjs';

const {Terminal} = xterm;

/** Starts it in a terminal; `until` resolves to the ms since then, or null. */
export const open = (program, env) => {
  const screen = new Terminal({cols: 200, rows: 60, allowProposedApi: true});
  const started = performance.now();
  const child = spawn(program.command, program.args, {cols: 200, rows: 60, env});
  const state = {bytes: 0, listeners: new Set(), ended: false};
  const exited = new Promise(resolve => child.onExit(resolve)).then(() => {
    state.ended = true;
  });
  child.onData(data => {
    state.bytes += Buffer.byteLength(data);
    if (data.includes('\u001b]11;?')) child.write('\u001b]11;rgb:0000/0000/0000\u001b\\');
    if (data.includes('\u001b[c')) child.write('\u001b[?62;22c');
    for (const listener of state.listeners) listener(data);
    screen.write(data);
  });
  const text = () => {
    const {active} = screen.buffer;
    let all = '';
    for (let row = 0; row < 60; row++) all += `${active.getLine(active.viewportY + row)?.translateToString(true) ?? ''}\n`;
    return all;
  };
  const until = async (fits, withinMs) => {
    while (!state.ended && performance.now() - started < withinMs) {
      if (fits(text())) return performance.now() - started;
      await pause(2);
    }
    return null;
  };
  const close = async () => {
    child.write(program.quit);
    await Promise.race([exited, pause(1500)]);
    if (!state.ended) child.kill('SIGKILL');
    await exited;
  };
  return {child, state, text, until, close};
};

const shown = program => text => text.includes(program.sees);
const filled = program => text =>
  text.split('\n').some(line => line.includes(program.sees === 'CONTAINER ID' ? '%' : program.sees) && program.memory.test(line));
export const quantile = (values, share) =>
  values.length === 0 ? null : [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];

/** Time from a key to the first output that draws the selection (or any, where the program's is not known). */
const keyTimes = async ({child, state}, program, count) => {
  const times = [];
  for (let press = 0; press < count && !state.ended; press++) {
    const pressed = performance.now();
    const answered = new Promise(resolve => {
      const listen = data => {
        if (program.selection && !data.includes(program.selection)) return;
        state.listeners.delete(listen);
        resolve(performance.now() - pressed);
      };
      state.listeners.add(listen);
      setTimeout(() => {
        state.listeners.delete(listen);
        resolve(null);
      }, 1000);
    });
    // Down and up in turn, so that the selection never stands still at an end.
    child.write(press % 10 < 5 ? program.key : program.key.replace('B', 'A').replace('j', 'k'));
    const time = await answered;
    if (time !== null) times.push(time);
    await pause(60 + (press % 7) * 13);
  }
  return times;
};

/** Warm starts: medians until names and memory are on screen. */
export const startUps = async (program, {env, count}) => {
  const names = [];
  const memory = [];
  for (let start = 0; start < count; start++) {
    const terminal = open(program, env);
    names.push(await terminal.until(shown(program), 10_000));
    memory.push(await terminal.until(filled(program), 10_000));
    await terminal.close();
  }
  const median = values =>
    quantile(
      values.filter(value => value !== null),
      0.5,
    );
  return {names: median(names), memory: median(memory)};
};

/** Everything else, from one long run. CPU in ms a second. */
export const measure = async (program, {env, engine, spans}) => {
  const before = cpuOf(engine);
  await pause(spans.quiet * 1000);
  const alone = (cpuOf(engine) - before) / spans.quiet;
  const terminal = open(program, env);
  const names = await terminal.until(shown(program), 15_000);
  const memory = await terminal.until(filled(program), 15_000);
  await pause(spans.settle * 1000);
  const pids = [terminal.child.pid];
  const [cpu, work, bytes] = [cpuOf(pids), cpuOf(engine), terminal.state.bytes];
  await pause(spans.idle * 1000);
  const result = {
    names,
    memory,
    cpu: (cpuOf(pids) - cpu) / spans.idle,
    engine: engine.length === 0 ? null : Math.max(0, (cpuOf(engine) - work) / spans.idle - alone),
    bytes: (terminal.state.bytes - bytes) / spans.idle,
    rss: terminal.state.ended ? null : rssOf(terminal.child.pid),
  };
  const times = program.key ? await keyTimes(terminal, program, spans.keys) : [];
  await terminal.close();
  return {...result, p50: quantile(times, 0.5), p95: quantile(times, 0.95)};
};
