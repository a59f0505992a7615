import type {LogItem} from '../model/log-entry.js';
import {isContinuing, isMark, isRepeating, isStderr, levelIn, toneIn} from './log-flags.js';
import {Pack} from './log-pack.js';
import type {Piece} from './packed-lines.js';

/** The items of packed lines; their numbers mean nothing. */
export const itemsOfPieces = (pieces: readonly Piece[]): LogItem[] =>
  pieces.flatMap(({lines, from, to}) =>
    to > from ? unpack(new Pack(lines, false), 0, from, lines.startOf(from), lines.startOf(to)) : [],
  );

/**
 * The items of a pack from place `from` on, whose text begins at byte `start`, up to that whose text ends before byte `end`; `first` is the
 * `seq` of the first of all. Of one that was let go none.
 */
export const unpack = (pack: Pack, first: number, from = 0, start = 0, end = pack.length): LogItem[] => {
  const texts = pack.count > from ? pack.text(start, end)?.split('\n') : undefined;
  if (!texts) return [];
  const {times, flags, sources} = pack.columns;
  return texts.map((text, index): LogItem => {
    const place = from + index;
    const time = times[place] ?? Number.NaN;
    const flag = flags[place] ?? 0;
    const at = {seq: first + place, time: Number.isNaN(time) ? null : time, text};
    if (isMark(flag)) return {...at, kind: 'mark', tone: toneIn(flag)};
    return {
      ...at,
      kind: 'line',
      source: sources[place] ?? 0,
      stderr: isStderr(flag),
      continues: isContinuing(flag),
      repeats: isRepeating(flag),
      level: levelIn(flag),
    };
  });
};
