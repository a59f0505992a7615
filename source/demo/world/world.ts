import type {Clock} from '../clock.js';
import {hex} from '../random.js';
import type {DemoContainer, Life} from './container.js';
import {EventBus} from './events.js';
import type {DemoExec} from './exec.js';
import type {ContainerSpec} from './spec.js';

export interface DemoNetwork {
  readonly id: string;
  readonly name: string;
  readonly driver: string;
  readonly project: string | null;
  readonly createdAt: number;
  /** First three numbers of its addresses; '' for host and none. */
  readonly block: string;
}

export interface DemoVolume {
  readonly name: string;
  readonly project: string | null;
  readonly createdAt: number;
}

export interface WorldOptions {
  readonly clock: Clock;
  readonly seed: string;
  /** First two numbers of the containers' addresses, within 127.0.0.0/8 so that none of them is ever another machine's. */
  readonly block: string;
  /** Third number of its first network. With the block it is this demo's own: services listen there, and two demos must not meet. */
  readonly firstNetwork: number;
  /** How far logs go back, ms. */
  readonly history: number;
  /** Given to new containers; the API version decides it. */
  readonly cgroup: '1' | '2';
}

/** Everything the embedded engine holds. Changed only by the functions of this folder; ended by `close`. */
export class World {
  readonly containers = new Map<string, DemoContainer>();
  readonly networks = new Map<string, DemoNetwork>();
  readonly volumes = new Map<string, DemoVolume>();
  readonly execs = new Map<string, DemoExec>();
  /** Also of those that are forgotten. */
  execsMade = 0;
  readonly events = new EventBus();
  readonly bornAt: number;
  readonly #end = new AbortController();
  /** Aborted by `close`. */
  readonly ended = this.#end.signal;
  readonly #waits = new Set<() => void>();
  #addresses = 0;
  #created = 0;
  /** Beyond what a kernel hands out (4194304), so that no /proc of this host is ever taken for a demo container's. */
  #pid = 4_200_000;

  constructor(readonly options: WorldOptions) {
    this.bornAt = options.clock.now();
    for (const [name, driver] of [
      ['bridge', 'bridge'],
      ['host', 'host'],
      ['none', 'null'],
    ] as const) {
      this.addNetwork(name, null, driver);
    }
  }

  get closed(): boolean {
    return this.ended.aborted;
  }

  now(): number {
    return this.options.clock.now();
  }

  nextPid(): number {
    this.#pid += 17;
    return this.#pid;
  }

  addNetwork(name: string, project: string | null, driver = 'bridge'): DemoNetwork {
    const known = this.networks.get(name);
    if (known) return known;
    const network: DemoNetwork = {
      id: hex(64, this.options.seed, 'network', name),
      name,
      driver,
      project,
      createdAt: this.bornAt - 9 * 86_400_000,
      block: driver === 'bridge' ? `${this.options.block}.${(this.options.firstNetwork + this.networks.size) % 256}` : '',
    };
    this.networks.set(name, network);
    return network;
  }

  removeNetwork(name: string): void {
    const network = this.networks.get(name);
    if (!network) throw new Error(`the demo has no network ${name}`);
    this.networks.delete(name);
    this.events.emit(this.now(), 'network', 'destroy', network.id, {name, type: network.driver});
  }

  addVolume(name: string, project: string | null): void {
    if (!this.volumes.has(name)) this.volumes.set(name, {name, project, createdAt: this.bornAt - 9 * 86_400_000});
  }

  #address(network: DemoNetwork): string {
    this.#addresses += 1;
    const [third, fourth] = [Math.floor(this.#addresses / 250), 2 + (this.#addresses % 250)];
    const [first, second, number] = network.block.split('.');
    return `${first}.${second}.${(Number(number) + third * 16) % 256}.${fourth}`;
  }

  /** Puts a container there that has not been started; no event is told. `at` is its creation time. */
  add(spec: ContainerSpec, at: number): DemoContainer {
    this.#created += 1;
    for (const mount of spec.mounts) if (mount.type === 'volume') this.addVolume(mount.source, spec.project);
    const networks = spec.networks.map(name => this.addNetwork(name, spec.external?.includes(name) ? null : spec.project));
    const container: DemoContainer = {
      id: hex(64, this.options.seed, 'container', spec.name, this.#created),
      spec,
      createdAt: at,
      addresses: new Map(networks.filter(one => one.block !== '').map(network => [network.name, this.#address(network)])),
      name: spec.name,
      status: 'created',
      pid: 0,
      exitCode: 0,
      oomKilled: false,
      error: '',
      restarts: 0,
      stopped: false,
      finishedAt: null,
      pausedAt: null,
      pausedFor: 0,
      health: null,
      lives: [],
      memoryLimit: spec.memoryLimit,
      nanoCpus: spec.nanoCpus,
      restartPolicy: spec.restartPolicy,
      checkFails: null,
      refusal: null,
      ending: null,
      flood: null,
      plans: new Map(),
    };
    this.containers.set(container.id, container);
    return container;
  }

  /** By whole id, whole name or the start of an id, in this order, as moby looks (daemon/container.go GetContainer). */
  find(reference: string): DemoContainer | null {
    const whole = this.containers.get(reference);
    if (whole) return whole;
    const name = reference.replace(/^\//, '');
    if (name === '') return null;
    const all = [...this.containers.values()];
    return all.find(one => one.name === name) ?? all.find(one => one.id.startsWith(name)) ?? null;
  }

  /** Tells an event of a container, with its image, name and labels as attributes. */
  tell(container: DemoContainer, action: string, extra: Readonly<Record<string, string>> = {}, at = this.now()): void {
    const {labels, image} = container.spec;
    this.events.emit(at, 'container', action, container.id, {...labels, ...extra, image, name: container.name});
  }

  /** Plans something for a container; another plan of that name is dropped. */
  plan(container: DemoContainer, name: string, delay: number, run: () => void): void {
    container.plans.get(name)?.();
    const cancel = this.options.clock.setTimer(delay, () => {
      container.plans.delete(name);
      run();
    });
    container.plans.set(name, cancel);
  }

  /** Drops what is planned: one plan, or all. */
  unplan(container: DemoContainer, name?: string): void {
    for (const [key, cancel] of container.plans) {
      if (name !== undefined && key !== name) continue;
      cancel();
      container.plans.delete(key);
    }
  }

  /** Time passes; not when `signal` is aborted, nor at the world's end. */
  wait(delay: number, signal?: AbortSignal): Promise<void> {
    return new Promise(resolve => {
      if (this.closed || signal?.aborted) return resolve();
      const done = () => {
        this.#waits.delete(done);
        signal?.removeEventListener('abort', done);
        cancel();
        resolve();
      };
      const cancel = this.options.clock.setTimer(delay, done);
      this.#waits.add(done);
      signal?.addEventListener('abort', done);
    });
  }

  /** Begins a new life. */
  beginLife(container: DemoContainer, at: number): Life {
    const life: Life = {start: at, end: null, orderly: false, number: (container.lives.at(-1)?.number ?? -1) + 1};
    container.lives.push(life);
    // Only the newest lives can still be asked for, by logs.
    if (container.lives.length > 20) container.lives.shift();
    return life;
  }

  /** Ends every timer and program. The world is of no use after it. */
  close(): void {
    this.#end.abort();
    for (const container of this.containers.values()) this.unplan(container);
    for (const exec of this.execs.values()) exec.end();
    for (const done of [...this.#waits]) done();
    this.containers.clear();
    this.execs.clear();
  }
}
