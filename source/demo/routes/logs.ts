import {lastLines, linesBetween, nextLineIn, type TimedLine} from '../logs/timeline.js';
import {frame} from '../reply.js';
import {type Context, flag, HttpProblem, nanosOf, part} from '../request.js';
import {containerOf, openBody} from '../send.js';
import {type DemoContainer, isUp} from '../world/container.js';
import type {World} from '../world/world.js';

const toMs = (nanos: bigint) => Number(nanos) / 1e6;

/** Nanoseconds as RFC 3339 with all nine digits. */
const stampOf = (nanos: bigint) => {
  const seconds = new Date(Number(nanos / 1_000_000_000n) * 1000).toISOString().slice(0, 19);
  return `${seconds}.${String(nanos % 1_000_000_000n).padStart(9, '0')}Z`;
};

/** `tail`: a number, or everything. */
const tailOf = (text: string | null) => {
  const count = Number(text ?? 'all');
  return Number.isInteger(count) && count >= 0 ? count : null;
};

/** The log drivers cut lines at 16 KiB; each piece is an entry, with the line's time before it. */
const pieces = (bytes: Buffer, stamp: string) => {
  const list: Buffer[] = [];
  for (let start = 0; start < bytes.length; start += 16_384)
    list.push(Buffer.concat([Buffer.from(stamp), bytes.subarray(start, start + 16_384)]));
  return list;
};

/** ms. */
const pastStep = 250;

/** Lines after `from` and up to `to`, a part of a second at a time: a container may have written a million of them. */
function* pastLines(world: World, container: DemoContainer, from: number, to: number): Generator<TimedLine[]> {
  const oldest = Math.max(from, world.bornAt - world.options.history);
  for (let start = oldest; start < to; start += pastStep)
    yield linesBetween(world, container, start, Math.min(to, start + pastStep));
}

/** As many together as are worth a write. */
function* batches(lines: readonly TimedLine[], encode: (line: TimedLine) => Buffer): Generator<Buffer> {
  let parts: Buffer[] = [];
  let size = 0;
  for (const line of lines) {
    const bytes = encode(line);
    parts.push(bytes);
    size += bytes.length;
    if (size < 32_768) continue;
    yield Buffer.concat(parts);
    parts = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(parts);
}

/** `GET /containers/{id}/logs`. With a TTY the bytes as they are, else in frames; the `Content-Type` says which from API 1.42 on. */
export const containerLogs = async (context: Context): Promise<void> => {
  const {world, query, minor} = context;
  const container = containerOf(context, part(context, 0));
  const wanted = {stdout: flag(context, 'stdout'), stderr: flag(context, 'stderr')};
  if (!wanted.stdout && !wanted.stderr) throw new HttpProblem(400, 'Bad parameters: you must choose at least one stream');
  if (container.spec.logDriver === 'none') throw new HttpProblem(501, 'configured logging driver does not support reading');
  const raw = container.spec.tty;
  const stamps = flag(context, 'timestamps');
  const since = nanosOf(query.get('since')) ?? 0n;
  const until = nanosOf(query.get('until'));
  const type = raw ? 'application/vnd.docker.raw-stream' : 'application/vnd.docker.multiplexed-stream';
  const encode = (line: TimedLine): Buffer => {
    const end = raw ? '\r\n' : '\n';
    const entries = pieces(Buffer.from(`${line.text}${end}`), stamps ? `${stampOf(line.nanos)} ` : '');
    return Buffer.concat(raw ? entries : entries.map(entry => frame(line.stream, entry)));
  };
  const heard = (line: TimedLine) =>
    (raw || wanted[line.stream]) && line.nanos >= since && (until === null || line.nanos <= until);
  const begin = world.now();
  // A double cannot hold nanoseconds since 1970: a little more is looked at, and what is too much left out.
  const from = toMs(since) - 1;
  const to = until === null ? begin : Math.min(begin, toMs(until) + 0.001);
  const tail = tailOf(query.get('tail'));
  // `tail` counts from the end of the whole log; what of that is not between `since` and `until` is left out.
  const past = tail === null ? pastLines(world, container, from, to) : [lastLines(world, container, tail, 0, begin)];
  const sink = openBody(context, minor >= 42 ? type : null);
  const send = async (lines: readonly TimedLine[]): Promise<void> => {
    for (const bytes of batches(lines.filter(heard), encode)) if (!sink.write(bytes)) await sink.drained();
  };
  for (const lines of past) await send(lines);
  if (flag(context, 'follow')) {
    for await (const lines of following(world, container, begin, sink.gone)) {
      await send(lines);
      if (until !== null && world.now() > toMs(until)) break;
    }
  }
  sink.end();
};

/** New lines as they come, until the container stops or nobody listens. */
async function* following(world: World, container: DemoContainer, from: number, gone: AbortSignal): AsyncGenerator<TimedLine[]> {
  const ended = new AbortController();
  const deaf = world.events.listen(event => {
    if (event.id === container.id && event.action === 'die') ended.abort();
  });
  const either = AbortSignal.any([gone, ended.signal]);
  try {
    let last = from;
    while (!gone.aborted && !world.closed) {
      const over = !isUp(container);
      const now = world.now();
      const lines = linesBetween(world, container, last, now);
      if (lines.length > 0) yield lines;
      last = now;
      if (over) return;
      await world.wait(nextLineIn(world, container), either);
    }
  } finally {
    deaf();
  }
}
