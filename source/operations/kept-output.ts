/** What of a command's output is kept. */
export interface KeptOutput {
  readonly stdout: string;
  readonly stderr: string;
  /** Something was dropped. */
  readonly truncated: boolean;
}

/** Keeps the first `maxBytes` of stdout and of stderr each. A character that is cut in two at the limit is left out. */
export const createKept = (maxBytes: number) => {
  const kept = {stdout: [] as Buffer[], stderr: [] as Buffer[]};
  const sizes = {stdout: 0, stderr: 0};
  let truncated = false;
  const textOf = (name: 'stdout' | 'stderr'): string => {
    const text = new TextDecoder('utf-8').decode(Buffer.concat(kept[name]));
    return sizes[name] > maxBytes ? text.replace(/\ufffd$/, '') : text;
  };
  return {
    onOutput(name: 'stdout' | 'stderr', bytes: Buffer): void {
      const piece = bytes.subarray(0, Math.max(0, maxBytes - sizes[name]));
      if (piece.length < bytes.length) truncated = true;
      // A copy: a small piece would hold the whole chunk it came in.
      if (piece.length > 0) kept[name].push(Buffer.from(piece));
      sizes[name] += bytes.length;
    },
    taken: (): KeptOutput => ({stdout: textOf('stdout'), stderr: textOf('stderr'), truncated}),
  };
};
