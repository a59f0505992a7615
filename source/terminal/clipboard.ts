/**
 * The sequence that puts text on the clipboard of the terminal in front of the person, over any number of SSH hops (OSC 52). Inside
 * tmux and screen it is wrapped so that it reaches the outer terminal.
 */
export const clipboardSequence = (text: string, env: Readonly<Record<string, string | undefined>>): string => {
  const sequence = `\u001b]52;c;${Buffer.from(text, 'utf8').toString('base64')}\u0007`;
  if (env.TMUX) return `\u001bPtmux;${sequence.replaceAll('\u001b', '\u001b\u001b')}\u001b\\`;
  if (env.TERM?.startsWith('screen')) return `\u001bP${sequence}\u001b\\`;
  return sequence;
};
