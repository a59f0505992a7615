// One program in a terminal: how soon it shows something, how quickly it answers keys, and what it costs when left alone.
import {setTimeout as pause} from 'node:timers/promises';
import {median, quantile} from './figures.mjs';
import {cpuOf, treeCpu, treeRss} from './processes.mjs';
import {memoryIn} from './programs.mjs';
import {open} from './terminal.mjs';

const patience = 15_000;
/** Some never show it in their list. */
const memoryPatience = 6000;

/** Ms until a name is on screen, and until one with its memory is. */
const seen = async (terminal, hasName) => {
  const [names, memory] = await Promise.all([
    terminal.until(text => text.split('\n').some(hasName), patience),
    terminal.until(text => text.split('\n').some(line => memoryIn(line) && hasName(line)), memoryPatience),
  ]);
  return {names, memory};
};

/** Medians of `count` starts. With `fresh` each has an environment of its own, with empty caches. */
export const startUps = async (program, {env, count, hasName, fresh = () => env, signal}) => {
  const starts = [];
  for (let start = 0; start < count; start++) {
    signal.throwIfAborted();
    const terminal = open(program, fresh(start), signal);
    try {
      starts.push(await seen(terminal, hasName));
    } finally {
      await terminal.close();
    }
  }
  return {names: median(starts.map(({names}) => names)), memory: median(starts.map(({memory}) => memory))};
};

/** Ms from each press of a key to the bytes that move the selection. Presses that move nothing are left out. */
const keyTimes = async (terminal, program, count, signal) => {
  const times = [];
  if (program.first) {
    terminal.child.write(program.first);
    await pause(1000);
  }
  for (let press = 0; press < count && !terminal.state.ended; press++) {
    signal.throwIfAborted();
    const before = terminal.selection();
    const pressed = performance.now();
    // Down and up in turn, so that the selection never stands still at an end.
    terminal.child.write(program.keys[press % 10 < 5 ? 0 : 1]);
    const time = await terminal.when(() => terminal.selection() !== before, 1000, pressed);
    if (time !== null) times.push(time);
    await pause(60 + (press % 7) * 13);
  }
  // Where most presses were not seen to do anything, the rest says nothing.
  return times.length < count / 2 ? [] : times;
};

/** ms a second that the engine uses with nobody asking; not at once, as it first lets go of who asked. */
export const quiet = async (engine, seconds, signal) => {
  await pause(1000, undefined, {signal});
  const [before, started] = [cpuOf(engine), performance.now()];
  await pause(seconds * 1000, undefined, {signal});
  return (cpuOf(engine) - before) / ((performance.now() - started) / 1000);
};

/** One long run. CPU in ms a second; `during` is all that the engine used. */
export const measure = async (program, {env, engine, spans, hasName, signal}) => {
  const terminal = open(program, env, signal);
  try {
    const start = await seen(terminal, hasName);
    await pause(spans.settle * 1000, undefined, {signal});
    const {pid} = terminal.child;
    const began = {cpu: treeCpu(pid), engine: cpuOf(engine), bytes: terminal.state.bytes, at: performance.now()};
    await pause(spans.idle * 1000, undefined, {signal});
    const seconds = (performance.now() - began.at) / 1000;
    const figures = {
      ...start,
      cpu: (treeCpu(pid) - began.cpu) / seconds,
      during: (cpuOf(engine) - began.engine) / seconds,
      bytes: (terminal.state.bytes - began.bytes) / seconds,
      rss: treeRss(pid),
    };
    if (terminal.state.ended) return {start, figures: null, keys: []};
    const keys = program.keys ? await keyTimes(terminal, program, spans.keys, signal) : [];
    return {start, figures: {...figures, rssKeys: program.keys ? treeRss(pid) : null}, keys};
  } finally {
    await terminal.close();
  }
};

export const p50 = times => quantile(times, 0.5);
export const p95 = times => quantile(times, 0.95);
