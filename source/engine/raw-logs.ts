import {delay, onAbort} from './abort.js';
import {type Line, openStream} from './call.js';
import {errorFor} from './error-messages.js';
import {EngineError} from './errors.js';
import {createFrameReader} from './frames.js';
import {secondsOf} from './log-time.js';

export interface RawLogOptions {
  /** How many of the lines there are already. */
  readonly tail: number | 'all';
  /** ms since 1970. */
  readonly since?: number | undefined;
  /** ms since 1970; with `follow` it ends then. */
  readonly until?: number | undefined;
  /** Go on until the container stops. */
  readonly follow: boolean;
  /** With the engine's own timestamp before each entry of the log. */
  readonly timestamps: boolean;
  /** Whether the container has a TTY (from its inspection): its log has no frames then, and is all of stdout. */
  readonly tty: boolean;
  readonly signal: AbortSignal;
  /** Awaited before more is read from the engine. The bytes are the engine's own buffer: not to be kept. */
  readonly onBytes: (stream: 'stdout' | 'stderr', bytes: Buffer) => Promise<void>;
}

interface Piece {
  readonly stream: 'stdout' | 'stderr';
  readonly parts: Buffer[];
}

/** setTimeout takes no more. */
const longestWait = 2 ** 31 - 1;
/** What was written until then is on its way for so long at most; an engine that reads its past sends more within that time. */
const quietMs = 300;

/** Resolves when a moment has come (ms since 1970) and nothing has for a while since: engines end such a log only with a line that is later. */
const quietAfter = async (until: number, heardAt: () => number, signal: AbortSignal): Promise<void> => {
  while (!signal.aborted && Date.now() < until) await delay(Math.min(longestWait, until - Date.now()), signal);
  const begun = performance.now();
  const left = (): number => Math.max(begun, heardAt()) + quietMs - performance.now();
  while (!signal.aborted && left() > 0) await delay(Math.min(quietMs, left()), signal);
};

/**
 * A container's log byte for byte, its two streams apart, as `docker logs` writes them. Ends with the log; with `follow` when the container
 * stops: without timestamps nothing tells where to go on. Throws EngineError: also for what the engine says within the stream, as docker
 * does; when `signal` is aborted, the signal's reason.
 */
export async function rawLogs(engine: Line, id: string, options: RawLogOptions): Promise<void> {
  const {tail, since, until, timestamps, tty, signal, onBytes} = options;
  const follow = options.follow && (until === undefined || until > Date.now());
  const over = new AbortController();
  const release = onAbort(signal, () => over.abort());
  const query = {
    follow: follow || undefined,
    stdout: true,
    stderr: true,
    timestamps: timestamps || undefined,
    tail,
    since: since === undefined ? undefined : secondsOf(since),
    until: until === undefined ? undefined : secondsOf(until),
  };
  const path = `/containers/${encodeURIComponent(id)}/logs`;
  const stream = await openStream(engine, {method: 'GET', path, query, timeoutMs: follow ? 0 : 30_000}, signal).catch(
    (error: unknown) => {
      release();
      throw error;
    },
  );
  const multiplexed = stream.headers['content-type']?.includes('multiplexed-stream') ?? false;
  let pieces: Piece[] = [];
  let refusal: string | null = null;
  const reader = createFrameReader(
    (type, payload) => {
      if (type === 3) {
        refusal ??= payload.toString('utf8').trim();
        return;
      }
      const to = type === 2 ? 'stderr' : 'stdout';
      const last = pieces.at(-1);
      // Frames are as small as lines: those of one stream that come together are written together.
      if (last?.stream === to) last.parts.push(payload);
      else pieces.push({stream: to, parts: [payload]});
    },
    {raw: tty && !multiplexed},
  );
  const give = async (): Promise<void> => {
    const taken = pieces;
    pieces = [];
    for (const {stream: to, parts} of taken) if (!signal.aborted) await onBytes(to, Buffer.concat(parts));
    if (refusal !== null) throw new EngineError('engine', `the engine says: ${refusal}`);
  };
  let heardAt = performance.now();
  let isOver = false;
  if (follow && until !== undefined)
    void quietAfter(until, () => heardAt, over.signal).then(() => {
      isOver = true;
      stream.destroy();
    });
  try {
    for await (const chunk of stream) {
      // While it is written nothing else can be heard.
      heardAt = Number.POSITIVE_INFINITY;
      reader.push(chunk);
      await give();
      heardAt = performance.now();
    }
    reader.end();
    await give();
  } catch (cause) {
    signal.throwIfAborted();
    if (isOver) return;
    throw errorFor(cause, engine.endpoint);
  } finally {
    over.abort();
    release();
    stream.destroy();
  }
}
