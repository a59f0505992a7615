import type {Pressure} from '../model/usage.js';

/** The files of one kind each, in every folder of the v2 hierarchy, also where its controllers are v1's. */
const KINDS = ['cpu', 'memory', 'io'] as const;

/**
 * What a cgroup waits for, from its `*.pressure` files; undefined where this kernel has none of them (before 4.20, or started with
 * `psi=0`). @param read the text of a file of the cgroup; throws when it is not there
 */
export function pressureOf(read: (name: string) => string): Pressure | undefined {
  const [cpu = null, memory = null, io = null] = KINDS.map(kind => {
    try {
      return someOfTen(read(`${kind}.pressure`));
    } catch {
      return null; // this kind is not counted here
    }
  });
  return cpu === null && memory === null && io === null ? undefined : {cpu, memory, io};
}

/** `some avg10=3.54 avg60=…`, a line of its own. */
function someOfTen(text: string): number | null {
  const value = /^some avg10=([\d.]+)/m.exec(text)?.[1];
  return value === undefined ? null : Number(value);
}
