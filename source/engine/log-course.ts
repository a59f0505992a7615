import type {LogLine} from '../model/log-line.js';
import type {ByteStream} from './byte-stream.js';
import {type Line, openBytes} from './call.js';
import {EngineError} from './errors.js';
import {ExpectedLine} from './expected-line.js';
import {HalfLines} from './half-lines.js';
import {type FoundLines, LastLines, tails} from './last-lines.js';
import {isExact, KeptLines} from './log-hole.js';
import {createLogReader, type LogReader} from './log-lines.js';
import {LogPosition} from './log-resume.js';
import {secondsOf} from './log-time.js';
import type {FollowOptions, LogPastState} from './logs.js';

/** At last it is asked for what is written from then on. */
const tailsAfter = [...tails, 0] as const;

interface Part {
  readonly tail: number | 'all';
  /** ms since 1970, or ns. */
  readonly since?: number | bigint | undefined;
}

/** A log that is read by one answer of the engine after another, for as long as it is followed. */
export class LogCourse {
  readonly #engine: Line;
  readonly #id: string;
  readonly #options: FollowOptions;
  readonly #position = new LogPosition();
  readonly #halves = new HalfLines();
  readonly #last: LastLines;
  #brokeAt = 0;
  #opened = false;
  #failures = 0;
  #past: LogPastState | null = null;
  /** Why lines are missing before the next one. */
  #gap: EngineError | null = null;
  /** Of the first answer. */
  #kept: KeptLines | null = null;
  /** What hands lines over: one at a time. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(engine: Line, id: string, options: FollowOptions) {
    this.#engine = engine;
    this.#id = id;
    this.#options = options;
    this.#last = new LastLines((tail, signal) => this.#readLast(tail, signal), options.signal);
  }

  /** The engine has answered before. */
  get opened(): boolean {
    return this.#opened;
  }

  /** How often, one time after another, the engine could not even read what is new. */
  get failures(): number {
    return Math.max(0, this.#failures - tailsAfter.length);
  }

  /**
   * Goes on where the log was left, until the engine's answer ends. Its last lines are asked for first, which costs an engine little however
   * long the log is (measured on 20.10: `since` alone reads all of it, 20 s a GB) and finds the place whatever its clock does; all since then,
   * when it is not among them; and what comes behind a place that the engine cannot read. Throws EngineError.
   */
  async readOn(): Promise<void> {
    for (;;) {
      try {
        return await this.#readOnce();
      } catch (error) {
        const isLast = !this.#options.follow || this.#failures > tailsAfter.length;
        if (error !== this.#gap || isLast) throw error;
      }
    }
  }

  async #readOnce(): Promise<void> {
    const {since} = this.#position;
    const {tail} = this.#options;
    const first = since === null ? this.#options.since : undefined;
    if (this.#failures > 0) return void (await this.#read({tail: tailsAfter[this.#failures - 1] ?? 0, since: first}, false));
    if (since === null) return void (await this.#read({tail, since: first}, false));
    if (this.#halves.none && (await this.#read({tail: this.#position.again}, true))) return;
    const {oldest} = this.#halves;
    await this.#read({tail: 'all', since: oldest !== null && oldest < since ? oldest : since}, false);
  }

  /** Hands over what was received of lines that will not be finished any more: those that were left so long ago, in ms. */
  async giveHalves(age = 0): Promise<void> {
    if (performance.now() - this.#brokeAt < age) return;
    const rest = this.#halves.rest();
    if (rest.length > 0 && !this.#options.signal.aborted) await this.#options.onLines(rest);
  }

  /** @returns false when it was left because it begins after the last known line, which it must not (`mustReach`) */
  async #read(part: Part, mustReach: boolean): Promise<boolean> {
    const {tty, mayLeaveOff, until} = this.#options;
    this.#position.resume();
    const asks = mayLeaveOff && until === undefined && part.tail !== 0;
    this.#tellPast(asks || until !== undefined ? 'coming' : 'unknown');
    const newest = asks ? await this.#newestLine(part) : null;
    const stream = await this.#open(part);
    const multiplexed = stream.headers['content-type']?.includes('multiplexed-stream') ?? false;
    const reader = createLogReader({tty: tty && !multiplexed});
    this.#opened = true;
    if (this.#failures === 0) this.#options.onState?.('open');
    const lookAgain = (): void => {
      this.#inTurn(() => this.#bridge(expected)).catch(error => stream.destroy(error));
    };
    const expected = newest && new ExpectedLine(newest, lookAgain);
    const lateLines = (): void => {
      this.#inTurn(() => this.#give(this.#letGo())).catch(error => stream.destroy(error));
    };
    this.#kept = newest && isExact(newest) && this.#position.last === null ? new KeptLines(part.tail, lateLines) : null;
    try {
      if (!(await this.#readAll(stream, reader, mustReach, expected))) return false;
      await this.#bridge(expected, true);
      this.#tellPast('read');
    } finally {
      expected?.met();
      stream.destroy();
      if (expected) await this.#inTurn(async () => this.#give([...this.#letGo(), ...expected.rest()]));
    }
    if (reader.failure !== null) throw this.#gaveUp(reader.failure);
    return true;
  }

  #open({tail, since}: Part): Promise<ByteStream> {
    const {follow, until, signal} = this.#options;
    const query = {
      follow: follow || undefined,
      stdout: true,
      stderr: true,
      timestamps: true,
      tail,
      since: since === undefined ? undefined : secondsOf(since),
      until: until === undefined ? undefined : secondsOf(until),
    };
    const path = `/containers/${encodeURIComponent(this.#id)}/logs`;
    // An engine may hold the headers back until the first line: no time limit.
    return openBytes(this.#engine, {method: 'GET', path, query, timeoutMs: follow ? 0 : 30_000}, signal);
  }

  async #readAll(stream: ByteStream, reader: LogReader, mustReach: boolean, expected: ExpectedLine | null): Promise<boolean> {
    const position = this.#position;
    let isChecked = false;
    try {
      for (let chunk = await stream.next(); chunk; chunk = await stream.next()) {
        const lines = reader.push(chunk);
        const [first] = lines;
        if (first && !isChecked) {
          isChecked = true;
          const reaches = position.reaches(first);
          if (!reaches && mustReach) return false;
          if (!reaches) position.leave();
          else if (position.last !== null) this.#gap = null;
        }
        await this.#inTurn(() => this.#giveExpecting(lines, expected));
      }
    } catch (error) {
      await this.#inTurn(() => this.#give(this.#letGo()));
      // Half a line comes again whole when the engine is back, and half of a known line is nothing new.
      if (!this.#options.signal.aborted && !position.seeking) this.#halves.keep(reader.end());
      this.#brokeAt = performance.now();
      throw error;
    }
    await this.#inTurn(() => this.#giveExpecting(reader.end(), expected));
    return true;
  }

  async #giveExpecting(lines: readonly LogLine[], expected: ExpectedLine | null): Promise<void> {
    if (!expected) return this.#give(lines);
    const before = expected.before(lines);
    const isFew = this.#kept?.keep(before);
    if (isFew === undefined) await this.#give(before);
    else if (!isFew) await this.#give(this.#letGo());
    else if (expected.isMet) await this.#giveKept(expected.newest);
    if (expected.isPassed) await this.#bridge(expected, true);
    expected.taken();
    if (expected.isMet) this.#tellPast('read');
  }

  /** What was kept, up to the newest line and further. */
  async #giveKept(newest: LogLine): Promise<void> {
    const areFew = this.#kept?.areFew ?? false;
    const lines = this.#letGo();
    return areFew ? this.#giveMended(lines, newest) : this.#give(lines);
  }

  /** With what the answer passes over, where that can be found. */
  async #giveMended(lines: readonly LogLine[], newest: LogLine): Promise<void> {
    const {before, behind} = await this.#last.mend(lines, newest);
    await this.#give(before);
    if (!behind) return;
    this.#gap = this.#gapOf('it passes over a damaged part of its file');
    await this.#give(behind);
  }

  #letGo(): readonly LogLine[] {
    const kept = this.#kept?.take() ?? [];
    this.#kept = null;
    return kept;
  }

  async #give(lines: readonly LogLine[]): Promise<void> {
    const {signal, onLines, onState, onGap} = this.#options;
    const fresh = this.#halves.before(this.#position.take(lines));
    if (fresh.length === 0 || signal.aborted) return;
    if (this.#gap) onGap?.(this.#gap);
    this.#gap = null;
    if (this.#failures > 0) onState?.('open');
    this.#failures = 0;
    await onLines(fresh);
  }

  #tellPast(past: LogPastState): void {
    if (past === this.#past || this.#options.signal.aborted) return;
    this.#past = past;
    this.#options.onPast?.(past);
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => {}); // whoever asked for it hears of it
    return turn;
  }

  /** An answer has left the newest line out: what can be read up to that is handed over, and then what came behind that place. */
  async #bridge(expected: ExpectedLine | null, isSure = false): Promise<void> {
    const line = expected?.leftOut(isSure);
    if (!expected || !line || this.#options.signal.aborted) return;
    expected.met();
    await this.#give(this.#letGo());
    await this.#bridgeTo(line);
    await this.#give(expected.rest());
  }

  /** By as many of the last lines as can be read. */
  async #bridgeTo(line: LogLine): Promise<void> {
    const position = this.#position;
    const reachesLast = (lines: readonly LogLine[]): boolean =>
      position.last !== null && lines.some(other => position.isLast(other));
    const lines = await this.#last.reaching(line, reachesLast);
    position.resume();
    if (reachesLast(lines)) return this.#giveMended(lines, line);
    position.leave();
    this.#gap = this.#gapOf('it leaves off before the newest line');
    return this.#give(lines);
  }

  async #newestLine({since}: Part): Promise<LogLine | null> {
    const {line, isNone} = await this.#last.newest(since);
    if (!line) this.#tellPast(isNone ? 'read' : 'unknown');
    return line;
  }

  async #readLast(tail: number, signal: AbortSignal): Promise<FoundLines> {
    const {tty} = this.#options;
    const lines: LogLine[] = [];
    const onLines = (more: readonly LogLine[]): void => void lines.push(...more);
    try {
      await new LogCourse(this.#engine, this.#id, {tail, tty, signal, follow: false, onLines}).readOn();
    } catch {
      return {lines, isWhole: false}; // whoever reads the log itself hears why
    }
    return {lines, isWhole: !signal.aborted};
  }

  /** The engine's own words in the stream: it has met something in its file that it cannot read. */
  #gaveUp(words: string): EngineError {
    const why = words
      .replace(/^Error grabbing logs: /, '')
      .split('\n', 1)
      .join('');
    this.#failures += 1;
    this.#gap = this.#gapOf(why);
    return this.#gap;
  }

  #gapOf(why: string): EngineError {
    const hint = 'the file it keeps of this log is damaged; what is written from now on is shown as it comes';
    return new EngineError('engine', `the engine cannot read on: ${why}`, hint);
  }
}
