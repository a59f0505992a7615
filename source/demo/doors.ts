import http from 'node:http';
import {answerOf} from './shell/web.js';
import type {DemoContainer} from './world/container.js';
import type {World} from './world/world.js';

/** Nobody posts more to the demo. */
const longestBody = 1 << 16;

const bodyOf = async (request: http.IncomingMessage): Promise<string> => {
  let body = '';
  for await (const piece of request) if (body.length < longestBody) body += piece;
  return body;
};

/** Kinds that answer over HTTP. The others' ports refuse, as a firewall would have them. */
const speaksHttp = ['http', 'ngrok', 'nginx', 'traefik', 'other'];

/**
 * Lets the demo's services answer on their own addresses (in 127.0.0.0/8, their usual ports), so that links open, health probes are
 * answered and a tunnel's API can be asked, with the same code as on a host. Where an address or a port cannot be had (macOS has one
 * loopback address only, ports below 1024 want rights, another server may hold the port) it stays without: the exec way is left.
 */
export class Doors {
  readonly #servers = new Map<string, http.Server>();
  readonly #deaf: () => void;

  constructor(readonly world: World) {
    for (const container of world.containers.values()) this.#open(container);
    this.#deaf = world.events.listen(event => {
      if (event.type !== 'container') return;
      const container = world.containers.get(event.id);
      if (event.action === 'create' && container) this.#open(container);
      if (event.action === 'destroy') this.#shut(event.id);
    });
  }

  #open(container: DemoContainer): void {
    if (!speaksHttp.includes(container.spec.behaviour.kind)) return;
    for (const address of container.addresses.values()) {
      for (const port of container.spec.ports) {
        for (const number of new Set([port.container, port.host ?? port.container])) {
          this.#listen(container, port.container, address, number);
        }
      }
    }
  }

  #listen(container: DemoContainer, inside: number, address: string, port: number): void {
    const server = http.createServer(async (request, response) => {
      response.on('error', () => undefined); // the client went away
      const body = request.method === 'POST' ? await bodyOf(request).catch(() => '') : ''; // broken off: nothing was asked
      const answer = answerOf(this.world, container, inside, {method: request.method ?? 'GET', path: request.url ?? '/', body});
      // Nobody listens inside: the proxy of a published port takes the connection and resets it.
      if (!answer) request.socket.destroy();
      else response.writeHead(answer.status, {'Content-Type': answer.type, 'Stacktop-Demo': '1'}).end(answer.body);
    });
    server.on('error', () => undefined); // this door stays shut: see above
    server.listen(port, address).unref();
    this.#servers.set(`${container.id}/${address}/${port}`, server);
  }

  #shut(id: string): void {
    for (const [key, server] of this.#servers) {
      if (!key.startsWith(`${id}/`)) continue;
      server.close();
      server.closeAllConnections();
      this.#servers.delete(key);
    }
  }

  close(): void {
    this.#deaf();
    for (const server of this.#servers.values()) {
      server.close();
      server.closeAllConnections();
    }
    this.#servers.clear();
  }
}
