import fs from 'node:fs';
import {afterEach, beforeEach, expect, test} from 'vitest';
import type {Terminal} from '../support/terminal.js';
import {ask} from './engine-socket.js';
import {openList, rowOf, select} from './list.js';
import {type EngineProxy, openProxy} from './proxy.js';
import {newFolder, savedLog} from './saved-log.js';
import type {Stories} from './story-engine.js';

const mergeStack = 'shop-merge';

/** Lines a second of each service. */
const rates = {api: 20, bridge: 3, jobs: 11, mail: 7, search: 13, web: 5} as const;
type Service = keyof typeof rates;

interface SavedLine {
  /** ms since 1970. */
  readonly time: number;
  /** As in the column of names. */
  readonly name: string;
  readonly number: number;
}

const savedLine = /^(\S+) (\S+(?: \d)?) +(?:INFO|ERROR) \S+ line (\d+): /;

const linesIn = (lines: readonly string[]): SavedLine[] =>
  lines.flatMap(line => {
    const found = savedLine.exec(line);
    return found ? [{time: Date.parse(found[1] ?? ''), name: found[2] ?? '', number: Number(found[3])}] : [];
  });

/** By how many ms a line is behind one that stands before it, at most. */
const mostBehind = (lines: readonly SavedLine[]): number => {
  let latest = 0;
  let most = 0;
  for (const {time} of lines) {
    most = Math.max(most, latest - time);
    latest = Math.max(latest, time);
  }
  return most;
};

const numbersIn = (text: string): number[] => [...text.matchAll(/ line (\d+): /g)].map(found => Number(found[1]));

/** Six containers in one log, of which one is restarted, one made anew, and one gets a second beside it. */
export const logMergeStories: Stories = engine => {
  let proxy: EngineProxy;
  let folder: string;
  beforeEach(async () => {
    proxy = await openProxy(engine());
    folder = newFolder();
  });
  afterEach(async () => {
    await proxy.close();
    fs.rmSync(folder, {recursive: true, force: true});
  });

  const bring = (service: Service, number = 1): Promise<string> =>
    engine().bring('counter', service, {stack: mergeStack, number, rate: rates[service]});

  const written = async (id: string): Promise<number[]> =>
    numbersIn(await ask(engine(), 'GET', `/containers/${id}/logs?stdout=1&stderr=1`));

  /** Whose line it is, where one is a counter's. */
  const nameIn = (line: string): string | null => /^ \d\d:\d\d:\d\d\.\d+ (\S+(?: \d)?) .* line \d+: /.exec(line)?.[1] ?? null;

  /** Numbers of the lines on screen that are that service's. */
  const shown = (terminal: Terminal, name: string): number[] =>
    terminal.lines().flatMap(line => (nameIn(line) === name ? numbersIn(line) : []));

  /** Colours of the names on screen; there is one for each name. */
  const coloursOf = (terminal: Terminal): Map<string, string> => {
    const colours = new Map<string, string>();
    terminal.lines().forEach((line, y) => {
      const name = nameIn(line);
      if (name === null) return;
      const x = line.indexOf(` ${name} `) + 1;
      const colour = `${terminal.cell(x, y).fg} at ${x}`;
      expect(colours.get(name) ?? colour, name).toBe(colour);
      colours.set(name, colour);
    });
    return colours;
  };

  test('a stack of six is one log in the order of its times, each line once, whatever happens to its containers and to the engine', async () => {
    const services = ['api', 'bridge', 'jobs', 'mail', 'search', 'web'] as const;
    const ids = new Map<string, string>();
    for (const service of services) ids.set(service, await bring(service));
    const idOf = (service: Service): string => ids.get(service) ?? '';

    const terminal = await openList({...engine(), host: proxy.host}, {columns: 120, rows: 60, cwd: folder});
    await terminal.until(() => rowOf(terminal, mergeStack, 'web') !== undefined, 'the six');
    await select(terminal, mergeStack);
    await terminal.press('l');
    await terminal.sees(/shop-merge {2}6 containers · following/);
    await terminal.press('v');
    for (const service of services) await terminal.until(() => shown(terminal, service).length > 1, `lines of ${service}`);
    const colours = coloursOf(terminal);

    await ask(engine(), 'POST', `/containers/${idOf('jobs')}/restart?t=2`);
    await ask(engine(), 'POST', `/containers/${idOf('mail')}/stop?t=2`);
    const mails = await written(idOf('mail'));
    ids.set('mail', await engine().recreate('counter', 'mail', {stack: mergeStack, rate: rates.mail}));
    ids.set('web 2', await bring('web', 2));
    await terminal.sees('7 containers');
    await terminal.until(() => shown(terminal, 'web 2').length > 2, 'lines of the second web');
    await terminal.until(() => shown(terminal, 'mail').length > 2, 'lines of the new mail');

    await proxy.cut();
    await terminal.sees('engine lost');
    await proxy.restore();
    const before = Math.max(0, ...shown(terminal, 'api'));
    await terminal.until(() => Math.max(...shown(terminal, 'api')) > before + 20, 'lines after the engine was back');

    await terminal.press('space');
    await terminal.sees(/shop-merge {2}7 containers · paused/);
    terminal.picture(`stories/${engine().kind}-log-merge`);
    for (const [name, colour] of coloursOf(terminal)) expect(colours.get(name) ?? colour, name).toBe(colour);
    const lines = linesIn(await savedLog(terminal, folder));
    for (const name of [...services, 'web 2']) {
      const seen = lines.filter(line => line.name === name).map(({number}) => number);
      const all = [...(name === 'mail' ? mails : []), ...(await written(ids.get(name) ?? ''))];
      // The newest are still on their way.
      expect(seen.length, name).toBeGreaterThan(5);
      expect(seen, name).toEqual(all.slice(0, seen.length));
    }
    const jobs = lines.filter(({name}) => name === 'jobs').map(({number}) => number);
    expect(jobs.filter(number => number === 1)).toHaveLength(2);
    // What comes more than 200 ms after its time on a busy machine is shown where it comes; what is read anew is in order throughout.
    expect(mostBehind(lines)).toBeLessThan(10_000);
    const again = Date.now();
    fs.rmSync(folder, {recursive: true});
    fs.mkdirSync(folder);
    await terminal.press('0');
    await terminal.sees(/shop-merge {2}7 containers · following/);
    for (const name of ['api', 'bridge', 'jobs', 'mail', 'search', 'web 1', 'web 2'])
      await terminal.until(() => shown(terminal, name).length > 0, `lines of ${name}`);
    await terminal.press('space');
    await terminal.sees(/shop-merge {2}7 containers · paused/);
    const anew = linesIn(await savedLog(terminal, folder)).filter(({time}) => time < again);
    expect(anew.length).toBeGreaterThan(100);
    expect(mostBehind(anew)).toBe(0);
  });
};
