import net, {type Server, type Socket} from 'node:net';
import {type DemoContainer, runningFor} from '../world/container.js';
import type {World} from '../world/world.js';
import {clusterOf} from './cluster.js';
import {serveClient} from './connection.js';

/**
 * Lets the demo's brokers answer over TCP on their containers' own addresses (in 127.0.0.0/8), on the ports of their listeners, so that
 * topics are read by the same code as on a host. Where such an address cannot be had (macOS) they stay without.
 */
export class KafkaDoors {
  readonly #servers = new Map<string, Server[]>();
  readonly #clients = new Map<string, Set<Socket>>();
  readonly #deaf: () => void;

  constructor(readonly world: World) {
    for (const container of world.containers.values()) this.#open(container);
    this.#deaf = world.events.listen(({type, action, id}) => {
      if (type !== 'container') return;
      const container = world.containers.get(id);
      if (action === 'create' && container) this.#open(container);
      if (action === 'die' || action === 'destroy') this.#cut(id);
      if (action === 'destroy') this.#shut(id);
    });
  }

  #open(container: DemoContainer): void {
    if (container.spec.behaviour.kind !== 'kafka') return;
    for (const address of container.addresses.values()) {
      for (const port of container.spec.ports) this.#listen(container, address, port.container);
    }
  }

  #listen(container: DemoContainer, address: string, port: number): void {
    const {spec, id} = container;
    const server = net.createServer(socket => {
      const isUp = container.status === 'paused' || container.status === 'running';
      // A broker takes its time until it listens.
      if (!isUp || runningFor(container, this.world.now()) * 1000 < spec.behaviour.readyAfter) return void socket.destroy();
      const clients = this.#clients.get(id) ?? new Set();
      this.#clients.set(id, clients.add(socket));
      socket.on('close', () => clients.delete(socket));
      serveClient(socket, container, {cluster: clusterOf(this.world, container), host: spec.service ?? container.name, port});
    });
    server.on('error', () => undefined); // this door stays shut: see above
    server.listen(port, address).unref();
    this.#servers.set(id, [...(this.#servers.get(id) ?? []), server]);
  }

  /** Ends the connections of a container. */
  #cut(id: string): void {
    for (const socket of this.#clients.get(id) ?? []) socket.destroy();
    this.#clients.delete(id);
  }

  #shut(id: string): void {
    for (const server of this.#servers.get(id) ?? []) server.close();
    this.#servers.delete(id);
  }

  close(): void {
    this.#deaf();
    for (const id of [...this.#servers.keys()]) {
      this.#cut(id);
      this.#shut(id);
    }
  }
}
