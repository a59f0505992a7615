import type {LogEntry} from '../model/log-entry.js';
import {type LogFilter, passesFilter} from '../model/log-filter.js';
import type {LogLevel} from '../model/log-level.js';
import {isContinuing, isGrave, isMark, isRepeating, isStderr, levelIn} from './log-flags.js';
import {type LogBlock, textOf} from './log-ring.js';

/** A line of a block that is asked about: its text is read only when somebody wants it. */
class Asked implements LogEntry {
  readonly kind = 'line';
  seq = 0;
  source = 0;
  time: number | null = null;
  stderr = false;
  level: LogLevel | null = null;
  continues = false;
  repeats = false;
  readonly #block: LogBlock;
  #place = 0;
  #texts: readonly string[] | null = null;

  constructor(block: LogBlock) {
    this.#block = block;
  }

  /** From now on it is the line at this place. */
  at(place: number, flags: number, source: number, time: number): this {
    this.#place = place;
    this.seq = this.#block.first + place;
    this.source = source;
    this.time = Number.isNaN(time) ? null : time;
    this.stderr = isStderr(flags);
    this.level = levelIn(flags);
    this.continues = isContinuing(flags);
    this.repeats = isRepeating(flags);
    return this;
  }

  get text(): string {
    this.#texts ??= linesOf(this.#block);
    return this.#texts[this.#place] ?? '';
  }
}

/** The text of each item of a block, by its place; none of one that was let go. */
export const linesOf = (block: LogBlock): readonly string[] => textOf(block)?.split('\n') ?? [];

/**
 * Places of the items of a block that pass a filter, marks among them. No item is made for it, and nothing is inflated or decoded where
 * level, source or stream decide.
 */
export const placesPassing = (block: LogBlock, filter: LogFilter, errorsOnly: boolean): number[] => {
  const {flags, sources, times} = block.pack.columns;
  const asked = new Asked(block);
  const found: number[] = [];
  flags.forEach((flag, place) => {
    // What happened to a container stays in sight whatever lines are asked for.
    const passes =
      isMark(flag) ||
      ((!errorsOnly || isGrave(flag)) &&
        passesFilter(filter, asked.at(place, flag, sources[place] ?? 0, times[place] ?? Number.NaN)));
    if (passes) found.push(place);
  });
  return found;
};
