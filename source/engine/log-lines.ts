import type {LogLine} from '../model/log-line.js';
import {createPayloadReader} from './frames.js';
import {fixedStamp, fixedStampAt, stampAt} from './log-time.js';

export interface LogReader {
  /** The lines these bytes completed. */
  push(chunk: Buffer): LogLine[];
  /** The stream has ended: what was left without a newline, as lines that are not `complete`. */
  end(): LogLine[];
  /** What the engine itself said in the stream, which is why it does not read on; null when it said nothing. */
  readonly failure: string | null;
}

const LONGEST_LINE = 1 << 20;
const LONGEST_FAILURE = 1000;
/** Of the types of frames. */
const LAST_TYPE = 3;
export const CUT_MARK = ' … (line cut at 1 MiB)';
/** Docker's log drivers store a longer line in parts of this many bytes, each sent with the line's timestamp before it (measured on 20.10). */
const PART = 16_384;
/** Podman's parts are smaller; nobody's are as small as this. */
const SMALLEST_PART = 4096;
/** A timestamp that was torn off. */
const TORN_STAMP = /^[\dT:.Z+ -]{0,36}$/;
const STAMP_END = 'Z ';
/** A time that is still to come is the program's own (when something ends): as a line's time it would have all that comes until then be known. */
const CLOCKS_APART_NS = 60_000_000_000n;
const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** A line of one stream on its way, without timestamps. */
interface Open {
  time: bigint | null;
  pieces: Buffer[];
  size: number;
  lastPiece: number;
}

/**
 * Reads `GET /containers/{id}/logs?timestamps=1` in either of its two forms: multiplexed, or raw when the container has a TTY. Of a container
 * that was not inspected yet nobody knows that (`tty` is false then): the beginning tells, as a raw log begins with a time.
 */
export function createLogReader({tty}: {readonly tty: boolean}): LogReader {
  let reader = tty ? createRawReader() : null;
  return {
    push(chunk) {
      const [first] = chunk;
      if (first === undefined) return [];
      reader ??= first <= LAST_TYPE ? createFramedReader() : createRawReader();
      return reader.push(chunk);
    },
    end: () => reader?.end() ?? [],
    get failure() {
      return reader?.failure ?? null;
    },
  };
}

/** Each frame is one entry of the log: a timestamp, then a line or a part of one. */
function createFramedReader(): LogReader {
  const open: Record<LogLine['stream'], Open | null> = {stdout: null, stderr: null};
  let lines: LogLine[] = [];
  let failure = '';
  let ended = false;
  const flush = (stream: LogLine['stream'], complete: boolean) => {
    const line = open[stream];
    if (line) lines.push(finish(line, stream, complete));
    open[stream] = null;
  };
  const frames = createPayloadReader((type, bytes, start, end) => {
    if (type === 3) {
      failure += bytes.toString('utf8', start, Math.min(end, start + LONGEST_FAILURE));
      return;
    }
    const stream = type === 2 ? 'stderr' : 'stdout';
    const whole = open[stream] === null ? wholeLine(bytes, start, end, stream) : null;
    if (whole) {
      lines.push(whole);
      return;
    }
    const payload = bytes.subarray(start, end);
    const stamp = stampAt(payload);
    if (ended && !stamp && isTornStamp(payload)) return;
    const time = stamp?.time ?? null;
    const before = open[stream];
    // The last words of an earlier run may lack their newline: the next entry is not their continuation.
    if (before && before.lastPiece < SMALLEST_PART && before.time !== time) flush(stream, false);
    let from = stamp?.length ?? 0;
    for (let at = payload.indexOf(NEWLINE, from); at >= 0; at = payload.indexOf(NEWLINE, from)) {
      open[stream] = extend(open[stream], time, payload.subarray(from, at));
      flush(stream, true);
      from = at + 1;
    }
    // A copy: whoever reads the stream uses its memory again.
    if (from < payload.length) open[stream] = extend(open[stream], time, Buffer.from(payload.subarray(from)));
  });
  const taken = () => {
    const result = lines;
    lines = [];
    return result;
  };
  return {
    push(chunk) {
      frames.push(chunk);
      return taken();
    },
    end() {
      ended = true;
      frames.end();
      flush('stdout', false);
      flush('stderr', false);
      return taken();
    },
    get failure() {
      return failure === '' ? null : failure.trim();
    },
  };
}

const isTornStamp = (bytes: Buffer): boolean => bytes.length <= 36 && TORN_STAMP.test(bytes.toString('latin1'));

/** A usual entry, as nearly all are: Docker's own stamp, and one line with its newline. null when it is anything else. */
function wholeLine(bytes: Buffer, start: number, end: number, stream: LogLine['stream']): LogLine | null {
  if (bytes[end - 1] !== NEWLINE || end - start > PART) return null;
  const time = fixedStampAt(bytes, start, end);
  if (time === null) return null;
  const from = start + fixedStamp;
  if (bytes.indexOf(NEWLINE, from) !== end - 1) return null;
  const text = bytes.toString('utf8', from, bytes[end - 2] === RETURN && end - 2 >= from ? end - 2 : end - 1);
  return {time, stream, text, complete: true};
}

/** What one run of a container wrote of a line, without timestamps. */
interface Run {
  readonly time: bigint | null;
  readonly pieces: Buffer[];
}

/** No frames: lines, each after its timestamp. */
function createRawReader(): LogReader {
  let open: Open | null = null;
  const close = (complete: boolean): LogLine[] => {
    if (!open) return [];
    const {pieces, size} = open;
    open = null;
    return splitRuns(joined(pieces)).map(({time, pieces}, index, all) => {
      const last = index === all.length - 1;
      return finish({time, pieces, size: last ? size : 0, lastPiece: 0}, 'stdout', complete && last);
    });
  };
  return {
    push(chunk) {
      const lines: LogLine[] = [];
      let from = 0;
      for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
        open = extend(open, null, chunk.subarray(from, at));
        for (const line of close(true)) lines.push(line);
        from = at + 1;
      }
      if (from < chunk.length) open = extend(open, null, Buffer.from(chunk.subarray(from)));
      return lines;
    },
    end: () => (open && isTornStamp(joined(open.pieces)) ? [] : close(false)),
    failure: null,
  };
}

/**
 * Takes the timestamps out of one line of a raw log. A part of a long line begins with the line's own timestamp again. A later
 * one in the middle is where the last words of one run, without a newline, meet the first line of the next: two lines. A time
 * the program itself wrote is hardly ever later than the engine's, unless it is still to come.
 */
function splitRuns(bytes: Buffer): Run[] {
  const runs: Run[] = [];
  // A container can write as many times into one line as fit there: one run after another, not one within another.
  for (let from: number | null = 0; from !== null; ) {
    const {run, end}: ReturnType<typeof firstRun> = firstRun(bytes.subarray(from));
    runs.push(run);
    from = end === null ? null : from + end;
  }
  return runs;
}

/** Whether an engine can have written it: its clock says what it wrote before, and is else about as ours. */
const hasBeen = (time: bigint, before: bigint): boolean => {
  const now = BigInt(Date.now()) * 1_000_000n;
  return time <= (now > before ? now : before) + CLOCKS_APART_NS;
};

/** The words of the first run, and where the next one begins; null when there is none. */
function firstRun(bytes: Buffer): {readonly run: Run; readonly end: number | null} {
  const stamp = stampAt(bytes);
  if (!stamp) return {run: {time: null, pieces: [bytes]}, end: null};
  const {time} = stamp;
  const pieces: Buffer[] = [];
  let from = stamp.length;
  for (;;) {
    const end = Math.min(from + PART, bytes.length);
    const part = bytes.subarray(from, end);
    for (let at = part.indexOf(STAMP_END); at >= 0; at = part.indexOf(STAMP_END, at + 1)) {
      const start = at + STAMP_END.length - fixedStamp;
      const later = start >= 0 ? stampAt(part, start) : null;
      if (later && later.time > time && hasBeen(later.time, time))
        return {run: {time, pieces: [...pieces, part.subarray(0, start)]}, end: from + start};
    }
    pieces.push(part);
    if (end === bytes.length) return {run: {time, pieces}, end: null};
    from = end + (stampAt(bytes, end)?.length ?? 0);
  }
}

function joined(pieces: readonly Buffer[]): Buffer {
  const [only] = pieces;
  return pieces.length === 1 && only ? only : Buffer.concat(pieces);
}

function extend(open: Open | null, time: bigint | null, piece: Buffer): Open {
  const line = open ?? {time, pieces: [], size: 0, lastPiece: 0};
  if (line.size < LONGEST_LINE && piece.length > 0) line.pieces.push(piece.subarray(0, LONGEST_LINE - line.size));
  line.size += piece.length;
  line.lastPiece = piece.length;
  return line;
}

function finish({time, pieces, size}: Open, stream: LogLine['stream'], complete: boolean): LogLine {
  let bytes = joined(pieces);
  if (size <= LONGEST_LINE && complete && bytes[bytes.length - 1] === RETURN) bytes = bytes.subarray(0, -1);
  const text = bytes.toString('utf8');
  return {time, stream, text: size > LONGEST_LINE ? text + CUT_MARK : text, complete};
}
