/** What a terminal sends for a key, xterm's way (https://invisible-island.net/xterm/ctlseqs/ctlseqs.html, "PC-Style Function Keys"). */

const named = new Map<string, string>([
  ['enter', '\r'],
  ['esc', '\x1b'],
  ['tab', '\t'],
  ['shift-tab', '\x1b[Z'],
  ['space', ' '],
  ['backspace', '\x7f'],
  ['up', '\x1b[A'],
  ['down', '\x1b[B'],
  ['right', '\x1b[C'],
  ['left', '\x1b[D'],
  ['home', '\x1b[H'],
  ['end', '\x1b[F'],
  ['insert', '\x1b[2~'],
  ['del', '\x1b[3~'],
  ['pgup', '\x1b[5~'],
  ['pgdn', '\x1b[6~'],
  ['f1', '\x1bOP'],
  ['f2', '\x1bOQ'],
  ['f3', '\x1bOR'],
  ['f4', '\x1bOS'],
  ['f5', '\x1b[15~'],
  ['f6', '\x1b[17~'],
  ['f7', '\x1b[18~'],
  ['f8', '\x1b[19~'],
  ['f9', '\x1b[20~'],
  ['f10', '\x1b[21~'],
  ['f11', '\x1b[23~'],
  ['f12', '\x1b[24~'],
]);

/** The bytes of a key: a name (`enter`, `pgdn`, `f10`, `ctrl-x`, `alt-x`), or any other text as it stands. */
export const bytesOfKey = (key: string): string => {
  const special = named.get(key);
  if (special !== undefined) return special;
  const control = /^ctrl-([a-z@[\\\]^_])$/.exec(key)?.[1];
  if (control !== undefined) return String.fromCharCode(control.toUpperCase().charCodeAt(0) & 0x1f);
  const alt = /^alt-(.+)$/.exec(key)?.[1];
  return alt === undefined ? key : `\x1b${bytesOfKey(alt)}`;
};
