import {isMark} from './log-flags.js';
import {flagsOf, type LogBlock, type LogRing} from './log-ring.js';

const known = new WeakMap<LogBlock, number>();

const linesIn = (block: LogBlock): number => {
  const found = known.get(block);
  if (found !== undefined) return found;
  const lines = flagsOf(block).reduce((sum, flags) => sum + (isMark(flags) ? 0 : 1), 0);
  known.set(block, lines);
  return lines;
};

/** Lines that a ring holds: marks of events are none. */
export const lineCount = ({blocks}: LogRing): number => blocks.reduce((sum, block) => sum + linesIn(block), 0);
