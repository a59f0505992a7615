import {Text} from 'ink';
import {render} from 'ink-testing-library';
import stringWidth from 'string-width';
import {afterEach, describe, expect, test, vi} from 'vitest';
import type {Container} from '../../source/model/container.js';
import {lost, removed} from '../../source/state/engine-updates.js';
import {type Beginning, initialState} from '../../source/state/initial.js';
import type {State} from '../../source/state/state.js';
import {createStore} from '../../source/state/store.js';
import {sampled} from '../../source/state/usage-updates.js';
import {withView} from '../../source/state/view-updates.js';
import {App} from '../../source/ui/app.js';
import type {Look} from '../../source/ui/format/look.js';
import {container, ended, inspection, MiB, minute, now, probe, second, usage} from '../model/sample.js';
import {beginning, stateWith} from '../state/sample.js';
import {asciiLook, bare, colourLook, plainLook} from './sample.js';
import {notedActions} from './support/noted-actions.js';

const open: {unmount(): void}[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.unmount();
});

/** The app on a terminal of this size. */
const appWith = async (
  state: State,
  {look = plainLook, columns = 100, rows = 24}: {look?: Look; columns?: number; rows?: number} = {},
) => {
  const store = createStore(state);
  const {actions, asked} = notedActions();
  const app = render(<Text> </Text>); // its size is set before the app looks
  open.push(app);
  Object.defineProperties(app.stdout, {columns: {value: columns, configurable: true}, rows: {value: rows, configurable: true}});
  app.rerender(<App store={store} actions={actions} look={look} />);
  app.stdout.emit('resize');
  const frame = (): string => bare(app.lastFrame() ?? '');
  await expect.poll(() => store.get().view.size).toEqual({columns, rows});
  return {
    store,
    asked,
    frame,
    raw: () => app.lastFrame() ?? '',
    lines: () => frame().split('\n'),
    sees: (text: string | RegExp) => vi.waitFor(() => expect(frame()).toMatch(text), {timeout: 30_000}),
    press: (bytes: string) => app.stdin.write(bytes),
    resize(width: number, height: number) {
      Object.defineProperties(app.stdout, {
        columns: {value: width, configurable: true},
        rows: {value: height, configurable: true},
      });
      app.stdout.emit('resize');
    },
  };
};

const kafka = container('auren/kafka', {
  health: 'unhealthy',
  inspection: inspection({
    memoryLimit: 800 * MiB,
    restarts: 3,
    healthTest: ['CMD-SHELL', 'nc -z localhost 9092'],
    probes: [probe(now - 2 * minute, 1, 'timed out')],
  }),
});
const containers: readonly Container[] = [
  kafka,
  container('auren/postgres', {health: 'healthy'}),
  ended('auren/migrate', 0),
  container('dimini/web'),
];
const full = (more: Partial<Beginning> = {}): State =>
  sampled(
    stateWith(containers, more),
    new Map([
      [kafka.id, usage({cpuPercent: 30.2, memory: 640 * MiB})],
      ['id-auren-postgres-1', usage({cpuPercent: 0, memory: 0})],
    ]),
    now,
  );

describe('the screen, with no key pressed', () => {
  test('says which stack is unwell, why, and what it costs', async () => {
    const app = await appWith(full());
    await app.sees(/stacktop {2}web-01/);
    await app.sees(/auren +2\/2 ▲ unhealthy +30\.2 +640M/);
    await app.sees(/├ kafka +▲ unhealthy 2m +30\.2 +640M/);
    await app.sees(/└ postgres +● healthy/);
    await app.sees(/migrate +✓ done/);
    await app.sees(/▲ kafka unhealthy for 2 min · check nc -z localhost 9092 said “timed out”/);
    await app.sees(/Enter detail {2}l logs .*\? help {2}q quit/);
  });

  test.each([
    [80, 24],
    [100, 30],
    [40, 8],
    [200, 60],
    [160, 40],
  ])('fills %d×%d and no more', async (columns, rows) => {
    const app = await appWith(full(), {columns, rows});
    await app.sees('auren');
    expect(app.lines()).toHaveLength(rows);
    for (const line of app.lines()) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
    expect(app.lines().at(-1)).toMatch(/q quit$/);
  });

  test('in ASCII has nothing else', async () => {
    const app = await appWith(stateWith([container('größe/名前', {health: 'healthy'}), ...containers]), {look: asciiLook});
    await app.sees('auren');
    expect(app.frame()).toMatch(/^[\n -~]*$/);
    expect(app.frame()).toContain('gr??e');
  });

  test('says where in the list one is when it is longer than the screen', async () => {
    const many = stateWith(Array.from({length: 40}, (_, index) => container(`auren/s${index}`)));
    const app = await appWith(many, {columns: 80});
    await app.sees(/─ 1-18 of 41 ──\n/);
    app.press('G');
    await app.sees(/─ 24-41 of 41 ──\n/);
    app.press('?');
    await expect.poll(() => app.frame()).not.toContain('of 41');
  });

  test('while nothing has come says whom it asks', async () => {
    const app = await appWith(initialState(beginning));
    await app.sees('asking unix:///var/run/docker.sock for its containers');
  });

  test('says why it is empty', async () => {
    const empty = await appWith(stateWith([]));
    await empty.sees('There are no containers on this engine yet.');
    const filtered = await appWith(full({filter: 'xyz'}));
    await filtered.sees('Nothing here matches "xyz".');
  });

  test('says in a line when the terminal is too small, and is back when it is not', async () => {
    const app = await appWith(full(), {columns: 39, rows: 24});
    await app.sees('stacktop needs 40 x 8 cells');
    app.resize(80, 7);
    await expect.poll(() => app.store.get().view.size.rows).toBe(7);
    await app.sees('stacktop needs');
    app.resize(80, 24);
    await app.sees('auren');
  });
});

describe('when the engine is lost', () => {
  test('a banner says so, and the rows stay, dimmed', async () => {
    const gone = lost(full(), {message: 'connection refused', hint: '', retryAt: now + 3 * second, attempt: 1}, now);
    const app = await appWith(gone, {look: colourLook});
    await app.sees(/▲ engine lost 0 s ago · connection refused · next try in 3 s/);
    const row =
      app
        .raw()
        .split('\n')
        .find(line => line.includes('postgres')) ?? '';
    const well = await appWith(full(), {look: colourLook});
    await well.sees('postgres');
    const alive =
      well
        .raw()
        .split('\n')
        .find(line => line.includes('postgres')) ?? '';
    const dim = /\u001b\[[\d;]*m/.exec(colourLook.paint.dim('x'))?.[0] ?? '';
    expect(bare(row)).toBe(bare(alive));
    expect(row).not.toBe(alive);
    expect(row).toContain(`${dim}postgres`);
    expect(alive).not.toContain(`${dim}postgres`);
  });
});

describe('keys', () => {
  test('typed fast all count', async () => {
    const app = await appWith(full());
    await app.sees('auren');
    app.press('jj');
    await expect.poll(() => app.store.get().view.selected).toBe('auren/migrate/1');
    app.press('\u001b[A');
    await expect.poll(() => app.store.get().view.selected).toBe('auren/kafka/1');
    await app.sees(/Enter detail/);
  });

  test('ask before they do anything', async () => {
    const app = await appWith(full());
    await app.sees('auren');
    app.press('jr');
    await app.sees(/Restart auren\/kafka\? {2}Enter yes {2}Esc no/);
    expect(app.asked).toEqual([]);
    app.press('y');
    await expect.poll(() => app.asked.join()).toMatch(/^run .*"restart".*auren\/kafka/);
  });

  test('filter the list while it is typed', async () => {
    const app = await appWith(full());
    await app.sees('auren');
    app.press('/web');
    await app.sees(/\/web▏/);
    await expect.poll(() => app.frame()).not.toContain('kafka  ');
    await app.sees(/└ web/);
  });

  test('show help for the screen, which scrolls', async () => {
    const app = await appWith(full(), {rows: 12});
    await app.sees('auren');
    app.press('?');
    await app.sees(/j {2}down|k {2}up/);
    app.press('G');
    await app.sees(/\^c {2}back/);
    app.press('q');
    await app.sees('auren');
    expect(app.asked).toEqual([]);
  });

  test('pasted are none', async () => {
    const app = await appWith(full());
    await app.sees('auren');
    app.press('\u001b[200~q\r\u001b[201~');
    app.press('j');
    await expect.poll(() => app.store.get().view.selected).toBe('auren/kafka/1');
    expect(app.asked).toEqual([]);
  });

  test('to remove say above the footer what comes of it', async () => {
    const app = await appWith(full(), {columns: 80});
    await app.sees('auren');
    app.press('j\u0018');
    await app.sees(
      /It runs: it is killed first\. Its anonymous volumes stay\.\n Remove auren\/kafka\? Type its name \(kafka\): ▏/,
    );
  });

  test('a menu lies over the list and fits, however many items and long hints it has', async () => {
    const many = container('s/a', {
      name: 'x'.repeat(200),
      ports: Array.from({length: 30}, (_, index) => ({
        ip: null,
        privatePort: index + 1,
        publicPort: index + 1,
        protocol: 'tcp' as const,
      })),
    });
    const app = await appWith(stateWith([many]), {columns: 60, rows: 16});
    await app.sees('NAME');
    app.press('jc');
    await app.sees(/╭ Copy ─+╮/);
    await app.sees(/│ name +xxx+… │/);
    expect(app.lines().at(-1)).toBe(' Enter choose  Esc close');
    app.press('G');
    await app.sees(/docker command: restart/);
    expect(app.lines()).toHaveLength(16);
    for (const line of app.lines()) expect(stringWidth(line)).toBeLessThanOrEqual(60);
    expect(app.frame()).toContain('╰');
  });
});

describe('what went wrong', () => {
  test('is told over the list, with the last lines of the log', async () => {
    const reason = 'it ended with 1: '.concat('a long story of what happened '.repeat(8));
    const outcome = {key: 'auren/kafka/1', title: 'auren/kafka: exited 1', reason, lines: ['starting', '\u001b[2Jno such topic']};
    const app = await appWith(withView(full(), {outcome}));
    await app.sees(/╭ auren\/kafka: exited 1 ─+╮/);
    await app.sees('no such topic');
    await app.sees(/Esc closes · l opens the log/);
    expect(app.frame().match(/a long story/g)?.length).toBe(8);
    app.press('\u001b');
    await expect.poll(() => app.frame()).not.toContain('exited 1');
  });
});

test('what lies over a log, or is about a container that is gone, offers no log', async () => {
  const outcome = {key: 'auren/kafka/1', title: 'auren/kafka: exited 1', reason: 'exit code 1', lines: []};
  const overLog = await appWith(withView(full(), {outcome, screens: [{kind: 'stacks'}, {kind: 'logs', key: 'auren/kafka/1'}]}));
  await overLog.sees(/Esc closes +│/);
  const gone = await appWith(withView(full(), {outcome: {...outcome, key: 'auren/gone/1'}}));
  await gone.sees(/Esc closes +│/);
});

describe('a frozen list', () => {
  test('stays as it was, and says so', async () => {
    const app = await appWith(full());
    await app.sees('web');
    app.press('z');
    await app.sees('frozen');
    app.store.update(state => removed(state, 'id-dimini-web-1', now));
    app.press('G');
    await expect.poll(() => app.store.get().view.selected).toBe('dimini/web/1');
    expect(app.frame()).toContain('web ');
    app.press('z');
    await expect.poll(() => app.frame()).not.toContain('dimini');
  });
});
