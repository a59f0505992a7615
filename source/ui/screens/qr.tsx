import {isAiry} from '../../state/layout.js';
import {plainText} from '../../terminal/sanitise.js';
import type {Theme} from '../../terminal/theme.js';
import {truncate, wrap} from '../../terminal/widths.js';
import {Lines} from '../components/line.js';
import {leastQrSize, type QrModules, qrLines} from '../format/qr.js';
import type {ScreenProps} from './screen-props.js';
import {useQrModules} from './urls/use-qr-modules.js';

const reasonFor = (modules: QrModules | 'too-long', room: {columns: number; rows: number}, theme: Theme): string => {
  if (modules === 'too-long') return 'It is too long for a QR code.';
  const {columns, rows} = leastQrSize(modules, theme);
  return `The QR code takes ${columns} x ${rows} cells, and here are ${room.columns} x ${room.rows}. Enlarge the terminal, or copy it: Enter.`;
};

/** A URL as a code for a phone's camera, with the URL itself above it. */
export const Qr = (props: ScreenProps & {readonly name: string; readonly url: string}) => {
  const {state, look, width, height, name, url} = props;
  const modules = useQrModules(url);
  const {paint, glyphs} = look;
  const label = plainText(name);
  const title = ` ${paint.strong(truncate(label, width - 2, glyphs.cut))}  ${paint.link(truncate(plainText(url), Math.max(0, width - label.length - 4), glyphs.cut))}`;
  const head = isAiry(state) ? ['', title, ''] : [title];
  const room = {columns: width, rows: height - head.length};
  const drawn = modules && modules !== 'too-long' ? qrLines(modules, room, look.theme) : null;
  if (drawn) {
    const left = ' '.repeat(Math.floor((width - drawn.width) / 2));
    return <Lines texts={[...head, ...drawn.lines.map(line => left + line)]} />;
  }
  const reason = modules === null ? [] : wrap(reasonFor(modules, room, look.theme), width - 4);
  return <Lines texts={[...head, '', ...reason.map(line => `  ${paint.dim(line)}`)]} />;
};
