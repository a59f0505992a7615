/** Bytes that terminals take at once: xterm holds 100,000 characters of a sequence, which are these in base64. Others take more. */
export const longestClip = 74_994;

/** GNU screen cuts what it hands through after some 768 characters: it gets it in pieces. */
const screenPiece = /[\s\S]{1,500}/g;

/**
 * The sequence that puts text on the clipboard of the terminal in front of the person, over any number of SSH hops (OSC 52). Inside of
 * tmux and screen it goes twice: as it is, for a tmux that sets the clipboard itself (set-clipboard), and wrapped, for one that lets it
 * through to the outer terminal (allow-passthrough) and for screen. TERM tells of one on the near side of an SSH hop.
 */
export const clipboardSequence = (text: string, env: Readonly<Record<string, string | undefined>>): string => {
  const sequence = `\u001b]52;c;${Buffer.from(text, 'utf8').toString('base64')}\u0007`;
  if (env.TMUX || env.TERM?.startsWith('tmux'))
    return `${sequence}\u001bPtmux;${sequence.replaceAll('\u001b', '\u001b\u001b')}\u001b\\`;
  if (env.TERM?.startsWith('screen')) {
    const pieces = sequence.match(screenPiece) ?? [];
    return `${sequence}${pieces.map(piece => `\u001bP${piece}\u001b\\`).join('')}`;
  }
  return sequence;
};
