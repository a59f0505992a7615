import type {Container} from '../model/container.js';
import {containerKey} from '../model/identity.js';
import {plainText} from '../terminal/sanitise.js';

/** What to call containers on one output: the service, with its number where there are several, and its stack where there are several. */
export class LogNames {
  readonly #stacks: boolean;
  /** By the container's identity: one made anew has the name of the one before it. */
  readonly #names = new Map<string, {readonly name: string; readonly index: number}>();
  readonly #keys: string[] = [];
  readonly #services = new Map<string, number>();
  #width = 0;

  /** @param containers those there are at the start */
  constructor(containers: readonly Container[]) {
    this.#stacks = new Set(containers.map(({project}) => project)).size > 1;
    for (const key of new Set(containers.map(containerKey))) this.#count(key);
    for (const container of containers) this.add(container);
  }

  /** How many there are or have been, each identity once. */
  get count(): number {
    return this.#names.size;
  }

  /** The next source. */
  add(container: Container): void {
    const key = containerKey(container);
    this.#keys.push(key);
    if (this.#names.has(key)) return;
    const {project, service, oneOff, name, number} = container;
    const several = (number ?? 1) > 1 || (this.#services.get(serviceOf(key)) ?? 0) > 1;
    const label = service === null || oneOff ? name : several ? `${service} ${number ?? 1}` : service;
    const shown = plainText(this.#stacks && project !== null && label !== name ? `${project}/${label.replace(' ', '/')}` : label);
    this.#names.set(key, {name: shown, index: this.#names.size});
    this.#width = Math.max(this.#width, shown.length);
  }

  /** The name of a source. */
  of(source: number): string {
    return this.#found(source)?.name ?? '';
  }

  /** As wide as the longest so far. */
  padded(source: number): string {
    return this.of(source).padEnd(this.#width);
  }

  /** The place of its name among the names: for a colour that stays. */
  index(source: number): number {
    return this.#found(source)?.index ?? 0;
  }

  #found(source: number): {readonly name: string; readonly index: number} | undefined {
    return this.#names.get(this.#keys[source] ?? '');
  }

  #count(key: string): void {
    const service = serviceOf(key);
    this.#services.set(service, (this.#services.get(service) ?? 0) + 1);
  }
}

/** `shop/web` of the key `shop/web/2`. */
const serviceOf = (key: string): string => key.replace(/\/\d+$/, '');
