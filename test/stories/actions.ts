import {expect, test} from 'vitest';
import {ask} from './engine-socket.js';
import {openList, rowOf, rowShows, select} from './list.js';
import {guestStack, type Stories} from './story-engine.js';

/** Keys that change a container, and what is seen of it. */
export const actionStories: Stories = engine => {
  const startOf = async (id: string): Promise<string> => {
    const {State}: {State: {StartedAt: string}} = JSON.parse(await ask(engine(), 'GET', `/containers/${id}/json`));
    return State.StartedAt;
  };

  test('r asks with the name of its target, Esc does nothing, Enter restarts it and the row says how far it is until it is healthy', async () => {
    const id = await engine().bring('checked', 'api');
    const terminal = await openList(engine());
    const row = [guestStack, 'api'] as const;
    await rowShows(terminal, row, /● healthy/);
    const before = await startOf(id);
    await select(terminal, ...row);
    await terminal.press('r');
    await terminal.sees(`Restart ${guestStack}/api?`);
    terminal.picture(`stories/${engine().kind}-restart-asked`);
    await terminal.press('esc');
    await terminal.unsees('Restart ');
    expect(await startOf(id)).toBe(before);

    await engine().breakGuest('api'); // well at the first look after its start, it would be checked for no time at all
    await terminal.press('r', 'enter');
    await rowShows(terminal, row, /↻ stopping \d+s/);
    terminal.picture(`stories/${engine().kind}-restart-stopping`);
    await rowShows(terminal, row, /↻ checking \d+s/);
    await engine().mendGuest('api');
    await rowShows(terminal, row, /✓ healthy \d+s/);
    terminal.picture(`stories/${engine().kind}-restart-healthy`);
    expect(await startOf(id)).not.toBe(before);
  });

  test('S stops, S again starts', async () => {
    await engine().bring('web', 'api');
    const terminal = await openList(engine());
    const row = [guestStack, 'api'] as const;
    await select(terminal, ...row);
    await terminal.press('S');
    await terminal.sees(`Stop ${guestStack}/api?`);
    await terminal.press('y');
    await rowShows(terminal, row, /[■✓] stopped \d+s/, {within: 20_000});
    await terminal.sees(/ api (was )?stopped/);
    terminal.picture(`stories/${engine().kind}-stopped`);
    await terminal.press('S');
    await terminal.sees(`Start ${guestStack}/api?`);
    await terminal.press('enter');
    await rowShows(terminal, row, /✓ started \d+s/);
    await terminal.unsees(/ api (was )?stopped/);
  });

  test('a stack of which some run: one that is well says what it needs and was stopped, and S again asks to start that', async () => {
    await engine().bring('web', 'db');
    await engine().bring('checked', 'api', {needs: 'db:service_started:false'});
    const terminal = await openList(engine());
    await rowShows(terminal, [guestStack, 'api'], /● healthy/);
    await select(terminal, guestStack, 'db');
    await terminal.press('S', 'enter');
    await rowShows(terminal, [guestStack, 'db'], /[■✓] stopped \d+s/, {within: 20_000});
    await select(terminal, guestStack, 'api');
    await terminal.sees(/◐ api ← db (was )?stopped .*it runs all the same/);
    terminal.picture(`stories/${engine().kind}-needs-what-was-stopped`);
    await select(terminal, guestStack);
    await terminal.press('S');
    await terminal.sees(new RegExp(`Stop 1 container of ${guestStack}: api\\? .* S start 1`));
    terminal.picture(`stories/${engine().kind}-stop-or-start`);
    await terminal.press('S');
    await terminal.sees(new RegExp(`Start 1 container of ${guestStack}: db\\? .* S stop 1`));
    await terminal.press('enter');
    await rowShows(terminal, [guestStack, 'db'], /✓ started \d+s/);
    await rowShows(terminal, [guestStack, 'api'], /● healthy/);
  });

  test('p pauses, p again lets it go on', async () => {
    await engine().bring('web', 'api');
    const terminal = await openList(engine());
    const row = [guestStack, 'api'] as const;
    await select(terminal, ...row);
    await terminal.press('p');
    await terminal.sees(`Pause ${guestStack}/api?`);
    await terminal.press('enter');
    await rowShows(terminal, row, /[‖✓] paused/);
    await terminal.sees('its processes are frozen');
    await terminal.press('e');
    await terminal.sees('e: it is paused');
    await terminal.press('p');
    await terminal.sees(`Unpause ${guestStack}/api?`);
    await terminal.press('enter');
    await rowShows(terminal, row, /✓ unpaused/);
  });

  test('a signal is chosen from a menu and asked for once more', async () => {
    await engine().bring('web', 'api');
    const terminal = await openList(engine());
    const row = [guestStack, 'api'] as const;
    await select(terminal, ...row);
    await terminal.press('f9');
    await terminal.sees('Send a signal');
    terminal.picture(`stories/${engine().kind}-signals`);
    await terminal.press('end', 'enter');
    await terminal.sees(`Send SIGKILL to ${guestStack}/api?`);
    await terminal.press('enter');
    await rowShows(terminal, row, /▲ exited 137/);
    await terminal.sees('137, killed by somebody (SIGKILL)');
  });

  test('removing wants the name typed; a wrong one removes nothing', async () => {
    await engine().bring('web', 'api');
    const terminal = await openList(engine());
    const row = [guestStack, 'api'] as const;
    await select(terminal, ...row);
    await terminal.press('ctrl-x');
    await terminal.sees(`Remove ${guestStack}/api?`);
    await terminal.sees('Type its name (api):');
    await terminal.type('web');
    await terminal.press('enter');
    await terminal.sees('nothing was done: "web" is not api');
    expect(rowOf(terminal, ...row)?.text).toMatch(/ · – /);
    await terminal.press('ctrl-x');
    await terminal.type('api');
    terminal.picture(`stories/${engine().kind}-remove-asked`);
    await terminal.press('enter');
    await terminal.until(() => rowOf(terminal, ...row) === undefined, 'the row gone');
    terminal.picture(`stories/${engine().kind}-removed`);
  });

  test('a container that dies at its start is shown with the reason and its last lines', async () => {
    await engine().bring('dies', 'doomed');
    const terminal = await openList(engine());
    const row = [guestStack, 'doomed'] as const;
    await rowShows(terminal, row, /▲ exited 3/);
    await select(terminal, ...row);
    await terminal.press('S', 'enter');
    await terminal.sees(`${guestStack}/doomed: exited 3`);
    await terminal.sees('exit code 3');
    await terminal.sees('FATAL guest: there is no database "orders"');
    const written = terminal.lines().filter(line => /^ +│ FATAL guest/.test(line));
    expect(written).toHaveLength(1); // of this run, not of the one before
    terminal.picture(`stories/${engine().kind}-dies-at-start`);
    await terminal.press('esc');
    await terminal.unsees('exit code 3');
    await terminal.sees(/doomed exited with 3, .*(ago|just now)/);

    await terminal.press('l');
    await terminal.sees(`${guestStack}/doomed  following`);
    await terminal.press('S', 'enter');
    await terminal.sees(`╭ ${guestStack}/doomed: exited 3`);
    await terminal.unsees('l opens the log');
    await terminal.press('esc');
    await terminal.unsees(`╭ ${guestStack}/doomed`);
    expect(rowOf(terminal, ...row)).toBeUndefined();
    await terminal.press('ctrl-c');
    await rowShows(terminal, row, /▲ exited 3/);
  });

  test('of a stack, also what is down is restarted, each in its turn; leaving in the middle is asked for', async () => {
    await engine().bring('checked', 'api');
    await engine().bring('dies', 'doomed', {needs: 'api:service_healthy:false'});
    const terminal = await openList(engine());
    await rowShows(terminal, [guestStack, 'api'], /● healthy/);
    await rowShows(terminal, [guestStack, 'doomed'], /▲ exited 3/);
    await select(terminal, guestStack);
    await terminal.press('r');
    await terminal.sees(`Restart 2 containers of ${guestStack}, dependencies first?`);
    await engine().breakGuest('api');
    await terminal.press('enter', 'tab');
    await rowShows(terminal, [guestStack, 'doomed'], /↻ waiting \d+s/);
    await terminal.press('q');
    await terminal.sees(`restart of ${guestStack}/api is under way, 1 more waits: quit anyway?`);
    await terminal.press('esc');
    await rowShows(terminal, [guestStack, 'api'], /↻ checking \d+s/);
    await engine().mendGuest('api');
    await rowShows(terminal, [guestStack, 'api'], /✓ healthy \d+s/);
    await terminal.sees(`╭ ${guestStack}/doomed: exited 3`);
    await terminal.press('esc');
    await rowShows(terminal, [guestStack, 'doomed'], /▲ exited 3/);
  });
};
