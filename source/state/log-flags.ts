import type {LogEntry, LogMark} from '../model/log-entry.js';
import {type LogLevel, logLevels} from '../model/log-level.js';

const tones: readonly LogMark['tone'][] = ['good', 'warn', 'bad', 'info'];
const gravities = new Map<LogLevel | null, number>(logLevels.map((level, index) => [level, index + 1]));
const errorFlag = gravities.get('error') ?? 0;

type Flagged = Omit<LogEntry, 'seq' | 'time' | 'text' | 'source'> | Omit<LogMark, 'seq' | 'time' | 'text'>;

/**
 * What is known of an item besides its text, source and time, in one byte. Bits: 0–2 level + 1 or tone, 3 stderr, 4 continues, 5 mark,
 * 6 repeats.
 */
export const flagsOfItem = (item: Flagged): number =>
  item.kind === 'mark'
    ? 32 | tones.indexOf(item.tone)
    : (gravities.get(item.level) ?? 0) | (item.stderr ? 8 : 0) | (item.continues ? 16 : 0) | (item.repeats ? 64 : 0);

export const isMark = (flags: number): boolean => (flags & 32) !== 0;
export const isStderr = (flags: number): boolean => (flags & 8) !== 0;
export const isContinuing = (flags: number): boolean => (flags & 16) !== 0;
export const isRepeating = (flags: number): boolean => (flags & 64) !== 0;
/** The level of a line; null of a mark. */
export const levelIn = (flags: number): LogLevel | null => (isMark(flags) ? null : (logLevels[(flags & 7) - 1] ?? null));
export const toneIn = (flags: number): LogMark['tone'] => tones[flags & 7] ?? 'info';

/** An error, told once and not in each line of its trace. */
export const isOneError = (flags: number): boolean => (flags & 48) === 0 && (flags & 7) >= errorFlag;
/** Whether these are the flags of an error or a mark. */
export const isGrave = (flags: number): boolean => isMark(flags) || (flags & 7) >= errorFlag;
