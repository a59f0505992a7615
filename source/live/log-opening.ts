import type {Line} from '../engine/call.js';
import type {LogItem} from '../model/log-entry.js';
import type {RangeRequest} from '../model/log-range.js';
import type {LogSource} from '../state/logs.js';
import {type Piece, packedPieces} from '../state/packed-lines.js';
import type {State} from '../state/state.js';
import {itemsOfPieces} from '../state/unpack.js';
import type {OlderLines} from './log-older.js';
import {readPastEvents} from './log-past-events.js';
import type {LogReading, MarkDraft} from './log-reading.js';

export interface OpeningOptions {
  readonly engine: Line;
  readonly reading: LogReading;
  readonly older: OlderLines;
  readonly request: RangeRequest;
  readonly look: () => {readonly state: State; readonly sources: readonly LogSource[]};
  readonly signal: AbortSignal;
}

/**
 * What is read first: kept back until it is known what happened beside it, which has to stand between the lines, and of a tail until it is
 * known how far back its order is sure.
 */
export class LogOpening {
  readonly #options: OpeningOptions;
  readonly #collected: LogItem[] = [];
  #past: readonly MarkDraft[] | null = null;
  /** Resolves when the engine has told of the past. */
  readonly heard: Promise<void>;

  constructor(options: OpeningOptions) {
    this.#options = options;
    this.heard = this.#hear();
  }

  /** Whether it is known what happened. */
  get hasHeard(): boolean {
    return this.#past !== null;
  }

  /** What can be shown, about `bytes` of it at most, and it is all; null as long as more is kept back. */
  take(bytes: number): readonly Piece[] | null {
    const {reading, request, older} = this.#options;
    if (this.#past === null) return null;
    const {pieces} = reading.take(bytes);
    if (request.tail === 'all') return pieces;
    this.#collected.push(...itemsOfPieces(pieces));
    const cut = reading.olderThanTail();
    if (!cut) return null;
    this.#collected.push(...itemsOfPieces(reading.takePast().pieces));
    return packedPieces(older.keepUnsure(this.#collected, cut));
  }

  async #hear(): Promise<void> {
    const {engine, look, signal, older, reading, request} = this.#options;
    const events = await readPastEvents(engine, look, signal);
    if (signal.aborted) return;
    const marks = events.map(({time, tone, text}): MarkDraft => ({kind: 'mark', seq: 0, time, tone, text}));
    this.#past = older.remember(marks);
    const {since = 0, until = Number.POSITIVE_INFINITY} = request;
    for (const mark of this.#past) if ((mark.time ?? 0) >= since && (mark.time ?? 0) <= until) reading.mark(mark);
  }
}
