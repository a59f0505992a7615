/**
 * The sequence that puts text on the clipboard of the terminal in front of the person, over any number of SSH hops (OSC 52). Inside of
 * tmux and screen it goes twice: as it is, for a tmux that sets the clipboard itself (set-clipboard), and wrapped, for one that lets it
 * through to the outer terminal (allow-passthrough) and for screen. TERM tells of one on the near side of an SSH hop.
 */
export const clipboardSequence = (text: string, env: Readonly<Record<string, string | undefined>>): string => {
  const sequence = `\u001b]52;c;${Buffer.from(text, 'utf8').toString('base64')}\u0007`;
  if (env.TMUX || env.TERM?.startsWith('tmux'))
    return `${sequence}\u001bPtmux;${sequence.replaceAll('\u001b', '\u001b\u001b')}\u001b\\`;
  if (env.TERM?.startsWith('screen')) return `${sequence}\u001bP${sequence}\u001b\\`;
  return sequence;
};
