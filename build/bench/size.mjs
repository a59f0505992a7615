// Every program at one number of containers: they take turns, so that what the machine does meanwhile befalls all of them.
import path from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {countingProxy} from './engine-http.mjs';
import {median, medians, quantile} from './figures.mjs';
import {keysInFlood} from './flood-keys.mjs';
import {measure, quiet, startUps} from './measure.mjs';
import {environment, namesIn, programsFor} from './programs.mjs';
import {open} from './terminal.mjs';

const sum = (a, b) => (a === null || b === null ? null : a + b);

/** Sockets that each program opens a second to the engine when nothing happens; all at once, as this is no matter of time. */
const socketsOf = async (programs, {socketPath, home, spans, signal}) => {
  const watched = await Promise.all(
    programs.map(async (program, index) => {
      const at = path.join(home, `proxy-${index}.sock`);
      const proxy = await countingProxy(socketPath, at);
      const args = program.args.map(arg => arg.replace(socketPath, at));
      return {proxy, terminal: open({...program, args}, environment(home, at), signal)};
    }),
  );
  try {
    await pause((spans.settle + 4) * 1000, undefined, {signal});
    const before = watched.map(({proxy}) => proxy.state.connections);
    await pause(spans.idle * 1000, undefined, {signal});
    return watched.map(({proxy, terminal}, index) =>
      // Who never asked through it, or has ended, has not been counted.
      before[index] === 0 || terminal.state.ended ? null : (proxy.state.connections - before[index]) / spans.idle,
    );
  } finally {
    await Promise.all(watched.map(({terminal}) => terminal.close()));
    await Promise.all(watched.map(({proxy}) => proxy.close()));
  }
};

/** Medians of the rounds; the engine's share is what it uses more than in the quiet before and after. */
const fold = rounds => {
  const keys = rounds.flatMap(({keys}) => keys);
  const measured = rounds.map(({figures}) => figures).filter(figures => figures !== null);
  const starts = medians(rounds.flatMap(({starts}) => starts));
  const figures = medians(measured.map(({during, before, after, ...rest}) => ({...rest, engine: during - (before + after) / 2})));
  const engine = figures.engine === null || figures.engine === undefined ? null : Math.max(0, figures.engine);
  const own = figures.cpu ?? null;
  return {
    ...figures,
    ...starts,
    cpu: own,
    engine,
    both: sum(own, engine),
    p50: quantile(keys, 0.5),
    p95: quantile(keys, 0.95),
    presses: keys.length,
  };
};

/**
 * Measures all programs on one engine. `engine`: numbers of its processes, `containers`: those that run. Gives the figures of each program, the
 * engine's own use before the first and after the last, and with `flood` what the log screen does.
 */
export const measureSize = async ({socketPath, home, running, engine, spans, rounds, flood, signal, say}) => {
  const programs = programsFor(socketPath);
  const hasName = namesIn(running);
  const env = environment(home, socketPath);
  const [stacktop] = programs;
  say(`${programs.map(({name}) => name).join(', ')}: cold starts`);
  const fresh = start => ({...env, XDG_CACHE_HOME: path.join(home, `cold-${running.length}-${start}`)});
  const cold = await startUps(stacktop, {env, fresh, count: spans.cold, hasName, signal});
  await startUps(stacktop, {env, count: 1, hasName, signal}); // writes the code cache
  const results = new Map(programs.map(program => [program.name, []]));
  let before = await quiet(engine, spans.quiet, signal);
  const first = before;
  for (let round = 0; round < rounds; round++) {
    for (const program of programs) {
      say(`round ${round + 1} of ${rounds}: ${program.name}`);
      const ownStarts = program === stacktop ? spans.starts : spans.otherStarts;
      const starts = [];
      for (let start = 0; start < ownStarts; start++) starts.push(await startUps(program, {env, count: 1, hasName, signal}));
      const {start, figures, keys} = await measure(program, {env, engine, spans, hasName, signal});
      const after = await quiet(engine, spans.quiet, signal);
      results.get(program.name).push({starts: [...starts, start], figures: figures && {...figures, before, after}, keys});
      before = after;
    }
  }
  say('sockets');
  const sockets = await socketsOf(programs, {socketPath, home, spans, signal});
  const rows = programs.map(({name}, index) => ({name, ...fold(results.get(name)), sockets: sockets[index]}));
  if (flood) say('a flood of log lines');
  const flooded = flood ? await keysInFlood(stacktop, {env, signal}) : null;
  return {
    rows,
    cold,
    baseline: {first, last: before},
    flood: flooded && {floodP50: median(flooded.times), floodP95: quantile(flooded.times, 0.95), floodRss: flooded.rss},
  };
};
