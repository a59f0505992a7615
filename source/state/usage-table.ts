import type {Figures} from '../model/sort.js';
import type {Stack} from '../model/stack.js';
import {type Totals, totalsOf} from '../model/totals.js';
import type {Usage} from '../model/usage.js';

type Project = string | null;

/** Projects with ever new names may come and go. */
const mostProjects = 4096;

/** What all looks at one table share. */
interface Shared {
  readonly byId: Map<string, Usage>;
  /** The version in which figures of a project's containers came last. */
  readonly changed: Map<Project, number>;
  /** The version of projects that are not among those. */
  floor: number;
  readonly totals: WeakMap<Stack, {readonly version: number; readonly totals: Totals}>;
  version: number;
}

const sharedFrom = (byId: Map<string, Usage>): Shared => ({
  byId,
  changed: new Map(),
  floor: 0,
  totals: new WeakMap(),
  version: 0,
});

/**
 * The last figures of each container, by id. They are changed in place: a sample of 1,000 containers changes 1,000 entries and copies
 * none. What is immutable is the look at them: after a sample there is another one, so that who compares looks sees that there is news.
 * An older look shows the new figures; who needs the old ones (a frozen list) takes a copy.
 */
export class UsageTable implements Figures {
  readonly #shared: Shared;

  private constructor(shared: Shared) {
    this.#shared = shared;
  }

  /** A table of its own, with these figures. */
  static of(figures: ReadonlyMap<string, Usage> = new Map()): UsageTable {
    return new UsageTable(sharedFrom(new Map(figures)));
  }

  /** The same for all looks at one table. */
  get identity(): unknown {
    return this.#shared;
  }

  get size(): number {
    return this.#shared.byId.size;
  }

  get(id: string): Usage | undefined {
    return this.#shared.byId.get(id);
  }

  keys(): IterableIterator<string> {
    return this.#shared.byId.keys();
  }

  /** Another look, with a batch in the table; `projectOf` gives undefined for containers that are not there, whose figures are left out. */
  with(
    batch: ReadonlyMap<string, Usage>,
    projectOf: (id: string) => Project | undefined,
    noted: (id: string, usage: Usage) => void,
  ): UsageTable {
    const shared = this.#shared;
    shared.version += 1;
    // Of projects that came and went nobody asks; of the others all is made anew, once.
    if (shared.changed.size > mostProjects) {
      shared.changed.clear();
      shared.floor = shared.version;
    }
    for (const [id, usage] of batch) {
      const project = projectOf(id);
      if (project === undefined) continue;
      shared.byId.set(id, usage);
      shared.changed.set(project, shared.version);
      noted(id, usage);
    }
    return new UsageTable(shared);
  }

  /** Lets go of a container that is no more. */
  forget(id: string): void {
    this.#shared.byId.delete(id);
  }

  /** The figures as they are now, whatever comes. */
  copy(): UsageTable {
    return UsageTable.of(this.#shared.byId);
  }

  usageOf(id: string): Usage | undefined {
    return this.get(id);
  }

  /** In which version figures of this stack came last: what was made of them before holds while that stays. */
  versionOf({project}: Stack): number {
    return this.#shared.changed.get(project) ?? this.#shared.floor;
  }

  /** Summed up again only when figures of the stack's own containers have come. */
  totalsOf(stack: Stack): Totals {
    const {totals} = this.#shared;
    const version = this.versionOf(stack);
    const known = totals.get(stack);
    if (known?.version === version) return known.totals;
    const found = totalsOf(stack, id => this.get(id));
    totals.set(stack, {version, totals: found});
    return found;
  }
}
