import type {LogLine} from '../model/log-line.js';
import {Merger} from '../model/log-merge.js';
import type {LogPast} from './log-past.js';

/** A line, and whose it is: an index among the sources. */
export interface SourcedLine {
  readonly source: number;
  readonly line: LogLine;
}

/** Lines in their order, some at a time; awaited before the next. What it throws ends everything. */
export type OnLines = (lines: readonly SourcedLine[]) => Promise<void>;

/** What all sources together may have waiting for lines of others, and what each of them may at least; then it is not read on. */
const mostLines = 20_000;
const leastLines = 500;
const mostCharacters = 8 << 20;
const leastCharacters = 64 << 10;
/** Lines that are handed out at once. */
const batch = 1000;
/** How long a line waits for older ones of sources that have sent their past. */
export const windowMs = 200;

interface Held {
  readonly name: string;
  lines: number;
  characters: number;
  /** While it is not known to be over. */
  past: LogPast | null;
}

/** One order of lines from several sources: those that are there exactly, those that come as far as they come within 200 ms. */
export class LogQueue {
  readonly #merger = new Merger<SourcedLine>(windowMs, Number.POSITIVE_INFINITY, {overtaken: 1e9});
  readonly #held: Held[] = [];
  readonly #onLines: OnLines;
  readonly #signal: AbortSignal;
  readonly #fail: (error: unknown) => void;
  #handing: Promise<void> | null = null;
  #wake: (() => void)[] = [];
  /** Whether something changed since it was last looked whose turn it is. */
  #more = false;
  #timer: NodeJS.Timeout | undefined;
  /** More waits than may: what waits for nothing but its time goes now. */
  #full = false;
  /** Times are handed to the merger as ns since this one: a double holds 104 days of them exactly. */
  #base: bigint | null = null;

  /** @param fail told what `onLines` threw; it has to abort `signal`. Nothing is handed out after that. */
  constructor(onLines: OnLines, signal: AbortSignal, fail: (error: unknown) => void) {
    this.#onLines = onLines;
    this.#signal = signal;
    this.#fail = fail;
  }

  /**
   * A source that is about to send its lines: the others wait until it is closed; with a past that is followed until that is over, from then
   * on 200 ms at a time.
   */
  open(source: number, past: LogPast | null = null): void {
    const held = this.#of(source);
    held.past = past;
    this.#merger.open(held.name);
  }

  /** From now on each line waits 200 ms, also where no source is known to send an older one: a new source may. */
  expectOthers(): void {
    this.#merger.open('others');
    this.#merger.opened('others');
  }

  /** It has no past: the others wait 200 ms for what it may send. */
  opened(source: number): void {
    const held = this.#of(source);
    this.#merger.open(held.name);
    this.#opened(held);
    void this.#hand();
  }

  /** Nobody waits for it any more; what it sent stays. */
  close(source: number): void {
    this.#merger.close(this.#of(source).name);
    void this.#hand();
  }

  /** Resolves when the source may be read on. Never rejects. */
  async push(source: number, lines: readonly LogLine[]): Promise<void> {
    const held = this.#of(source);
    const now = performance.now();
    held.past?.saw(lines);
    for (const line of lines) {
      held.lines += 1;
      held.characters += line.text.length;
      this.#base ??= line.time;
      const time = line.time === null || this.#base === null ? null : Number(line.time - this.#base);
      this.#merger.push(held.name, {source, line}, time, now);
    }
    if (this.#isFull(held)) this.#full = true;
    void this.#hand();
    while (this.#isFull(held) && !this.#signal.aborted) await new Promise<void>(resolve => this.#wake.push(resolve));
    held.past?.saw([]);
  }

  /** Resolves when all that waits was handed out. All sources have to be closed. */
  async end(): Promise<void> {
    this.#merger.close('others');
    while (this.#merger.size > 0 && !this.#signal.aborted) await this.#hand();
    await this.#handing;
    clearTimeout(this.#timer);
  }

  #isFull({lines, characters}: Held): boolean {
    const sources = this.#held.length;
    return lines > Math.max(leastLines, mostLines / sources) || characters > Math.max(leastCharacters, mostCharacters / sources);
  }

  #opened(held: Held): void {
    held.past = null;
    this.#merger.opened(held.name);
  }

  #of(source: number): Held {
    let held = this.#held[source];
    if (!held) {
      held = {name: String(source), lines: 0, characters: 0, past: null};
      this.#held[source] = held;
    }
    return held;
  }

  /** Hands out those whose turn it is; one call at a time does it. */
  #hand(): Promise<void> {
    this.#more = true;
    this.#handing ??= this.#handAll()
      .catch(this.#fail)
      .finally(() => {
        this.#handing = null;
        this.#release();
        clearTimeout(this.#timer);
        if (this.#merger.size === 0 || this.#signal.aborted) return;
        // What came while the last were handed out has its turn now, what waits for its time a little later. Else nothing runs.
        if (this.#more) void this.#hand();
        else this.#timer = setTimeout(() => void this.#hand(), windowMs / 4);
      });
    return this.#handing;
  }

  async #handAll(): Promise<void> {
    while (!this.#signal.aborted) {
      this.#more = false;
      for (const held of this.#held) if (held.past?.isOver()) this.#opened(held);
      const taken = this.#merger.take(performance.now() + (this.#full ? windowMs : 0), batch);
      if (taken.length === 0) {
        this.#full = false;
        return;
      }
      await this.#onLines(taken);
      for (const {source, line} of taken) {
        const held = this.#of(source);
        held.lines -= 1;
        held.characters -= line.text.length;
      }
      this.#release();
    }
  }

  #release(): void {
    const woken = this.#wake;
    this.#wake = [];
    for (const wake of woken) wake();
  }
}
