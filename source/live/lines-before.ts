import {onAbort} from '../engine/abort.js';
import type {Line} from '../engine/call.js';
import {containerLogs} from '../engine/logs.js';
import type {LogLine} from '../model/log-line.js';
import {createIntake, type LogDraft} from './log-intake.js';

/** A container whose older lines are read. */
export interface OlderSource {
  readonly index: number;
  readonly id: string;
  readonly tty: boolean;
}

/** The oldest that is had of a source: before it is read. */
export interface Edge {
  /** ms since 1970 with a fraction. */
  readonly time: number;
  /** The lines of that very moment that are had; none where nothing of the source is. */
  readonly lines: readonly Pick<LogDraft, 'text' | 'stderr'>[];
  /** About how many lines of the source are had: those from the edge to the newest. */
  readonly had: number;
  /** How many older ones are wanted, about. */
  readonly wanted: number;
  /** Characters that those may have, about: a log may have lines of hundreds of kilobytes. */
  readonly characters: number;
}

export interface Before {
  /** Oldest first, without a gap up to the edge. */
  readonly lines: readonly LogDraft[];
  /** There are older ones yet. */
  readonly more: boolean;
}

/** A request that gives more lines before the edge than this has gone too far back. */
const mostRead = 25_000;
/** Where the clock was put back, the edge may come after lines that are later than it: it is looked for so far. */
const mostAhead = 20_000;

interface Pass {
  /** Lines before the edge, the newest of them: at most twice as many as are wanted. */
  readonly lines: readonly LogDraft[];
  /** The first line of all, whether before the edge or not. */
  readonly first: LogDraft | null;
  /** Older ones came and were dropped. */
  readonly dropped: boolean;
  /** It was not read up to the edge: there was too much before it. */
  readonly tooFar: boolean;
}

/** The last lines that are `most` characters together; one at least. */
const lastOf = (lines: readonly LogDraft[], most: number): LogDraft[] => {
  let left = most;
  const from = lines.findLastIndex(({text}) => {
    left -= text.length;
    return left < 0;
  });
  return lines.slice(Math.min(from + 1, lines.length - 1));
};

const keyOf = ({text, stderr}: Pick<LogDraft, 'text' | 'stderr'>): string => `${stderr ? '!' : ' '}${text}`;

/** Of lines of one moment those that are not had yet: they stand before the ones that are. */
const notHad = (moment: readonly LogDraft[], had: Edge['lines']): readonly LogDraft[] => {
  const counts = new Map<string, number>();
  for (const line of had) counts.set(keyOf(line), (counts.get(keyOf(line)) ?? 0) + 1);
  const from = moment.findLastIndex(line => {
    const left = counts.get(keyOf(line)) ?? 0;
    if (left > 0) counts.set(keyOf(line), left - 1);
    // What came after the last of those that are had is on its way, and not older.
    return left > 0 && [...counts.values()].every(count => count === 0);
  });
  return had.length === 0 ? moment : from === -1 ? [] : moment.slice(0, from);
};

/** The lines before the edge among the last `tail` of the log; reading ends at the edge. */
const passOf = async (
  engine: Line,
  source: OlderSource,
  edge: Edge,
  tail: number | 'all',
  signal: AbortSignal,
): Promise<Pass> => {
  const enough = new AbortController();
  const release = onAbort(signal, () => enough.abort());
  const intake = createIntake(source.index);
  let lines: LogDraft[] = [];
  const moment: LogDraft[] = [];
  let first: LogDraft | null = null;
  let characters = 0;
  let read = 0;
  let dropped = false;
  let tooFar = false;
  /** How many lines stood before the first one that is later than the edge. */
  let ahead: number | null = null;
  const take = (line: LogDraft): boolean => {
    first ??= line;
    read += 1;
    if (line.time === edge.time) moment.push(line);
    else if (moment.length > 0) return false;
    else {
      if (line.time !== null && line.time > edge.time) {
        ahead ??= lines.length;
        if (tail === 'all' || tail > mostAhead) return false;
      }
      lines.push(line);
      characters += line.text.length;
    }
    if (ahead === null && (lines.length > edge.wanted * 2 || characters > edge.characters * 2)) {
      lines = lastOf(lines.slice(-edge.wanted), edge.characters);
      characters = lines.reduce((sum, {text}) => sum + text.length, 0);
      dropped = true;
    }
    tooFar = read > mostRead;
    return !tooFar;
  };
  try {
    await containerLogs(engine, source.id, {
      tail,
      tty: source.tty,
      signal: enough.signal,
      onLines(batch) {
        for (const line of batch) if (!enough.signal.aborted && !take(intake(line))) enough.abort();
      },
    });
  } finally {
    release();
  }
  signal.throwIfAborted();
  const before = moment.length === 0 && ahead !== null ? lines.slice(0, ahead) : lines;
  return {lines: [...before, ...notHad(moment, edge.lines)], first, dropped, tooFar};
};

/** The first line of a whole log, of which no more is read; null of an empty one. */
const firstOf = async (engine: Line, {index, id, tty}: OlderSource, signal: AbortSignal): Promise<LogDraft | null> => {
  const enough = new AbortController();
  const release = onAbort(signal, () => enough.abort());
  let first: LogDraft | null = null;
  const onLines = (lines: readonly LogLine[]): void => {
    const [line] = lines;
    if (line) first ??= createIntake(index)(line);
    enough.abort();
  };
  try {
    await containerLogs(engine, id, {tail: 'all', tty, signal: enough.signal, onLines});
  } finally {
    release();
  }
  signal.throwIfAborted();
  return first;
};

const isSame = (a: LogDraft | null, b: LogDraft | null): boolean => a?.time === b?.time && a?.text === b?.text;

/** A chunk does not begin in the middle of a stack trace: what goes on a line that is not read yet comes with it. */
const fromHead = (lines: readonly LogDraft[]): readonly LogDraft[] => {
  const head = lines.findIndex(line => !line.continues);
  return head > 0 && head <= 256 ? lines.slice(head) : lines;
};

/**
 * The lines of a container's log right before an edge, about as many as are wanted. A tail is what an engine reads from the end of a log; `until`
 * alone would have it read the whole file. How long the tail has to be is not known, as lines came since: it grows until it goes
 * beyond the edge. Throws EngineError, or the signal's reason.
 */
export const linesBefore = async (engine: Line, source: OlderSource, edge: Edge, signal: AbortSignal): Promise<Before> => {
  /** Tails known to be too short and too long, and when their first lines were written. */
  let short: {readonly tail: number; readonly time: number; readonly first: LogDraft | null} = {
    tail: 0,
    time: Date.now(),
    first: null,
  };
  let long: {readonly tail: number; readonly time: number} | null = null;
  let tail = edge.had + edge.wanted;
  let begin: LogDraft | null | undefined;
  for (let turn = 0; ; turn += 1) {
    const {lines, first, dropped, tooFar} = await passOf(engine, source, edge, tail, signal);
    const tried = {tail, time: first?.time ?? edge.time, first};
    if (tooFar) long = tried;
    else {
      if (lines.length >= edge.wanted || dropped) return {lines: fromHead(lines), more: true};
      begin ??= await firstOf(engine, source, signal);
      if (begin === null || isSame(begin, first)) return {lines, more: false};
      if (lines.length > 0) return {lines: fromHead(lines), more: true};
      // A longer tail begins with the same line: that is all there is, though the file was another one when its beginning was asked for.
      if (!long && short.tail > 0 && isSame(short.first, first)) return {lines, more: false};
      short = tried;
    }
    if (!long) tail *= 4;
    else {
      // Logs are written at some pace: where the edge is between the two is a good guess, and the middle where that does not come nearer.
      const share = turn % 3 === 2 ? 0.5 : (short.time - edge.time) / Math.max(1, short.time - long.time);
      const guess = short.tail + Math.floor((long.tail - short.tail) * Math.min(1, Math.max(0, share))) + edge.wanted;
      tail = Math.min(guess, Math.floor((short.tail + long.tail * 3) / 4));
      // Nothing lies between the two: the log is being written faster than it can be searched.
      if (tail <= short.tail) return {lines: [], more: false};
    }
  }
};
