import type {CheckHealth, Container} from '../model/container.js';

/**
 * What is known of an engine's containers, joined from lists, inspections and events. A list knows who is there and in which
 * state; an inspection knows more, and is kept while the list does not contradict it.
 */
export class KnownContainers {
  #containers = new Map<string, Container>();
  /** Ids that events told about since the running list was asked for: its reply may be older than what they led to. */
  #touched = new Set<string>();
  readonly #gone = new Set<string>();

  /** To be called when a list is asked for, before its reply. */
  listing(): void {
    this.#touched = new Set();
    this.#gone.clear();
  }

  /** Takes a list in: what to show now, and which containers to inspect because the list contradicts what is known. */
  list(listed: readonly Container[]): {containers: readonly Container[]; changed: readonly string[]} {
    const containers: Container[] = [];
    const changed: string[] = [];
    for (const entry of listed) {
      if (this.#gone.has(entry.id)) continue;
      const known = this.#containers.get(entry.id);
      const newer = known !== undefined && this.#touched.has(entry.id);
      const joined = known === undefined || newer ? (known ?? entry) : join(known, entry);
      if (joined !== known) changed.push(entry.id);
      containers.push(joined);
    }
    const ids = new Set(containers.map(container => container.id));
    for (const id of this.#touched) {
      const known = this.#containers.get(id);
      if (known && !ids.has(id) && !this.#gone.has(id)) containers.push(known);
    }
    this.#containers = new Map(containers.map(container => [container.id, container]));
    return {containers, changed};
  }

  touch(id: string): void {
    this.#touched.add(id);
  }

  has(id: string): boolean {
    return this.#containers.has(id);
  }

  /** Takes an inspection in; false when the container was removed meanwhile. */
  inspected(container: Container): boolean {
    if (this.#gone.has(container.id)) return false;
    this.#containers.set(container.id, container);
    return true;
  }

  /** The container with its new health; null when it is not known, or nothing is new. */
  withHealth(id: string, health: CheckHealth): Container | null {
    const known = this.#containers.get(id);
    if (!known || known.health === health) return null;
    const container = {...known, health};
    this.#containers.set(id, container);
    return container;
  }

  remove(id: string): void {
    this.#containers.delete(id);
    this.#gone.add(id);
  }
}

/** The known container itself when the list agrees with it. `none` of a list is no contradiction: Podman's list never tells health. */
function join(known: Container, entry: Container): Container {
  const sameHealth = entry.health === 'none' || entry.health === known.health;
  if (entry.state === known.state && entry.name === known.name && sameHealth) return known;
  return {
    ...entry,
    health: sameHealth && entry.state === known.state ? known.health : entry.health,
    inspection: known.inspection,
  };
}
