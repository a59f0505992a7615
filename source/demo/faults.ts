/** What a test can make go wrong. `path` says where: the start of a path without version, or a pattern; left out, everywhere. */
interface Where {
  readonly path?: string | RegExp;
  /** How often; left out, until it is taken back. */
  readonly times?: number;
}

export type Fault = Where &
  (
    | {readonly kind: 'status'; readonly status: number; readonly message: string}
    | {readonly kind: 'slow'; readonly ms: number}
    /** Never answers. */
    | {readonly kind: 'hang'}
    /** The connection is reset once that many bytes of the body have gone out. */
    | {readonly kind: 'reset'; readonly afterBytes: number}
    /** A chunk is announced, half of it sent, and the connection ended. */
    | {readonly kind: 'half-chunk'}
    /** The body ends, in good order, once that many bytes have gone out. */
    | {readonly kind: 'end'; readonly afterBytes: number}
    /** Answers with these bytes as they are. */
    | {readonly kind: 'raw'; readonly bytes: string}
    /** `Names: null` in lists. */
    | {readonly kind: 'null-names'}
    /** These keys are left out of stats (`memory_stats`, `cpu_stats.online_cpus`). */
    | {readonly kind: 'stats-without'; readonly keys: readonly string[]}
  );

export type FaultKind = Fault['kind'];

interface Planted {
  readonly fault: Fault;
  left: number;
}

/** The faults that are on. Asked by the server for each request. */
export class Faults {
  #planted: Planted[] = [];

  /** Turns one on; the answer turns it off. */
  add(fault: Fault): () => void {
    const planted: Planted = {fault, left: fault.times ?? Number.POSITIVE_INFINITY};
    this.#planted.push(planted);
    return () => {
      this.#planted = this.#planted.filter(one => one !== planted);
    };
  }

  clear(): void {
    this.#planted = [];
  }

  /** The fault of that kind that hits this path, used up by one; null when there is none. */
  take<K extends FaultKind>(kind: K, path: string): Extract<Fault, {kind: K}> | null {
    for (const planted of this.#planted) {
      if (planted.left <= 0 || !isKind(planted.fault, kind) || !hits(planted.fault, path)) continue;
      planted.left -= 1;
      return planted.fault;
    }
    return null;
  }
}

const isKind = <K extends FaultKind>(fault: Fault, kind: K): fault is Extract<Fault, {kind: K}> => fault.kind === kind;

const hits = (fault: Where, path: string) => {
  if (fault.path === undefined) return true;
  return typeof fault.path === 'string' ? path.startsWith(fault.path) : fault.path.test(path);
};
