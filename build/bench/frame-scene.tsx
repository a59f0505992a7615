import {PassThrough, Writable} from 'node:stream';
import {render} from 'ink';
import {createRecognising} from '../../source/live/recognising.js';
import type {Container} from '../../source/model/container.js';
import type {Usage} from '../../source/model/usage.js';
import type {Actions} from '../../source/state/actions.js';
import {changed, connected, listed} from '../../source/state/engine-updates.js';
import {initialState} from '../../source/state/initial.js';
import {visibleRowsIn} from '../../source/state/layout.js';
import type {State} from '../../source/state/state.js';
import {createStore} from '../../source/state/store.js';
import {sampled, ticked} from '../../source/state/usage-updates.js';
import {noted, resized, withFilter, withView} from '../../source/state/view-updates.js';
import {createTheme} from '../../source/terminal/theme.js';
import {App} from '../../source/ui/app.js';
import {createLook} from '../../source/ui/format/look.js';
import {keyContext} from '../../source/ui/keys/context.js';
import {press} from '../../source/ui/keys/table.js';

const columns = 120;
const rows = 40;
const start = Date.UTC(2026, 4, 1, 12);
const services = ['api', 'worker', 'postgres', 'redis', 'web'];

const containerOf = (index: number): Container => {
  const project = `load-${String(Math.floor(index / 10) + 1).padStart(3, '0')}`;
  const service = services[index % services.length] ?? 'api';
  const number = (Math.floor(index / 5) % 2) + 1;
  const needs = service === 'api' ? ['postgres', 'redis'] : [];
  return {
    id: `${index}`.padStart(64, 'a'),
    name: `${project}-${service}-${number}`,
    image: service === 'postgres' ? 'postgres:16' : `${project}-${service}`,
    imageId: 'sha256:1',
    project,
    service,
    number,
    oneOff: false,
    state: 'running',
    health: service === 'postgres' ? 'healthy' : 'none',
    createdAt: start - 3_600_000,
    labels: {'com.docker.compose.project': project, 'com.docker.compose.service': service, 'com.docker.compose.depends_on': ''},
    ports: [],
    dependsOn: needs.map(service => ({service, condition: 'service_started' as const})),
    networks: [`${project}_default`],
    networkMode: `${project}_default`,
    statusExitCode: null,
    inspection: {
      ...{
        startedAt: start - 3_600_000,
        finishedAt: null,
        exitCode: null,
        oomKilled: false,
        restarts: 0,
        error: '',
        pid: 1000 + index,
      },
      ...{memoryLimit: index % 2 === 0 ? 512 * 2 ** 20 : null, cpuLimit: null, tty: false, env: [], workingDir: '/', user: ''},
      ...{entrypoint: [], command: [], hostname: 'host', restartPolicy: 'always', stopSignal: '', stopTimeout: null},
      ...{
        networkMode: 'bridge',
        exposedPorts: [],
        healthTest: [],
        healthInterval: null,
        failingStreak: 0,
        probes: [],
        mounts: [],
      },
      ...{networks: [], logDriver: 'json-file'},
    },
  };
};

/** Not the same in any two samples. */
const usageOf = (index: number, round: number, readAt: number): Usage => ({
  readAt,
  cpuPercent: ((index * 7 + round * 3) % 100) / 10,
  memory: (60 + ((index * 13 + round) % 200)) * 2 ** 20,
  cache: 2 ** 20,
  rxRate: (index * 31 + round * 17) % 5000,
  txRate: (index * 37 + round * 19) % 5000,
  readRate: 0,
  writeRate: (index * 41 + round * 23) % 9000,
  rx: 1000,
  tx: 1000,
  pids: 3,
  source: 'cgroup',
});

/** Nothing that a key of this bench asks for. */
const noActions = new Proxy({}, {get: () => () => {}}) as Actions;

class Sink extends Writable {
  readonly columns = columns;
  readonly rows = rows;
  readonly isTTY = true;
  bytes = 0;
  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.bytes += chunk.length;
    done();
  }
}

class Keys extends PassThrough {
  readonly isTTY = true;
  setRawMode(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
}

/** The screen with so many containers, and what can happen to it. */
export const openScene = (count: number) => {
  const containers = Array.from({length: count}, (_, index) => containerOf(index));
  const beginning = {endpoint: 'unix:///var/run/docker.sock', local: true, filter: '', intervalMs: null, readOnly: false};
  const recognising = createRecognising(() => null);
  let now = start;
  let round = 0;
  const engine = {
    ...{product: 'Docker', version: '26.1.5', apiVersion: '1.45', hostName: 'web-01', cpus: 8, memoryTotal: 16 * 1024 ** 3},
    ...{operatingSystem: 'Debian', cgroupVersion: '2' as const, cgroupDriver: 'systemd', rootless: false, demo: false},
  };
  const initial = resized(listed(connected(initialState({...beginning, now}), engine, now), containers, now), columns, rows);
  const store = createStore<State>(recognising.recognised(initial));
  const host = {cpuPercent: 10, memoryUsed: 2 ** 30, memoryTotal: 2 ** 34, rxRate: 0, txRate: 0, readRate: 0, writeRate: 0};
  store.update(state => ({...state, host: {...host, load: [0, 0, 0]} as unknown as State['host']}));
  const update = (change: (state: State) => State): void => store.update(state => noted(recognising.recognised(change(state))));
  const sink = new Sink();
  const instance = render(<App store={store} actions={noActions} look={createLook(createTheme('truecolor', 'dark', false))} />, {
    stdout: sink as unknown as NodeJS.WriteStream,
    stdin: new Keys() as unknown as NodeJS.ReadStream,
    ...{incrementalRendering: true, interactive: true, maxFps: 1000, patchConsole: false, exitOnCtrlC: false},
  });
  const indexes = new Map(containers.map(({id}, index) => [id, index]));
  const batch = (wanted: (id: string) => boolean): ReadonlyMap<string, Usage> => {
    round += 1;
    return new Map(containers.filter(({id}) => wanted(id)).map(({id}) => [id, usageOf(indexes.get(id) ?? 0, round, now)]));
  };
  const visible = (): ReadonlySet<string> =>
    new Set(visibleRowsIn(store.get()).rows.flatMap(row => row.stack.members.map(member => member.container.id)));
  // History, as after a quarter of an hour.
  for (let step = 0; step < 160; step++) {
    now += 2000;
    const everything = batch(() => true);
    store.update(state => sampled(state, everything, now));
  }
  const turn = async (act: () => void): Promise<void> => {
    act();
    await new Promise(resolve => setImmediate(resolve));
  };
  const key = (name: string): void => void press(name, keyContext(store, noActions));
  let down = true;
  let typed = 0;
  let prepared = batch(() => true);
  const all = () => true;
  const inView = () => {
    const seen = visible();
    return (id: string) => seen.has(id);
  };
  const outOfView = () => {
    const seen = visible();
    return (id: string) => !seen.has(id);
  };
  const sample = (): void => update(state => sampled(state, prepared, now));
  const prepare = (wanted: () => (id: string) => boolean): void => {
    now += 1000;
    prepared = batch(wanted());
  };
  /** What it is, what happens, and what is made ready before and not counted. */
  const acts: (readonly [string, () => void, (() => void)?])[] = [
    ['sample of all', sample, () => prepare(() => all)],
    ['sample of what is in view', sample, () => prepare(inView)],
    ['sample of what is out of view', sample, () => prepare(outOfView)],
    [
      'clock tick',
      () => {
        now += 1000;
        update(state => ticked(state, now));
      },
    ],
    [
      'event: a health changes in view',
      () => {
        const [, first] = containers;
        if (!first) return;
        round += 1;
        update(state => changed(state, [{...first, health: round % 2 === 0 ? 'healthy' : 'starting'}], now));
      },
    ],
    [
      'event: a health changes out of view',
      () => {
        const last = containers.at(-1);
        if (!last) return;
        round += 1;
        update(state => changed(state, [{...last, health: round % 2 === 0 ? 'healthy' : 'starting'}], now));
      },
    ],
    [
      'key: down, up',
      () => {
        key(down ? 'down' : 'up');
        down = !down;
      },
    ],
    [
      'key: a letter of a filter',
      () => {
        typed = (typed + 1) % 4;
        const filter = 'work'.slice(0, typed);
        store.update(state => noted(withFilter(state, filter, state.view.selected)));
      },
    ],
    [
      'by memory: sample of all',
      sample,
      () => {
        store.update(state => withView(state, {filter: '', sort: {field: 'memory', inverted: false}}));
        prepare(() => all);
      },
    ],
  ];
  return {
    ready: new Promise(resolve => setTimeout(resolve, 100)),
    acts,
    turn,
    written: () => sink.bytes,
    heap: () => {
      globalThis.gc?.();
      return process.memoryUsage().heapUsed;
    },
    close: () => instance.unmount(),
  };
};
