/**
 * Text from containers is hostile: a name or log line must not move the cursor, change the title or answer a query.
 * Sequences follow ECMA-48 and xterm's control sequences document.
 */
const sequences = new RegExp(
  [
    '[\\u001b]\\][^\\u0007\\u001b\\u009c]*(?:\\u0007|\\u001b\\\\|\\u009c)?', // OSC: title, clipboard, links
    '[\\u001b][PX^_][^\\u001b\\u009c]*(?:\\u001b\\\\|\\u009c)?', // DCS, SOS, PM, APC
    '[\\u0090\\u0098\\u009d\\u009e\\u009f][^\\u0007\\u001b\\u009c]*(?:\\u0007|\\u001b\\\\|\\u009c)?', // the same in C1
    '(?:\\u001b\\[|\\u009b)[0-?]*[ -/]*[@-~]?', // CSI
    '\\u001b[ -/]*[0-~]?', // two-byte sequences and charset choices
  ].join('|'),
  'g',
);
const sgr = /^\u001b\[([0-9;:]*)m$/;
// C0 and C1 controls, and the marks that reorder text or have no width and so deceive the eye.
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
const suspicious = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;
const lineBreaks = /[\t\n]+/g;

/** One line of plain text: no escape sequences, no control characters, breaks and tabs as spaces. */
export const plainText = (text: string): string =>
  suspicious.test(text) ? text.replace(sequences, '').replace(lineBreaks, ' ').replace(controls, '') : text;

/** Colours that a program may set: SGR without conceal (8) and blink (5, 6), which hide or shout. */
const keptColour = (sequence: string): string => {
  const parameters = sgr.exec(sequence)?.[1];
  if (parameters === undefined) return '';
  const first = parameters.split(/[;:]/)[0];
  return first === '5' || first === '6' || first === '8' ? '' : sequence;
};

/** As `plainText`, but colours stay; tabs become spaces up to the next eighth column. Ends with a reset when it set any. */
export const colouredText = (text: string): string => {
  if (!suspicious.test(text)) return text;
  let coloured = false;
  const kept = text.replace(sequences, sequence => {
    const colour = keptColour(sequence);
    coloured ||= colour !== '';
    return colour.replace('\u001b', '\u0000'); // out of reach of the control characters' removal
  });
  const clean = expandTabs(kept)
    .replace(/\u0000\[([0-9;:]*)m/g, '\ue000$1m')
    .replace(controls, '')
    .replace(/\ue000([0-9;:]*m)/g, '\u001b[$1');
  return coloured ? `${clean}\u001b[0m` : clean;
};

const expandTabs = (text: string): string => {
  if (!text.includes('\t')) return text;
  let column = 0;
  let expanded = '';
  for (const character of text) {
    const step = character === '\t' ? 8 - (column % 8) : 1;
    expanded += character === '\t' ? ' '.repeat(step) : character;
    column += step;
  }
  return expanded;
};
