import type {LogEntry} from '../model/log-entry.js';
import {goesOn, type LogLevel, levelOf} from '../model/log-level.js';
import type {LogLine} from '../model/log-line.js';
import {saysAgain} from '../model/log-repeat.js';
import {lastState, withoutColours} from '../model/log-text.js';
import {colouredText} from '../terminal/sanitise.js';

/** An entry that has not found its place yet. */
export interface LogDraft extends Omit<LogEntry, 'seq'> {
  seq: number;
}

const msOf = (time: bigint | null): number | null => (time === null ? null : Number(time) / 1e6);

/** Longer lines are cut on screen anyway, and are saved whole by other means. */
const longest = 256 * 1024;

/** Lines of one source as entries: sanitised, with the level they tell, or that of the line which they go on. */
export const createIntake = (source: number): ((line: LogLine) => LogDraft) => {
  let level: LogLevel | null = null;
  let before = '';
  return ({time, stream, text}) => {
    const cut = text.length > longest ? `${text.slice(0, longest)}…` : text;
    const clean = colouredText(lastState(cut));
    const plain = withoutColours(clean);
    const continues = goesOn(plain);
    const own = levelOf(plain);
    level = continues && own === null ? level : own;
    const repeats = !continues && saysAgain(before, plain);
    before = plain;
    return {kind: 'line', seq: 0, source, time: msOf(time), stderr: stream === 'stderr', level, continues, repeats, text: clean};
  };
};
