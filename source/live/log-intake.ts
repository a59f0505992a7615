import type {LogEntry} from '../model/log-entry.js';
import type {LogLine} from '../model/log-line.js';
import {createSense} from '../model/log-sense.js';
import {lastState, withoutColours} from '../model/log-text.js';
import {colouredText} from '../terminal/sanitise.js';

/** An entry that has not found its place yet. */
export interface LogDraft extends Omit<LogEntry, 'seq'> {
  seq: number;
}

const msOf = (time: bigint | null): number | null => (time === null ? null : Number(time) / 1e6);

/** Longer lines are cut on screen anyway, and are saved whole by other means. */
const longest = 256 * 1024;
const cutMark = ' … (line cut at 256 KiB)';

/** Lines of one source as entries: sanitised, with their level, and whether they go on or say again what the one before them said. */
export const createIntake = (source: number): ((line: LogLine) => LogDraft) => {
  const sense = createSense();
  return ({time, stream, text}) => {
    const cut = text.length > longest ? text.slice(0, longest) + cutMark : text;
    const clean = colouredText(lastState(cut));
    const ms = msOf(time);
    const {level, continues, repeats} = sense(withoutColours(clean), ms);
    return {kind: 'line', seq: 0, source, time: ms, stderr: stream === 'stderr', level, continues, repeats, text: clean};
  };
};
