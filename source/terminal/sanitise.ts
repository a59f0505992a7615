import {cellWidth} from './widths.js';

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
// C0 and C1 controls, and the marks that reorder text, or that one terminal gives a cell and another none. The joiners that emoji and
// scripts are written with stay.
const deceiving =
  '\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u200e\\u200f' +
  '\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb\\u{e0000}-\\u{e0fff}';
const controls = new RegExp(`[${deceiving}]`, 'gu');
const halves = /\p{Surrogate}/gu;
const suspicious = new RegExp(`[${deceiving}\\t\\n\\p{Surrogate}]`, 'u');
const lineBreaks = /[\t\n]+/g;

const withoutControls = (text: string): string => text.replace(controls, '').replace(halves, '\ufffd');

/** One line of plain text: no escape sequences, no control characters, breaks and tabs as spaces. */
export const plainText = (text: string): string =>
  suspicious.test(text) ? withoutControls(text.replace(sequences, '').replace(lineBreaks, ' ')) : text;

/** Codes that are followed by a colour: `38;5;n`, `38;2;r;g;b`. */
const takesColour = new Set(['38', '48', '58']);
/** Blink and conceal, which shout or hide. */
const refused = new Set(['5', '6', '8']);

/** Colours that a program may set: the sequence without what is refused; '' when nothing of it is left, or it is none of colours. */
const keptColour = (sequence: string): string => {
  const given = sgr.exec(sequence)?.[1];
  if (given === undefined) return '';
  const parameters = given.split(';');
  const kept: string[] = [];
  for (let index = 0; index < parameters.length; index++) {
    const parameter = parameters[index] ?? '';
    const colour = takesColour.has(parameter) ? (parameters[index + 1] === '5' ? 3 : 5) : 1;
    const [code = ''] = parameter.split(':');
    if (!refused.has(code.replace(/^0+(?=.)/, ''))) kept.push(...parameters.slice(index, index + colour));
    index += colour - 1;
  }
  return kept.length === 0 ? '' : `\u001b[${kept.join(';')}m`;
};

/** As `plainText`, but colours stay; tabs become spaces up to the next eighth column. Ends with a reset when it set any. */
export const colouredText = (text: string): string => {
  if (!suspicious.test(text)) return text;
  let line = '';
  let column = 0;
  let coloured = false;
  // Cells are counted for tabs alone.
  const isTabbed = text.includes('\t');
  const write = (raw: string): void => {
    raw.split('\t').forEach((part, index) => {
      const gap = index === 0 ? '' : ' '.repeat(8 - (column % 8));
      const clean = withoutControls(part.replaceAll('\n', ' '));
      line += gap + clean;
      if (isTabbed) column += gap.length + cellWidth(clean);
    });
  };
  let at = 0;
  for (const match of text.matchAll(sequences)) {
    write(text.slice(at, match.index));
    const colour = keptColour(match[0]);
    coloured ||= colour !== '';
    line += colour;
    at = match.index + match[0].length;
  }
  write(text.slice(at));
  return coloured ? `${line}\u001b[0m` : line;
};
