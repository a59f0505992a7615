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

/**
 * Takes Docker's multiplexed stream apart: `[type, 0, 0, 0, length as 32 bits big-endian]` before each payload. Chunks may be
 * split anywhere; time is linear in the bytes, however small the frames. `raw` is the stream of a TTY, which has no frames; a
 * stream that turns out to have none is handed on as raw too. Payloads are views of the chunks: copy what is kept for long.
 */
export function createFrameReader(onFrame: (type: FrameType, payload: Buffer) => void, {raw = false} = {}): FrameReader {
  const header = Buffer.alloc(HEADER);
  let headerBytes = 0;
  let type: FrameType = 1;
  let missing = 0;
  let pieces: Buffer[] = [];
  let held = 0;
  let unframed = raw;

  const flush = () => {
    const [only] = pieces;
    if (only) onFrame(type, pieces.length === 1 ? only : Buffer.concat(pieces, held));
    pieces = [];
    held = 0;
  };

  const takePayload = (chunk: Buffer, from: number): number => {
    const piece = chunk.subarray(from, from + missing);
    missing -= piece.length;
    held += piece.length;
    pieces.push(piece);
    if (missing === 0 || held >= LARGEST_PIECE) flush();
    return from + piece.length;
  };

  const takeHeader = (chunk: Buffer, from: number): number => {
    const taken = chunk.copy(header, headerBytes, from, from + HEADER - headerBytes);
    headerBytes += taken;
    const known = typeOf(header, headerBytes);
    if (known === null) {
      unframed = true;
      onFrame(1, Buffer.from(header.subarray(0, headerBytes)));
    } else if (headerBytes === HEADER) {
      type = known;
      missing = header.readUInt32BE(4);
      headerBytes = 0;
    }
    return from + taken;
  };

  return {
    push(chunk) {
      let at = 0;
      while (at < chunk.length) {
        if (unframed) return onFrame(1, at === 0 ? chunk : chunk.subarray(at));
        at = missing > 0 ? takePayload(chunk, at) : takeHeader(chunk, at);
      }
    },
    end: flush,
  };
}

/** null when these bytes cannot begin a frame: the stream is not multiplexed, whatever its Content-Type said. */
function typeOf(header: Buffer, length: number): FrameType | null {
  for (let at = 1; at < Math.min(length, 4); at++) if (header[at] !== 0) return null;
  const [type] = header;
  return type === 0 || type === 1 || type === 2 || type === 3 ? type : null;
}
