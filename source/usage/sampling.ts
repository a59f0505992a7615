import type {Usage, UsageSample, WithoutFiles} from '../model/usage.js';
import type {FileSource} from './cgroup.js';
import type {Clock} from './clock.js';
import {EngineReads} from './engine-reads.js';
import {FileCheck} from './file-check.js';
import type {StatsTransport} from './stats-transport.js';
import type {SampleTarget} from './target.js';
import {SECOND_SAMPLE_MS, Track} from './track.js';

const INTERVAL_MS = 1000;
/** Asking costs the engine more than the kernel's files or its own streams do. */
const ONE_SHOT_INTERVAL_MS = 2000;
/** Sweeps start at least this far apart, however often the targets change. */
const LEAST_GAP_MS = 200;
/** Replies that take longer are published with the next sweep. */
const LONGEST_WAIT_MS = 1000;
/** What is due within this part of an interval is taken along: with half of it, any two containers fall into step. */
const TAKE_ALONG = 0.5;
/** File readings between two looks at the keys. */
const FILES_AT_ONCE = 64;
/** An engine that keeps failing to answer in time is asked up to so many times less often. */
const MOST_PATIENCE = 8;

export interface SamplingOptions {
  /** null where the engine is not on this machine. */
  readonly files: FileSource | null;
  /** Why there are none; not needed where there are. */
  readonly withoutFiles?: WithoutFiles;
  readonly transport: StatsTransport;
  readonly clock: Clock;
  /** Between two samples of a visible container; null: 1 s, for one-shot 2 s. */
  readonly intervalMs: number | null;
  onUsage(batch: ReadonlyMap<string, Usage>): void;
  onSource(name: string): void;
}

/** The sampler's loop over its sources: one sweep at a time, each ending in at most one batch. Whoever made it calls `stop`. */
export class Sampling {
  readonly #options: SamplingOptions;
  readonly #tracks = new Map<string, Track>();
  readonly #engine: EngineReads;
  readonly #life = new AbortController();
  readonly #check: FileCheck | null;
  #files: FileSource | null;
  #withoutFiles: WithoutFiles;
  #batch = new Map<string, Usage>();
  #batchHasFirst = false;
  #cancelTimer: () => void = () => {};
  #sweeping = false;
  #startedAt = Number.NEGATIVE_INFINITY;
  #tookMs = 0;
  #patience = 1;
  #source = '';

  constructor(options: SamplingOptions) {
    this.#options = options;
    const {files, transport, clock} = options;
    this.#files = files;
    this.#withoutFiles = options.withoutFiles ?? 'remote';
    this.#check =
      files &&
      new FileCheck({
        read: target => (this.#tracks.has(target.id) ? files.read(target) : null),
        transport,
        signal: this.#life.signal,
        onDistrust: () => this.#dropFiles(),
      });
    this.#engine = new EngineReads({
      transport,
      clock,
      onSample: (id, sample, source) => this.#take(id, sample, source),
      onDecided: () => this.#engineDecided(),
    });
  }

  setTargets(targets: readonly SampleTarget[]): void {
    if (this.#life.signal.aborted) return;
    const wanted = new Set(targets.map(target => target.id));
    for (const id of this.#tracks.keys()) if (!wanted.has(id)) this.#drop(id);
    for (const target of targets) {
      const track = this.#tracks.get(target.id);
      if (track === undefined) this.#tracks.set(target.id, new Track(target));
      else track.retarget(target);
    }
    this.#engine.show(this.#visibleByEngine());
    this.#schedule();
  }

  refresh(): void {
    for (const track of this.#tracks.values()) if (track.target.visible) track.askSoon();
    this.#schedule();
  }

  source(): string {
    return this.#source;
  }

  stop(): void {
    this.#life.abort();
    this.#cancelTimer();
    this.#engine.stop();
    this.#files?.close();
    this.#tracks.clear();
    this.#batch.clear();
  }

  #drop(id: string): void {
    this.#tracks.delete(id);
    this.#batch.delete(id);
    this.#files?.forget(id);
    this.#engine.forget(id);
  }

  #schedule(): void {
    this.#cancelTimer();
    if (this.#life.signal.aborted || this.#sweeping) return;
    const now = this.#options.clock.now();
    let due = Number.POSITIVE_INFINITY;
    if (this.#batch.size > 0) due = this.#startedAt + (this.#batchHasFirst ? SECOND_SAMPLE_MS : this.#interval());
    for (const track of this.#tracks.values()) due = Math.min(due, this.#dueAt(track));
    if (due === Number.POSITIVE_INFINITY) return;
    // A sweep slower than the interval leaves as much time free as it took.
    const gap = this.#tookMs > this.#interval() ? 2 * this.#tookMs : LEAST_GAP_MS;
    this.#cancelTimer = this.#options.clock.after(Math.max(0, due - now, this.#startedAt + gap - now), () => void this.#sweep());
  }

  async #sweep(): Promise<void> {
    const {clock} = this.#options;
    this.#sweeping = true;
    this.#startedAt = clock.now();
    const horizon = this.#startedAt + this.#interval() * TAKE_ALONG;
    const due = [...this.#tracks.values()].filter(track => this.#dueAt(track) <= horizon);
    for (const track of due) track.asked(this.#startedAt);
    const unread = await this.#readFiles(due);
    this.#engine.show(this.#visibleByEngine());
    const replies = this.#engine.ask(unread.map(track => track.target.id));
    // Rows that came from files or streams do not wait for an engine's single replies.
    if (unread.length === due.length && unread.length > 0 && this.#engine.kind !== 'stream') {
      await this.#atMost(LONGEST_WAIT_MS, replies);
      this.#patience = this.#engine.pending > unread.length / 2 ? Math.min(this.#patience * 2, MOST_PATIENCE) : 1;
    }
    this.#tookMs = clock.now() - this.#startedAt;
    this.#sweeping = false;
    if (this.#life.signal.aborted) return;
    this.#publish();
    this.#offerCheck();
    this.#schedule();
  }

  /** Reads what can be read from files; gives back those that the engine is to be asked for. */
  async #readFiles(due: readonly Track[]): Promise<readonly Track[]> {
    const unread: Track[] = [];
    let reads = 0;
    for (const track of due) {
      if (this.#files === null || !track.mayTryFiles(this.#startedAt)) {
        unread.push(track);
        continue;
      }
      if (++reads % FILES_AT_ONCE === 0) await this.#atMost(0, new Promise<never>(() => {}));
      // Meanwhile it may have been dropped: reading would open its files again.
      if (this.#tracks.get(track.target.id) !== track) continue;
      const sample = this.#files.read(track.target);
      if (sample !== null) this.#take(track.target.id, sample, 'cgroup');
      else track.filesFailed(this.#startedAt);
      if (!track.fromFiles) unread.push(track);
    }
    return unread;
  }

  #offerCheck(): void {
    if (!this.#check?.open) return;
    const read = [...this.#tracks.values()].filter(track => track.source === 'cgroup' && track.fromFiles);
    this.#check.offer(read.map(track => track.target));
  }

  #take(id: string, sample: UsageSample, source: string): void {
    const track = this.#tracks.get(id);
    if (track === undefined || (source !== 'cgroup' && this.#usesFiles(track))) return;
    const usage = track.accept(sample, source);
    if (usage === null) return;
    const isFirst = usage.cpuPercent === null;
    const sooner = this.#batch.size === 0 || (isFirst && !this.#batchHasFirst);
    this.#batch.set(id, source === 'cgroup' ? usage : {...usage, withoutFiles: this.#whyNot(id)});
    this.#batchHasFirst ||= isFirst;
    if (sooner) this.#schedule();
  }

  #whyNot(id: string): WithoutFiles {
    return this.#files === null ? this.#withoutFiles : (this.#files.problem(id) ?? 'no-process');
  }

  #publish(): void {
    const fromFiles = this.#files !== null && [...this.#tracks.values()].some(track => track.source === 'cgroup');
    const source = this.#tracks.size === 0 ? this.#source : fromFiles ? 'cgroup' : (this.#engine.kind ?? this.#source);
    if (source !== this.#source) {
      this.#source = source;
      this.#options.onSource(source);
    }
    if (this.#batch.size === 0) return;
    const batch = this.#batch;
    this.#batch = new Map();
    this.#batchHasFirst = false;
    this.#options.onUsage(batch);
  }

  #engineDecided(): void {
    for (const track of this.#tracks.values()) if (!this.#usesFiles(track)) track.askSoon();
    this.#schedule();
  }

  #dropFiles(): void {
    this.#files?.close();
    this.#files = null;
    this.#withoutFiles = 'unlike';
    for (const track of this.#tracks.values()) track.startOver();
    this.#batch.clear();
    this.#schedule();
  }

  #usesFiles(track: Track): boolean {
    return this.#files !== null && track.fromFiles;
  }

  #visibleByEngine(): ReadonlySet<string> {
    const visible = new Set<string>();
    for (const track of this.#tracks.values()) if (track.target.visible && !this.#usesFiles(track)) visible.add(track.target.id);
    return visible;
  }

  #interval(): number {
    return (
      this.#options.intervalMs ?? (this.#files === null && this.#engine.kind === 'one-shot' ? ONE_SHOT_INTERVAL_MS : INTERVAL_MS)
    );
  }

  #dueAt(track: Track): number {
    if (this.#usesFiles(track)) return track.dueAt(this.#options.intervalMs ?? INTERVAL_MS, true);
    const oneShot = this.#engine.kind === 'one-shot';
    const interval = this.#options.intervalMs ?? (oneShot ? ONE_SHOT_INTERVAL_MS : INTERVAL_MS);
    return track.dueAt(interval * this.#patience, oneShot);
  }

  /** Waits for `work`, though no longer than `ms`. */
  async #atMost(ms: number, work: Promise<void>): Promise<void> {
    let cancel = () => {};
    await Promise.race([work, new Promise<void>(resolve => (cancel = this.#options.clock.after(ms, resolve)))]);
    cancel();
  }
}
