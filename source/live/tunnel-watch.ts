import {delay, onAbort} from '../engine/abort.js';
import type {HostTunnel} from '../model/profile.js';
import type {Stack} from '../model/stack.js';
import type {AgentAnswer, Tunnel} from '../model/tunnel.js';
import {placeTunnels} from '../model/tunnel-places.js';
import {agentTunnels} from '../operations/agent-tunnels.js';
import type {AgentPlace, AgentWay} from '../operations/ngrok-agent.js';
import {type AgentMember, agentOf, agentsIn, hostAgents, placeOf} from '../operations/open-tunnels.js';
import type {State} from '../state/state.js';
import {tellChanged, tunnelsFound} from '../state/tunnels.js';
import type {Desk} from './desk.js';

/** Of an agent that answers over the network. */
const slowMs = 15_000;
/** Of one that takes a program in its container or its whole log to ask, and of the host's while there is none. */
const slowestMs = 60_000;
/** After its start an agent takes a second or two until it has a tunnel; one that has none after twenty gets none by itself. */
const eagerMs = 400;
const eagerGrowth = 1.4;
const eagerTries = 9;
/** The host's ports are none of what a first screen waits for. */
const settleMs = 1000;
/** How soon it is looked again whether the engine is back. */
const awayMs = 1000;
/** Stacks whose last URL is remembered, also when they are gone: one that comes back with another is told of. */
const mostKnown = 200;

/** An agent, and what it said last. */
interface Watched {
  readonly place: AgentPlace;
  readonly answer: AgentAnswer;
  readonly way: AgentWay | undefined;
  /** Tries since it started, or since somebody wanted to know. */
  readonly tries: number;
  readonly dueAt: number;
  readonly busy: boolean;
  /** Counts its starts. */
  readonly life: number;
}

/** Keeps `state.tunnels` current. */
export interface TunnelWatch {
  /** Asks all agents at once: somebody looks at their URLs. */
  hurry(): void;
  /** How an agent was reached last, by its name in the watch. */
  wayOf(agent: AgentAnswer['agent']): AgentWay | undefined;
  /** Resolves when the desk's signal is aborted. */
  readonly ended: Promise<void>;
}

const nameOf = (agent: AgentAnswer['agent']): string => (agent.kind === 'container' ? agent.id : agent.api);

/**
 * Asks ngrok agents for their tunnels: those in containers when they start, quickly until they have one, then every 15 s; those of the
 * host as long as one answers, else once a minute. Nothing is asked while there is no agent, the host's ports aside.
 */
export const watchTunnels = (desk: Desk): TunnelWatch => {
  const watch = new Watch(desk);
  return {hurry: () => watch.hurry(), wayOf: agent => watch.wayOf(agent), ended: watch.run()};
};

class Watch {
  readonly #desk: Desk;
  readonly #watched = new Map<string, Watched>();
  /** The last URL of each agent, by the key of its container: it is told when the next one is another. */
  readonly #known = new Map<string, readonly Tunnel[]>();
  readonly #running = new Set<Promise<void>>();
  /** What fails that should not: it ends the watch and is told. */
  readonly #faults: unknown[] = [];
  #hostsDueAt = Date.now() + settleMs;
  #services: State['services'] | null = null;
  #wake: () => void = () => {};

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  hurry(): void {
    for (const [name, watched] of this.#watched) this.#watched.set(name, {...watched, dueAt: 0});
    this.#hostsDueAt = 0;
    this.#wake();
  }

  wayOf(agent: AgentAnswer['agent']): AgentWay | undefined {
    return this.#watched.get(nameOf(agent))?.way;
  }

  async run(): Promise<void> {
    const {store, signal} = this.#desk;
    // A new `services` comes with every change of the containers.
    const unsubscribe = store.subscribe(() => {
      if (store.get().services !== this.#services) this.#wake();
    });
    try {
      while (!signal.aborted && this.#faults.length === 0) {
        this.#look();
        this.#startDue();
        await this.#untilDue();
      }
    } finally {
      unsubscribe();
      await Promise.all(this.#running);
    }
    if (this.#faults.length > 0 && !signal.aborted) throw this.#faults[0];
  }

  /** Agents that came, and such that are gone: their tunnels are gone at once. */
  #look(): void {
    const {stacks, services} = this.#desk.store.get();
    if (services === this.#services || this.#isAway()) return;
    this.#services = services;
    const agents = agentsIn(stacks, services).filter(({member}) => member.container.state === 'running');
    const ids = new Set(agents.map(({member}) => member.container.id));
    const hosts = new Set(this.#hosts());
    for (const [name, {place}] of this.#watched)
      if (!(place.kind === 'container' ? ids : hosts).has(name)) this.#watched.delete(name);
    for (const agent of agents) this.#meet(agent);
    this.#publish();
  }

  #meet(agent: AgentMember): void {
    const {container} = agent.member;
    const known = this.#watched.get(container.id);
    const startOf = (place: AgentPlace): number | null =>
      place.kind === 'container' ? (place.container.inspection?.startedAt ?? null) : null;
    const place = placeOf(agent);
    // An inspection tells when it started; before the first one that is not known, and no new start.
    const restarted = known && startOf(known.place) !== null && startOf(known.place) !== startOf(place);
    if (known && !restarted) this.#watched.set(container.id, {...known, place});
    else
      this.#watched.set(container.id, {
        place,
        answer: {agent: agentOf(agent), tunnels: null},
        way: known?.way,
        tries: 0,
        dueAt: 0,
        busy: known?.busy ?? false,
        life: (known?.life ?? 0) + 1,
      });
  }

  #startDue(): void {
    const now = Date.now();
    if (this.#isAway()) return;
    if (this.#hostsDueAt <= now) {
      this.#hostsDueAt = now + slowestMs;
      for (const api of this.#hosts()) if (!this.#watched.has(api)) this.#start(this.#host(api));
    }
    for (const watched of this.#watched.values()) if (watched.dueAt <= now && !watched.busy) this.#start(watched);
  }

  #isAway(): boolean {
    const {connection, listed} = this.#desk.store.get();
    return connection.kind !== 'connected' || !listed;
  }

  /** Where agents on the host may answer; nowhere while no container could be meant. */
  #hosts(): readonly string[] {
    const {stacks, services} = this.#desk.store.get();
    const named = [...services.profiles.values()].map(({hostTunnel}) => hostTunnel).filter(tunnel => tunnel !== null);
    return stacks.length === 0 ? [] : hostAgents(this.#desk.engine, stacks, named);
  }

  #host(api: string): Watched {
    const agent = {kind: 'host', api} as const;
    return {place: agent, answer: {agent, tunnels: null}, way: undefined, tries: eagerTries, dueAt: 0, busy: false, life: 1};
  }

  #start(watched: Watched): void {
    const name = nameOf(watched.answer.agent);
    this.#watched.set(name, {...watched, busy: true});
    const work: Promise<void> = this.#ask(watched)
      .catch((error: unknown) => {
        if (!this.#desk.signal.aborted) this.#faults.push(error);
      })
      .finally(() => {
        this.#running.delete(work);
        this.#wake();
      });
    this.#running.add(work);
  }

  async #ask({place, way, answer, life}: Watched): Promise<void> {
    const {engine, signal} = this.#desk;
    const told = await agentTunnels(engine, place, {signal, before: way});
    const name = nameOf(answer.agent);
    const now = this.#watched.get(name);
    if (!now) return; // it is gone meanwhile
    const tries = now.tries + 1;
    const tunnels = told?.value ?? null;
    if (place.kind === 'host' && tunnels === null) {
      this.#watched.delete(name); // nobody there: with the next round of the host's ports
      this.#publish();
      return;
    }
    const settled = tunnels !== null && tunnels.length > 0;
    const eager = !settled && tries < eagerTries;
    const slow = told && told.way.kind === 'http' ? slowMs : slowestMs;
    this.#watched.set(name, {
      ...now,
      answer: {...now.answer, tunnels},
      way: told?.way ?? way,
      tries: settled ? eagerTries : tries,
      // It restarted while it was asked: what it said is old.
      dueAt: now.life === life ? Date.now() + (eager ? eagerMs * eagerGrowth ** (tries - 1) : slow) : 0,
      busy: false,
    });
    this.#publish();
  }

  #publish(): void {
    const {store, publisher} = this.#desk;
    const {stacks, services, listed} = store.get();
    if (!listed) return; // before the list a change would only have it wait for its turn
    const answers = [...this.#watched.values()].map(({answer}) => answer);
    const expected = ({key}: Stack): HostTunnel | null => services.profiles.get(key)?.hostTunnel ?? null;
    const found = placeTunnels(answers, stacks, expected);
    const changes = stacks.flatMap(stack => this.#changeOf(stack, found.get(stack.key) ?? []));
    publisher.publish(state => changes.reduce((next, change) => change(next), tunnelsFound(state, found)));
  }

  /** A stack whose URL became another one, which is told; a first one is not. */
  #changeOf(stack: Stack, tunnels: readonly Tunnel[]): ((state: State) => State)[] {
    const before = this.#known.get(stack.key) ?? [];
    const [first] = tunnels;
    if (!first) return [];
    this.#known.delete(stack.key);
    this.#known.set(stack.key, tunnels);
    const [oldest] = this.#known.keys();
    if (oldest !== undefined && this.#known.size > mostKnown) this.#known.delete(oldest);
    const news = tunnels.find(({url}) => before.every(known => known.url !== url));
    const gone = before.find(({url, upstream}) => upstream === news?.upstream && tunnels.every(one => one.url !== url));
    return news && gone ? [state => tellChanged(state, stack, news.url, gone.url)] : [];
  }

  /** Waits until an agent is due, or something changed. */
  async #untilDue(): Promise<void> {
    const {signal} = this.#desk;
    const waiting = [...this.#watched.values()].filter(({busy}) => !busy).map(({dueAt}) => dueAt);
    const due = Math.min(this.#hostsDueAt, ...waiting);
    const controller = new AbortController();
    const release = onAbort(signal, () => controller.abort());
    this.#wake = () => controller.abort();
    await delay(this.#isAway() ? awayMs : Math.max(0, due - Date.now()), controller.signal);
    release();
  }
}
