import {stripVTControlCharacters} from 'node:util';
import {render} from 'ink-testing-library';
import {afterEach, describe, expect, it, vi} from 'vitest';
import {withDetail} from '../../../source/state/detail.js';
import {panes} from '../../../source/state/layout.js';
import type {State} from '../../../source/state/state.js';
import {createTheme} from '../../../source/terminal/theme.js';
import {cellWidth} from '../../../source/terminal/widths.js';
import {contentSize, headHeight} from '../../../source/ui/format/detail-content.js';
import {createLook} from '../../../source/ui/format/look.js';
import {Detail} from '../../../source/ui/screens/detail.js';
import {container, noon, type Scene, sceneOf} from '../support/detail-scene.js';

const plainLook = createLook(createTheme('none', 'dark', false));
const opened: {unmount(): void}[] = [];
afterEach(() => {
  for (const {unmount} of opened.splice(0)) unmount();
});

/** What the detail of a state looks like; ink-testing-library's terminal is 100 columns wide. */
const draw = (state: State, look = plainLook) => {
  const height = contentSize(state).height + headHeight(state);
  const drawn = render(<Detail state={state} look={look} width={panes(state).side} height={height} />);
  opened.push(drawn);
  return {frame: () => stripVTControlCharacters(drawn.lastFrame() ?? ''), raw: () => drawn.lastFrame() ?? ''};
};
const show = (scene: Scene): string => draw(sceneOf(scene)).frame();

const long = 'x'.repeat(300);
const hostile = 'a\u001b]0;owned\u0007b\u001b[2Jc\u202ed';

describe('the overview', () => {
  it('says how the container is, what it is, and what it uses', () => {
    const frame = show({tab: 'overview', rows: 40, figures: true});
    expect(frame).toContain('● postgres  healthy · auren · postgres:16');
    expect(frame).toMatch(/cpu 41\.0% of 150% +max 41\.0%/);
    expect(frame).toMatch(/memory 640M of 800M, 80% +max 640M/);
    expect(frame).toMatch(/net ↓2\.0M ↑10K +max 2\.0M\/s/);
    expect(frame).toMatch(/disk r 0 w 5\.0M/);
    expect(frame).toMatch(/█{5}/);
    expect(frame).toContain('running and healthy, up 1 h');
    expect(frame).toContain('docker-entrypoint.sh postgres -c fsync=off');
    expect(frame).toContain('15432→5432/tcp');
    expect(frame).toContain('3, policy unless-stopped');
    expect(frame).toContain('800M of memory, 1.5 CPUs');
    expect(frame).toContain("figures from the kernel's cgroup files, 0 s old, every 2 s");
  });

  it('tells exit codes in words and shows no figures of now when it does not run', () => {
    const of = container({state: 'exited', health: 'none'}, {exitCode: 137, oomKilled: true, finishedAt: noon - 120_000});
    const frame = show({tab: 'overview', of, rows: 40});
    expect(frame).toContain('ended with 137, out of memory, 2 min ago');
    expect(frame).not.toContain('cpu');
  });
});

describe('health', () => {
  it('shows the check, its runs, and what the last failed one said', () => {
    const probes = [
      {start: noon - 10_000, end: noon - 9000, exitCode: 1, output: `first\n${hostile}\n接続できません\n`},
      {start: noon - 5000, end: noon - 4880, exitCode: 0, output: 'fine'},
    ];
    const of = container(
      {health: 'unhealthy'},
      {probes, failingStreak: 4, healthTest: ['CMD', 'redis-cli', '-a', 'hunter2', 'ping']},
    );
    const frame = show({tab: 'health', of});
    expect(frame).toContain('4 checks failed in a row');
    expect(frame).toContain('redis-cli -a •••••• ping');
    expect(frame).toContain('every 5 s; 4 runs failed in a row');
    expect(frame).toMatch(/\d\d:\d\d:\d\d +120 ms +0 +fine/);
    expect(frame).toMatch(/1\.0 s +1 +接続できません/);
    expect(frame).toContain('What the last failed one said');
    expect(frame).toContain('   abcd');
    expect(frame.indexOf('fine')).toBeLessThan(frame.indexOf('1.0 s'));
  });

  it('says what to do when there is no check', () => {
    expect(show({tab: 'health', of: container({health: 'none'}, {healthTest: []})})).toContain('has no health check');
  });
});

describe('processes', () => {
  it('shows what ps tells, without secrets and control characters, in columns', () => {
    const titles = ['UID', 'PID', 'PID', 'CMD'];
    const rows = [
      ['root', '1', '0', `app --token hunter2 ${hostile}`],
      ['日本', '1234', '1', long],
    ];
    const frame = show({tab: 'processes', detail: {processes: {kind: 'loaded', value: {titles, rows}, readAt: noon}}});
    const lines = frame.split('\n');
    expect(frame).toContain('app --token •••••• abcd');
    expect(frame).not.toContain('hunter2');
    const at = lines.findIndex(text => text.includes('UID'));
    expect(lines[at]).toMatch(/^ UID {4}PID {2}PID {2}CMD/);
    expect(lines[at + 1]).toMatch(/^ root {5}1 {4}0 {2}app/);
    expect(lines[at + 2]).toMatch(/^ 日本 {2}1234 {4}1 {2}x+…$/);
    expect(frame).toContain('2 processes');
  });

  it.each([
    [{kind: 'loading'} as const, 'asking the engine'],
    [{kind: 'failed', message: 'it does not run', hint: 'S starts it'} as const, 'it does not run'],
  ])('says why there are none: %j', (processes, text) => {
    expect(show({tab: 'processes', detail: {processes}})).toContain(text);
  });
});

describe('environment', () => {
  const of = container({}, {env: ['B=日本語', `LONG=${long}`, 'API_KEY=hunter2', 'URL=http://u:hunter2@h/', `EVIL=${hostile}`]});

  it('is sorted by name, with secrets masked', () => {
    const frame = show({tab: 'env', of});
    expect(frame).not.toContain('hunter2');
    expect(frame).toMatch(/API_KEY {2}•••••• {2}\* shows it/);
    expect(frame).toContain('http://u:••••••@h/');
    expect(frame).toMatch(/EVIL {5}abcd/);
    expect(frame).toMatch(/LONG {5}x+…/);
    expect(frame.indexOf('API_KEY')).toBeLessThan(frame.indexOf('B  '));
  });

  it('shows a revealed secret until its time is over', () => {
    const state = withDetail(sceneOf({tab: 'env', of}), {revealed: {name: 'API_KEY', until: noon + 10_000}});
    expect(draw(state).frame()).toMatch(/API_KEY {2}hunter2 {2}hidden again in 10 s/);
    expect(draw({...state, now: noon + 10_000}).frame()).not.toContain('hunter2');
  });

  it('shows the whole of a chosen long value', () => {
    const state = withDetail(sceneOf({tab: 'env', of}), {cursor: 3});
    expect(draw(state).frame().match(/x/g)).toHaveLength(300);
  });

  it('shows the whole of a chosen long name', () => {
    const wordy = container(
      {},
      {env: ['A=1', 'KAFKA_LISTENER_SECURITY_PROTOCOL_MAP=PLAINTEXT:PLAINTEXT,PLAINTEXT_HOST:PLAINTEXT']},
    );
    const chosen = (cursor: number): string => draw(withDetail(sceneOf({tab: 'env', of: wordy}), {cursor})).frame();
    expect(chosen(0)).toMatch(/^ *KAFKA_LISTENER_SECURITY_PROTOCO…/m);
    expect(chosen(1)).toMatch(/^ *KAFKA_LISTENER_SECURITY_PROTOCOL +PLAINTEXT.*\n *_MAP/m);
  });
});

it('shows mounts, ports and networks as tables', () => {
  const frame = show({tab: 'mounts'});
  expect(frame).toMatch(/volume {2}\/data +rw {2}pgdata/);
  expect(frame).toMatch(/5432\/tcp +0\.0\.0\.0:15432/);
  expect(frame).toMatch(/auren_default {2}172\.18\.0\.2 {2}172\.18\.0\.1 {2}02:42:ac:12:00:02 {2}db/);
  // Other names it answers to are worth more than the address of the gateway.
  const [network] = container().inspection?.networks ?? [];
  const named = container({}, {networks: network ? [{...network, aliases: ['auren-postgres', 'postgres']}] : []});
  expect(show({tab: 'mounts', of: named})).toMatch(/auren_default {2}172\.18\.0\.2 .* auren-postgres postgres$/m);
});

it('shows labels, those with secret names masked', () => {
  const frame = show({tab: 'labels'});
  expect(frame).toMatch(/api_token +••••••/);
  expect(frame).toMatch(/com\.example\.team {2}data/);
});

describe('inspect', () => {
  const value = {Name: '日本', Env: ['PASSWORD=hunter2'], Long: long, Evil: hostile, Number: 5};
  const inspect = {kind: 'loaded', value, readAt: noon} as const;

  it('shows the JSON without secrets, one line each', () => {
    const frame = show({tab: 'inspect', detail: {inspect}});
    expect(frame).toContain('"Name": "日本"');
    expect(frame).toContain('"PASSWORD=••••••"');
    expect(frame).toMatch(/"Long": "x+…/);
  });

  it('paints it where there are colours', async () => {
    const {raw, frame} = draw(sceneOf({tab: 'inspect', detail: {inspect}}), createLook(createTheme('truecolor', 'dark', false)));
    await vi.waitFor(() => expect(raw()).toMatch(/\u001b\[38;2;[\d;]+m5/), {timeout: 10_000});
    expect(frame()).toContain('"Number": 5');
  });
});

describe('whatever a container calls itself', () => {
  const name = `${hostile}日本語${long}`;
  const of = container(
    {image: name, labels: {[name]: name}, networks: [name], ports: []},
    {
      env: [`${name}=${name}`],
      command: [name],
      hostname: name,
      mounts: [{type: name, name, source: name, destination: name, writable: false}],
      networks: [{name, networkId: '', ip: name, gateway: name, mac: name, aliases: [name]}],
      healthTest: ['CMD', name],
      probes: [{start: noon, end: noon, exitCode: 1, output: name}],
    },
  );
  const detail = {
    processes: {kind: 'loaded', value: {titles: [name, name], rows: [[name, name]]}, readAt: noon},
    inspect: {kind: 'loaded', value: {[name]: name}, readAt: noon},
  } as const;

  it.each(['overview', 'health', 'processes', 'env', 'mounts', 'labels', 'inspect'] as const)(
    'the tab %s stays within its cells',
    tab => {
      for (const columns of [40, 60, 80, 100]) {
        const state = sceneOf({tab, of, columns, detail, figures: true});
        const {frame, raw} = draw(state);
        const lines = frame().split('\n');
        expect(lines).toHaveLength(contentSize(state).height + headHeight(state));
        for (const text of lines) expect(cellWidth(text)).toBeLessThanOrEqual(columns);
        expect(raw().replace(/\u001b\[[\d;]*m/g, '')).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
      }
    },
  );
});

it('tells what a network is once the engine has told', () => {
  const network = {
    ...{id: 'n', name: 'auren_default', driver: 'bridge', scope: 'local', labels: {}, endpoints: []},
    internal: true,
    subnets: [{range: '172.18.0.0/16', gateway: '172.18.0.1'}],
  };
  const told = (value: readonly (typeof network)[]) => ({networks: {kind: 'loaded', value, readAt: noon}}) as const;
  const frame = show({tab: 'mounts', columns: 100, detail: told([network])});
  expect(frame).toMatch(/auren_default {2}172\.18\.0\.2 {2}bridge 172\.18\.0\.0\/16 internal/);
  expect(show({tab: 'mounts', columns: 100, detail: told([])})).toMatch(/auren_default {2}172\.18\.0\.2 {2}gone/);
});

it('says so when the container is gone', () => {
  expect(draw({...sceneOf({tab: 'overview'}), stacks: []}).frame()).toContain('This container is no more.');
});

it('stands beside the list behind a rule where there is room', () => {
  const state = sceneOf({tab: 'env', columns: 160});
  expect(contentSize(state).width).toBe(panes(state).side - 1);
  for (const text of draw(state).frame().split('\n')) expect(text.startsWith('│')).toBe(true);
});
