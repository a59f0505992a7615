export interface Frame {
  /** 1 is stdout, 2 is stderr. */
  readonly type: number;
  readonly text: string;
}

/** Takes a multiplexed stream apart, strictly: what is no frame is an error. A frame that is not all there yet is left out. */
export const framesOf = (bytes: Buffer): readonly Frame[] => {
  const frames: Frame[] = [];
  for (let at = 0; at + 8 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at + 4);
    if (bytes.readUInt32BE(at) % 0x1_00_00_00 !== 0)
      throw new Error(`no frame begins at ${at}: ${bytes.toString('latin1', at, at + 8)}`);
    if (at + 8 + length > bytes.length) break;
    frames.push({type: bytes[at] ?? 0, text: bytes.toString('utf8', at + 8, at + 8 + length)});
    at += 8 + length;
  }
  return frames;
};

/** What one of the streams says. */
export const said = (frames: readonly Frame[], type: 1 | 2): string =>
  frames
    .filter(frame => frame.type === type)
    .map(({text}) => text)
    .join('');
