import type {Line} from '../engine/call.js';
import {EngineError} from '../engine/errors.js';
import {bytesOf} from '../model/log-entry.js';
import {sureOlder} from '../model/log-older.js';
import {heldSources} from '../state/log-older.js';
import {firstTime, type LogRing} from '../state/log-ring.js';
import {linesBefore, type OlderSource} from './lines-before.js';
import type {LogDraft} from './log-intake.js';
import type {ItemDraft, MarkDraft} from './log-reading.js';

interface Queue {
  items: readonly LogDraft[];
  more: boolean;
}

/** What happened to the containers is remembered so far. */
const mostMarks = 2000;
/** Requests at a time. */
const atOnce = 6;
/** Characters that a source may always have in store. */
const leastCharacters = 256 * 1024;

const charactersIn = (lines: readonly LogDraft[]): number => lines.reduce((sum, {text}) => sum + text.length, 0);

/** Lines from before all that a view holds: read from the engine, and kept where their order is not sure yet. */
export class OlderLines {
  readonly #engine: Line;
  readonly #queues = new Map<number, Queue>();
  /** What happened to the containers, oldest first: all that is known, held or not. */
  #marks: readonly MarkDraft[] = [];
  #oldMarks: readonly MarkDraft[] = [];
  /** `seq` of the view's first item as it was left; when it is another one, lines were let go and what is in store has a gap after it. */
  #first: number | null = null;
  #isLost = false;

  constructor(engine: Line) {
    this.#engine = engine;
  }

  /** Older lines of a source went with its container. */
  get isLost(): boolean {
    return this.#isLost;
  }

  /**
   * Takes what was read first, in order, and gives what is sure of it: of a source that has older lines (`cut`) all there is, of the others
   * what is not before that. Else the last lines of one that says little would stand there as if others had said nothing since.
   */
  keepUnsure(items: readonly ItemDraft[], cut: ReadonlySet<number>): readonly ItemDraft[] {
    const first = new Map<number, number>();
    items.forEach((item, place) => {
      if (item.kind === 'line' && !first.has(item.source)) first.set(item.source, place);
    });
    const from = Math.max(0, ...[...cut].map(source => first.get(source) ?? items.length));
    for (const source of first.keys()) {
      const kept = items.slice(0, from).filter((item): item is LogDraft => item.kind === 'line' && item.source === source);
      this.#queues.set(source, {items: kept, more: true});
    }
    this.#oldMarks = items.slice(0, from).filter((item): item is MarkDraft => item.kind === 'mark');
    return items.slice(from);
  }

  /** Remembers what happened, for when older lines come; gives what was not known yet: an event may be heard of twice. */
  remember(marks: readonly MarkDraft[]): readonly MarkDraft[] {
    const nameOf = ({time, text}: MarkDraft): string => `${time} ${text}`;
    const known = new Set(this.#marks.map(nameOf));
    const fresh = marks.filter(mark => !known.has(nameOf(mark)));
    if (fresh.length > 0)
      this.#marks = [...this.#marks, ...fresh].sort((a, b) => (a.time ?? 0) - (b.time ?? 0)).slice(-mostMarks);
    return fresh;
  }

  /** To be told whenever the view's first item is one that was put there, and not what was left by others that were let go. */
  settled(ring: LogRing): void {
    this.#first = ring.blocks[0]?.first ?? null;
  }

  /** Forgets what was read for another range. */
  clear(): void {
    this.#queues.clear();
    this.#marks = [];
    this.#oldMarks = [];
    this.#first = null;
    this.#isLost = false;
  }

  /**
   * What comes right before all that the ring holds, oldest first, about `count` lines of a source and `bytes` in all at most; and whether
   * the logs begin with it. Throws EngineError when the engine cannot be asked, or the signal's reason.
   */
  async load(
    ring: LogRing,
    sources: readonly OlderSource[],
    {count, bytes}: {readonly count: number; readonly bytes: number},
    signal: AbortSignal,
  ): Promise<{readonly items: readonly ItemDraft[]; readonly begins: boolean}> {
    if ((ring.blocks[0]?.first ?? null) !== this.#first) this.#reset(ring);
    const characters = Math.max(leastCharacters, bytes / Math.max(1, sources.length));
    await this.#read(ring, sources, {count, characters}, signal);
    const indexes = [...this.#queues.keys()];
    const queues = [...this.#queues.values(), {items: this.#oldMarks, more: false}];
    const {sure, left} = sureOlder<ItemDraft>(queues);
    let room = bytes;
    const tooMany = sure.findLastIndex(item => {
      room -= bytesOf(item);
      return room < 0;
    });
    const given = sure.slice(tooMany + 1);
    const back = sure.slice(0, tooMany + 1);
    indexes.forEach((source, place) => {
      const queue = this.#queues.get(source);
      const again = [...(left[place] ?? []), ...back.filter(item => item.kind === 'line' && item.source === source)];
      if (queue) queue.items = again.filter(item => item.kind === 'line');
    });
    this.#oldMarks = [...(left.at(-1) ?? []), ...back].filter(item => item.kind === 'mark');
    const begins =
      this.#oldMarks.length === 0 && [...this.#queues.values()].every(({items, more}) => !more && items.length === 0);
    return {items: given, begins};
  }

  /** What was let go is older than what is held: it is read again, as all before it. */
  #reset(ring: LogRing): void {
    this.#queues.clear();
    const time = firstTime(ring) ?? Number.POSITIVE_INFINITY;
    // Copies: a mark that is held is an item of the view, with a number of its own.
    this.#oldMarks = this.#marks.filter(mark => mark.time !== null && mark.time < time).map(mark => ({...mark}));
    this.settled(ring);
  }

  async #read(
    ring: LogRing,
    sources: readonly OlderSource[],
    {count, characters}: {readonly count: number; readonly characters: number},
    signal: AbortSignal,
  ): Promise<void> {
    const held = heldSources(ring);
    const time = firstTime(ring) ?? Date.now();
    const queueOf = ({index}: OlderSource): Queue => {
      const queue = this.#queues.get(index) ?? {items: [], more: true};
      this.#queues.set(index, queue);
      return queue;
    };
    const readOne = async (source: OlderSource): Promise<void> => {
      const queue = queueOf(source);
      if (!queue.more || queue.items.length >= count / 4 || charactersIn(queue.items) >= characters) return;
      const {lines = 0, oldest = []} = held.get(source.index) ?? {};
      const [next] = queue.items;
      const moment = next ? queue.items.filter(item => item.time === next.time) : oldest;
      const at = next ? next.time : oldest.length > 0 ? (oldest[0]?.time ?? null) : time;
      // An engine that tells no times cannot be asked for what was before.
      if (at === null) {
        queue.more = false;
        return;
      }
      const edge = {time: at, lines: moment, had: lines + queue.items.length, wanted: count, characters};
      try {
        const before = await linesBefore(this.#engine, source, edge, signal);
        queue.items = [...before.lines, ...queue.items];
        queue.more = before.more;
      } catch (error) {
        // Its container is gone, and the log with it: the others go on.
        if (!(error instanceof EngineError) || error.code !== 'not-found') throw error;
        queue.more = false;
        this.#isLost = true;
      }
    };
    const waiting = [...sources];
    const work = async (): Promise<void> => {
      for (let source = waiting.shift(); source; source = waiting.shift()) await readOne(source);
    };
    await Promise.all(Array.from({length: atOnce}, work));
  }
}
