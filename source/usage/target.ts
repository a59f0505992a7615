/** A running (or paused) container whose usage is wanted. */
export interface SampleTarget {
  readonly id: string;
  /** Its first process on the engine's host, from inspect; null when not known. */
  readonly pid: number | null;
  /** Its row, or its stack's line, is on the screen: sampled at every interval, others every ten seconds. */
  readonly visible: boolean;
  /** On the host's network: it has no counters of its own. */
  readonly hostNetwork: boolean;
  /** It is looked at by itself: what its memory is made of and what it waits for is read as well. */
  readonly closely?: boolean;
}
