// A run: all sizes one after another, the real engine as far as it carries, the embedded one beyond. Whatever is made is removed again,
// on a signal too.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {mostHere, openCrowd, removeLeftovers} from './crowd.mjs';
import {startEmbedded} from './embedded.mjs';
import {socketOf, survey} from './engine-http.mjs';
import {median} from './figures.mjs';
import {describeMachine, load} from './machine.mjs';
import {enginePids, rssOf} from './processes.mjs';
import {bareNode, environment} from './programs.mjs';
import {printRun, writeRun} from './say.mjs';
import {measureSize} from './size.mjs';
import {open} from './terminal.mjs';

const say = text => console.error(`bench: ${text}`);

/** Spans in seconds, and counts. */
const long = {quiet: 5, settle: 6, idle: 15, keys: 30, starts: 4, otherStarts: 2, cold: 3};
const short = {quiet: 3, settle: 4, idle: 6, keys: 30, starts: 5, otherStarts: 0, cold: 1};

/** Ms after the last start: young containers change on every screen, every second. */
const settled = 65_000;

/** A program for Node that only waits: ms to its first output, MB. */
const floorOf = async (home, signal) => {
  const runs = [];
  for (let run = 0; run < 7; run++) {
    const terminal = open(bareNode, environment(home, '/dev/null'));
    try {
      const start = await terminal.until(text => text.includes('names'), 10_000);
      await pause(300, undefined, {signal});
      runs.push({start, rss: rssOf(terminal.child.pid)});
    } finally {
      await terminal.close();
    }
  }
  return {start: median(runs.map(({start}) => start)), rss: median(runs.map(({rss}) => rss))};
};

const onEmbedded = async (containers, given) => {
  const socketPath = path.join(given.home, `embedded-${containers}.sock`);
  const engine = await startEmbedded(socketPath, containers);
  try {
    const {version, running} = await survey(socketPath);
    const flood = containers >= 1000;
    const measured = await measureSize({...given, socketPath, running, engine: [engine.pid], flood});
    return {containers: running.length, engine: `embedded engine, which says it is ${version}`, isEmbedded: true, ...measured};
  } finally {
    await engine.close();
  }
};

const onReal = async (socketPath, given) => {
  const {version, running} = await survey(socketPath);
  const measured = await measureSize({...given, socketPath, running, engine: enginePids(), flood: false});
  return {containers: running.length, engine: version, isEmbedded: false, ...measured};
};

/** On the engine that answers here, with a crowd where it is wanted; then what that does not carry on the embedded one. */
const allSizes = async (options, given) => {
  const {signal} = given;
  const socketPath = options.demo === null ? socketOf(process.env) : '';
  const found = options.demo === null ? await survey(socketPath) : null;
  if (options.demo === null && !found) say('no engine answers here: measured on the embedded one');
  const measured = [];
  if (!found) {
    for (const size of options.short ? options.sizes.slice(0, 1) : options.sizes) measured.push(await onEmbedded(size, given));
    return measured;
  }
  if (options.short || !options.crowd) {
    if (found.running.length > 0) measured.push(await onReal(socketPath, given));
    else say('nothing runs on this engine: measured on the embedded one');
    if (measured.length === 0 || !options.short) measured.push(...(await beyond(options, measured[0]?.containers ?? 0, given)));
    return measured;
  }
  const others = found.running.length;
  const carried = options.sizes.filter(size => size <= others + mostHere());
  await removeLeftovers(socketPath);
  if (carried.length > 0) {
    const most = Math.max(0, Math.max(...carried) - others);
    say(`makes ${most} containers beside the ${others} that run, and removes them at the end (--no-crowd makes none)`);
    const crowd = await openCrowd(socketPath);
    try {
      for (const size of carried) {
        await crowd.grow(Math.max(0, size - others), signal);
        say('a minute, until no container is so young that its age is told in seconds');
        await pause(settled, undefined, {signal});
        measured.push(await onReal(socketPath, given));
      }
    } finally {
      await crowd.close();
    }
  }
  return [...measured, ...(await beyond(options, carried.at(-1) ?? 0, given))];
};

const beyond = async ({sizes, short: isShort}, done, given) => {
  const left = sizes.filter(size => size > done).slice(0, isShort ? 1 : undefined);
  const measured = [];
  for (const size of left) measured.push(await onEmbedded(size, given));
  return measured;
};

/** Measures what was asked for, prints it, and writes it when that was asked for. Gives the exit code. */
export const bench = async options => {
  const ending = new AbortController();
  let code = 0;
  const stop = given => () => {
    if (code === 0) say('stopped; removing what was made');
    code = given;
    ending.abort();
  };
  process.on('SIGINT', stop(130)).on('SIGTERM', stop(143)).on('SIGHUP', stop(129));
  const {signal} = ending;
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'stacktop-bench-'));
  const spans = options.short ? short : long;
  try {
    const before = load();
    const floor = await floorOf(home, signal);
    const sizes = await allSizes(options, {home, spans, rounds: options.rounds, signal, say});
    const date = new Date().toISOString().slice(0, 10);
    const run = {...describeMachine(), date, load: [before, load()], floor, spans, rounds: options.rounds, sizes};
    printRun(run);
    if (options.write) writeRun(run);
    return 0;
  } catch (error) {
    if (code !== 0) return code;
    throw error;
  } finally {
    fs.rmSync(home, {recursive: true, force: true});
  }
};
