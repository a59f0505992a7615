import type {LogEntry, LogItem, LogMark} from '../model/log-entry.js';
import {type LogLevel, logLevels} from '../model/log-level.js';

/**
 * Memory of a pack's text, used again when the pack was let go: left to the garbage collector, a flood would hold as much again. Only
 * the owner may read it.
 */
interface Slab {
  readonly bytes: Buffer;
  owner: Pack | null;
}

/** Text that goes into one slab. */
export const slabBytes = 64 * 1024;

/**
 * Items as a few byte arrays. A flood makes hundreds of thousands of lines, which as objects cost twice their text and keep the garbage
 * collector busy; packed they are some bytes that it never looks into.
 */
export interface Pack {
  readonly slab: Slab;
  /** Bytes of text in it. */
  readonly length: number;
  readonly encoding: 'latin1' | 'utf8';
  readonly times: Float64Array;
  readonly flags: Uint8Array;
  readonly sources: Uint16Array;
}

const wide = /[^\u0000-\u00ff]/;
const tones: readonly LogMark['tone'][] = ['good', 'warn', 'bad', 'info'];

/** Bits: 0–2 level + 1 or tone, 3 stderr, 4 continues, 5 mark, 6 repeats. */
export const flagsOfItem = (item: LogItem): number =>
  item.kind === 'mark'
    ? 32 | tones.indexOf(item.tone)
    : (item.level === null ? 0 : logLevels.indexOf(item.level) + 1) |
      (item.stderr ? 8 : 0) |
      (item.continues ? 16 : 0) |
      (item.repeats ? 64 : 0);

const errorFlag = logLevels.indexOf('error') + 1;

export const isMark = (flags: number): boolean => (flags & 32) !== 0;
export const isStderr = (flags: number): boolean => (flags & 8) !== 0;
export const isContinuing = (flags: number): boolean => (flags & 16) !== 0;
export const isRepeating = (flags: number): boolean => (flags & 64) !== 0;
/** The level of a line; null of a mark. */
export const levelIn = (flags: number): LogLevel | null => (isMark(flags) ? null : (logLevels[(flags & 7) - 1] ?? null));

/** Whether these are the flags of an error or a mark. */
export const isGrave = (flags: number): boolean => isMark(flags) || (flags & 7) >= errorFlag;

/** A line is one line: a break in it would be taken for the next one. */
const lineOf = ({text}: LogItem): string => (text.includes('\n') ? text.replaceAll('\n', ' ') : text);

export const packOf = (items: readonly LogItem[]): Pack => {
  const text = items.map(lineOf).join('\n');
  const encoding = wide.test(text) ? 'utf8' : 'latin1';
  const times = new Float64Array(items.length);
  const flags = new Uint8Array(items.length);
  const sources = new Uint16Array(items.length);
  items.forEach((item, index) => {
    times[index] = item.time ?? Number.NaN;
    flags[index] = flagsOfItem(item);
    sources[index] = item.kind === 'mark' ? 0 : item.source;
  });
  const length = Buffer.byteLength(text, encoding);
  const slab = length > slabBytes ? {bytes: Buffer.allocUnsafeSlow(length), owner: null} : (free.pop() ?? newSlab());
  slab.bytes.write(text, 0, encoding);
  const pack: Pack = {slab, length, encoding, times, flags, sources};
  slab.owner = pack;
  return pack;
};

const free: Slab[] = [];
const mostFree = 16;
const newSlab = (): Slab => ({bytes: Buffer.allocUnsafeSlow(slabBytes), owner: null});

/** Lets go of a pack: from now on it is empty, and its memory is used for others. */
export const releasePack = ({slab}: Pack): void => {
  slab.owner = null;
  if (slab.bytes.length === slabBytes && free.length < mostFree) free.push(slab);
};

/** Of the arrays and what surrounds them. */
export const packBytes = ({slab, flags}: Pack): number => slab.bytes.length + flags.length * 11 + 800;

/** null when it was let go. */
export const packText = (pack: Pack): string | null =>
  pack.slab.owner === pack ? pack.slab.bytes.toString(pack.encoding, 0, pack.length) : null;

/** The items again; `first` is the `seq` of the first one. */
export const unpack = (pack: Pack, first: number): LogItem[] =>
  (packText(pack)?.split('\n') ?? []).map((text, index): LogEntry | LogMark => {
    const time = pack.times[index] ?? Number.NaN;
    const flags = pack.flags[index] ?? 0;
    const at = {seq: first + index, time: Number.isNaN(time) ? null : time, text};
    if (isMark(flags)) return {...at, kind: 'mark', tone: tones[flags & 7] ?? 'info'};
    return {
      ...at,
      kind: 'line',
      source: pack.sources[index] ?? 0,
      stderr: isStderr(flags),
      continues: isContinuing(flags),
      repeats: isRepeating(flags),
      level: levelIn(flags),
    };
  });
