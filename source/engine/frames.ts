/** What a frame carries (moby:pkg/stdcopy): 3 is an error of the engine itself. Raw streams come as 1. */
export type FrameType = 0 | 1 | 2 | 3;

export interface FrameReader {
  push(chunk: Buffer): void;
  /** The stream has ended: a torn frame is handed over as far as it came. */
  end(): void;
}

const HEADER = 8;
/** Larger frames are handed over in pieces: a length is only a claim. */
const LARGEST_PIECE = 1 << 20;

/** A payload is the bytes from `from` up to `to`: what is told many times a second makes no object of its own. */
type OnPayload = (type: FrameType, bytes: Buffer, from: number, to: number) => void;

/**
 * Takes Docker's multiplexed stream apart: `[type, 0, 0, 0, length as 32 bits big-endian]` before each payload. Chunks may be
 * split anywhere; time is linear in the bytes, however small the frames. `raw` is the stream of a TTY, which has no frames; a
 * stream that turns out to have none is handed on as raw too. Payloads are views of the chunks: copy what is kept.
 */
export function createFrameReader(
  onFrame: (type: FrameType, payload: Buffer) => void,
  options: {raw?: boolean} = {},
): FrameReader {
  const whole: OnPayload = (type, bytes, from, to) =>
    onFrame(type, from === 0 && to === bytes.length ? bytes : bytes.subarray(from, to));
  return createPayloadReader(whole, options);
}

/** As `createFrameReader`, for those who read the payload where it lies. */
export function createPayloadReader(onPayload: OnPayload, {raw = false}: {raw?: boolean} = {}): FrameReader {
  const header = Buffer.alloc(HEADER);
  let headerBytes = 0;
  let type: FrameType = 1;
  let missing = 0;
  let pieces: Buffer[] = [];
  let held = 0;
  let unframed = raw;

  const flush = () => {
    if (held > 0) onPayload(type, pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces, held), 0, held);
    pieces = [];
    held = 0;
  };

  const takePayload = (chunk: Buffer, from: number): number => {
    const to = Math.min(chunk.length, from + missing);
    missing -= to - from;
    // Nearly every frame is whole within its chunk.
    if (missing === 0 && held === 0) onPayload(type, chunk, from, to);
    else {
      // A copy: whoever reads the stream uses its memory again.
      pieces.push(Buffer.from(chunk.subarray(from, to)));
      held += to - from;
      if (missing === 0 || held >= LARGEST_PIECE) flush();
    }
    return to;
  };

  const takeHeader = (chunk: Buffer, from: number): number => {
    if (headerBytes === 0 && chunk.length - from >= HEADER && isHeader(chunk, from)) {
      type = typeFrom(chunk[from]) ?? 1;
      missing = lengthAt(chunk, from + 4);
      return from + HEADER;
    }
    const taken = chunk.copy(header, headerBytes, from, from + HEADER - headerBytes);
    headerBytes += taken;
    const known = typeOf(header, headerBytes);
    if (known === null) {
      unframed = true;
      onPayload(1, Buffer.from(header.subarray(0, headerBytes)), 0, headerBytes);
    } else if (headerBytes === HEADER) {
      type = known;
      missing = lengthAt(header, 4);
      headerBytes = 0;
    }
    return from + taken;
  };

  return {
    push(chunk) {
      let at = 0;
      while (at < chunk.length) {
        if (unframed) return onPayload(1, chunk, at, chunk.length);
        at = missing > 0 ? takePayload(chunk, at) : takeHeader(chunk, at);
      }
    },
    end: flush,
  };
}

const typeFrom = (byte: number | undefined): FrameType | null =>
  byte === 0 || byte === 1 || byte === 2 || byte === 3 ? byte : null;

const isHeader = (bytes: Buffer, at: number): boolean =>
  typeFrom(bytes[at]) !== null && bytes[at + 1] === 0 && bytes[at + 2] === 0 && bytes[at + 3] === 0;

/** 32 bits, big-endian. */
const lengthAt = (bytes: Buffer, at: number): number =>
  (bytes[at] ?? 0) * 0x1_00_00_00 + (((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0));

/** null when these bytes cannot begin a frame: the stream is not multiplexed, whatever its Content-Type said. */
function typeOf(header: Buffer, length: number): FrameType | null {
  for (let at = 1; at < Math.min(length, 4); at++) if (header[at] !== 0) return null;
  return typeFrom(header[0]);
}
