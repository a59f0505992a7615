// A run: all sizes one after another, the real engine as far as it carries, the embedded one beyond. Whatever is made is removed again,
// on a signal too.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {mostHere, openCrowd, removeLeftovers} from './crowd.mjs';
import {startEmbedded} from './embedded.mjs';
import {socketOf, survey} from './engine-http.mjs';
import {floorOf} from './floor.mjs';
import {describeMachine, load} from './machine.mjs';
import {planOf} from './plan.mjs';
import {enginePids} from './processes.mjs';
import {printRun, writeRun} from './say.mjs';
import {measureSize} from './size.mjs';

const say = text => console.error(`bench: ${text}`);

/** Spans in seconds, and counts. */
const long = {quiet: 5, settle: 6, idle: 15, keys: 30, starts: 4, otherStarts: 2, cold: 3};
const short = {quiet: 3, settle: 4, idle: 6, keys: 30, starts: 6, otherStarts: 0, cold: 1};

/** Ms after the last start: young containers change on every screen, every second. */
const settled = 65_000;

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

/** Real sizes, growing the crowd to each. Those from which on the engine made no more are handed to `refused`, with the reason. */
const onCrowd = async (socketPath, sizes, running, given, refused) => {
  const {signal} = given;
  const measured = [];
  let crowd = null;
  try {
    for (const [index, size] of sizes.entries()) {
      if (size > running) {
        try {
          crowd ??= await openCrowd(socketPath);
          await crowd.grow(size - running, signal);
        } catch (error) {
          if (signal.aborted) throw error;
          refused(error.message, sizes.slice(index));
          break;
        }
        say('a minute, until no container is so young that its age is told in seconds');
        await pause(settled, undefined, {signal});
      }
      measured.push(await onReal(socketPath, given));
    }
  } finally {
    await crowd?.close();
  }
  return measured;
};

/** On the engine that answers here, with a crowd where it is wanted; then what that does not carry on the embedded one. */
const allSizes = async (options, given) => {
  const socketPath = options.demo === null ? socketOf(process.env) : null;
  let found = socketPath === null ? null : await survey(socketPath);
  if (found && options.crowd && !options.short) {
    await removeLeftovers(socketPath);
    found = await survey(socketPath);
  }
  const running = found?.running.length ?? null;
  const {real, embedded: left} = planOf(options, running, mostHere());
  if (socketPath !== null && running === null) say('no engine answers here: measured on the embedded one');
  else if (running === 0 && real.length === 0) say('nothing runs on this engine: measured on the embedded one');
  const more = Math.max(0, ...real) - (running ?? 0);
  if (more > 0)
    say(`makes ${more} containers beside the ${running} that run, and removes them at the end (--no-crowd makes none)`);
  const measured = await onCrowd(socketPath, real, running, given, (reason, sizes) => {
    say(`${reason}; ${sizes.join(', ')} on the embedded engine`);
    left.unshift(...sizes);
  });
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
