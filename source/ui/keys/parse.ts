/** Names of keys for what terminals send: VT220 and xterm function keys, in the forms that xterm, tmux, screen, PuTTY and the Linux console use. */
const sequences: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '\u001b[A': 'up',
    '\u001b[B': 'down',
    '\u001b[C': 'right',
    '\u001b[D': 'left',
    '\u001bOA': 'up',
    '\u001bOB': 'down',
    '\u001bOC': 'right',
    '\u001bOD': 'left',
    '\u001b[H': 'home',
    '\u001b[F': 'end',
    '\u001bOH': 'home',
    '\u001bOF': 'end',
    '\u001b[1~': 'home',
    '\u001b[4~': 'end',
    '\u001b[7~': 'home',
    '\u001b[8~': 'end',
    '\u001b[2~': 'insert',
    '\u001b[3~': 'del',
    '\u001b[5~': 'pgup',
    '\u001b[6~': 'pgdn',
    '\u001b[Z': 'shift-tab',
    '\u001bOP': 'f1',
    '\u001bOQ': 'f2',
    '\u001bOR': 'f3',
    '\u001bOS': 'f4',
    '\u001b[11~': 'f1',
    '\u001b[12~': 'f2',
    '\u001b[13~': 'f3',
    '\u001b[14~': 'f4',
    '\u001b[[A': 'f1',
    '\u001b[[B': 'f2',
    '\u001b[[C': 'f3',
    '\u001b[[D': 'f4',
    '\u001b[[E': 'f5',
    '\u001b[15~': 'f5',
    '\u001b[17~': 'f6',
    '\u001b[18~': 'f7',
    '\u001b[19~': 'f8',
    '\u001b[20~': 'f9',
    '\u001b[21~': 'f10',
    '\u001b[23~': 'f11',
    '\u001b[24~': 'f12',
    '\u001b': 'esc',
  }),
);

const controls: Readonly<Record<string, string>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  ' ': 'space',
  '\u007f': 'backspace',
  '\u0008': 'backspace',
};

const ofCharacter = (character: string): string | null => {
  const named = controls[character];
  if (named) return named;
  const code = character.codePointAt(0) ?? 0;
  if (code < 32) return `ctrl-${String.fromCharCode(code + 96)}`;
  return code >= 0x7f && code < 0xa0 ? null : character;
};

/** A chunk of input as Ink hands it on (one escape sequence, or text as it was typed) → names of keys. Unknown sequences give none. */
export const parseKeys = (chunk: string): string[] => {
  const sequence = sequences.get(chunk);
  if (sequence) return [sequence];
  // Escape pressed twice, which a slow line hands on as one piece; what may follow the second is a key of its own.
  if (chunk.startsWith('\u001b\u001b')) return ['esc', ...parseKeys(chunk.slice(1))];
  if (chunk.startsWith('\u001b')) {
    // Alt and a character; everything else is a sequence without a name here (a mouse report, a terminal's late answer).
    const rest = [...chunk.slice(1)];
    const key = rest.length === 1 ? ofCharacter(rest[0] ?? '') : null;
    return key === null ? [] : [`alt-${key}`];
  }
  return [...chunk].map(ofCharacter).filter(key => key !== null);
};

/** What Alt does where a line is typed, as in every shell. */
const editing: ReadonlySet<string> = new Set(['alt-b', 'alt-f', 'alt-d', 'alt-backspace']);

/**
 * A slow line, or a machine that is busy, hands on Escape and the key after it as one piece, which reads like Alt and that key. Nothing
 * here has a key with Alt but the line that is typed: the two are told one by one, as a key that is lost may turn the next ones into
 * commands. null for any other key.
 */
export const escapeAndKey = (key: string, typing: boolean): readonly [string, string] | null => {
  const second = /^alt-(.+)$/s.exec(key)?.[1];
  return second === undefined || (typing && editing.has(key)) ? null : ['esc', second];
};
