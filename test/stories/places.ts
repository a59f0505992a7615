import {afterAll, beforeAll, expect, test} from 'vitest';
import {Terminal, type TerminalOptions} from '../support/terminal.js';
import {select} from './list.js';
import {placesStack, type Stories, type StoryPlaces} from './story-engine.js';

/** A stack's own detail: its networks and who is on them, its volumes, and connections between its containers. */
export const placesStories: Stories = engine => {
  let places: StoryPlaces;
  beforeAll(async () => {
    const brought = await engine().places?.();
    if (!brought) throw new Error('this engine has no networks to tell of');
    places = brought;
  });
  afterAll(() => places?.remove());

  const open = async (options: TerminalOptions = {}): Promise<Terminal> => {
    const terminal = Terminal.open({args: [`stack=${placesStack}`], env: {DOCKER_HOST: engine().host}, ...options});
    await terminal.sees(/[└├] web /);
    await select(terminal, placesStack);
    await terminal.press('enter');
    await terminal.sees('1 Overview  2 Networks  3 Volumes');
    return terminal;
  };
  const openNetworks = async (options: TerminalOptions = {}): Promise<Terminal> => {
    const terminal = await open(options);
    await terminal.press('2');
    await terminal.sees(/[ │]web +\d+\.\d+\.\d+\.\d+/);
    return terminal;
  };
  /** Chooses a service among the networks; one that is on several is found on the first of them. */
  const choose = async (terminal: Terminal, service: string): Promise<void> => {
    const chosen = (): string => terminal.selected()?.trim().split(/\s/)[0] ?? '';
    const row = ['db', 'mute', 'web'].indexOf(service);
    await terminal.press('g', ...Array.from({length: row}, () => 'down'));
    await terminal.until(() => chosen() === service, `${service} chosen`);
  };
  const connect = async (terminal: Terminal, from: string, to: string): Promise<void> => {
    await choose(terminal, from);
    await terminal.press('t');
    await terminal.sees(`Connect from ${from} to`);
    const items = (): string[] => terminal.lines().flatMap(line => / │ (\S+) /.exec(`${line} `)?.[1] ?? []);
    await terminal.until(() => items().includes(to), `${to} to choose from`);
    const place = items().indexOf(to);
    await terminal.press(...Array.from({length: place}, () => 'down'), 'enter');
  };

  test('Enter on a stack shows its services in order with what they wait for, and where it comes from', async () => {
    const terminal = await open();
    await terminal.sees(new RegExp(`${placesStack} {2}4/4`));
    await terminal.sees('Services 4');
    await terminal.sees(/^ web +\w+ +.* db healthy +\d+/m);
    await terminal.sees(/^ folder +\/srv\/places/m);
    const lines = terminal.lines();
    const row = (service: string): number => lines.findIndex(line => line.startsWith(` ${service} `));
    expect(row('db')).toBeLessThan(row('web'));
    terminal.picture(`stories/${engine().kind}-stack-detail`);
    await terminal.press('esc');
    await terminal.sees(/[└├] web /);
  });

  test('beside the list where there is room', async () => {
    const terminal = await openNetworks({columns: 200, rows: 60});
    await terminal.sees(/[└├] web .*│/);
    terminal.picture(`stories/${engine().kind}-stack-detail-beside`);
  });

  test('its networks tell addresses and names, and follow who comes and goes', async () => {
    const terminal = await openNetworks();
    await terminal.sees(/^ places-back · bridge · [\d.]+\/\d+, gateway [\d.]+ · 3 on it/m);
    await terminal.sees(/^ places-front · bridge .* 1 on it/m);
    await terminal.sees(/^ db +\d+\.\d+\.\d+\.\d+ +.*places-db-1|^ db +\d+\.\d+\.\d+\.\d+ +database/m);
    terminal.picture(`stories/${engine().kind}-networks`);
    await places.stop('db');
    await terminal.sees(/^ db +does not run/m, {within: 20_000});
    await places.start('db');
    await terminal.sees(/^ db +\d+\.\d+\.\d+\.\d+/m, {within: 20_000});
  });

  test('t tries a connection: open, refused, or without a network in common', async () => {
    const terminal = await openNetworks({columns: 140});
    await connect(terminal, 'web', 'db:8000');
    await terminal.sees(/● \d\d:\d\d:\d\d {2}web → db:8000 is open, [\d.]+ ms/);
    await connect(terminal, 'web', 'db:9999');
    await terminal.sees(/▲ \d\d:\d\d:\d\d {2}web → db:9999 refused: nothing listens there/);
    await connect(terminal, 'web', 'lonely:8000');
    await terminal.sees('no network in common: web is on places-back, places-front, lonely on places-lonely', {within: 15_000});
    terminal.picture(`stories/${engine().kind}-connections`);
    await terminal.press('q');
    await terminal.sees(/[└├] web /);
    await terminal.press('enter', '2');
    await terminal.sees(/web → db:9999 refused: nothing listens there/);
  });

  test('where a container has no tool for it, it is tried from elsewhere, and that is said', async () => {
    const terminal = await openNetworks({columns: 140});
    await connect(terminal, 'mute', 'db:8000');
    await terminal.sees(/mute → db:8000 is open.*\(from (the engine's host, not from mute|a container beside mute)/, {
      within: 20_000,
    });
  });

  test("t works from a container's own detail too, and to what is typed", async () => {
    const terminal = await open();
    await terminal.press('esc');
    await select(terminal, placesStack, 'web');
    await terminal.press('enter');
    await terminal.sees('1 Overview  2 Health');
    await terminal.press('t');
    await terminal.sees('Connect from web to');
    await terminal.press('end', 'enter');
    await terminal.sees('connect from web to');
    await terminal.type('127.0.0.1:8000');
    await terminal.press('enter');
    await terminal.sees(/web → 127\.0\.0\.1:8000 is open/);
    await terminal.sees(/places-back +[\d.]+ +bridge [\d.]+\/\d+/);
    terminal.picture(`stories/${engine().kind}-container-networks`);
  });

  test('its volumes tell sizes and users, also those that nobody uses', async () => {
    const terminal = await open({columns: 140});
    await terminal.press('3');
    await terminal.sees(/^ places_data +[\d.]+[BKMG] +db rw, web ro +\/data \/read +local/m, {within: 30_000});
    await terminal.sees(/^ places_spare +[\d.]+[BKMG] +nobody/m);
    await terminal.sees(/in all; \^r measures them again/);
    terminal.picture(`stories/${engine().kind}-volumes`);
  });

  test('a network that is gone is told, with who needs it', async () => {
    const terminal = await openNetworks();
    await places.loseNetwork();
    await terminal.sees('missing: there is no network of this name, and lonely needs it', {within: 20_000});
    await terminal.sees('docker network create places-lonely');
    terminal.picture(`stories/${engine().kind}-network-missing`);
  });
};
