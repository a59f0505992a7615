import {maskCommand} from '../../model/command-mask.js';
import type {DetailData, ProcessTable} from '../../state/detail.js';
import {plainText} from '../../terminal/sanitise.js';
import {type Content, line, plain, tablePiece} from './detail-piece.js';
import {shownMask} from './detail-secrets.js';
import {fitTable, type TableColumn} from './detail-table.js';
import {messagePieces, paragraph} from './detail-text.js';
import type {Look} from './look.js';

/** Columns of `ps -ef` and `ps aux` that say least, so that the command has room. */
const ranks: Readonly<Record<string, number>> = {TTY: 5, C: 4, STIME: 3, START: 3, STAT: 3, VSZ: 3, PPID: 2, TIME: 1};

const columnsOf = ({titles, rows}: ProcessTable): TableColumn[] =>
  titles.map((title, index) => {
    const last = index === titles.length - 1;
    const numeric = rows.every(row => /^[\d.:-]+$/.test(row[index] ?? '0'));
    return {
      header: plainText(title),
      align: numeric && !last ? 'right' : 'left',
      role: last ? 'text' : title === 'PID' ? 'link' : 'dim',
      rank: last ? 0 : (ranks[title] ?? 0),
      ...(last ? {least: 24} : {}),
    };
  });

/** What `ps` sees in the container. */
export const processesContent = ({processes}: DetailData, width: number, look: Look): Content => {
  if (processes.kind === 'loading') return plain(messagePieces('asking the engine for its processes', '', width, look));
  if (processes.kind === 'failed') return plain(messagePieces(processes.message, processes.hint, width, look));
  const {value} = processes;
  if (value.rows.length === 0) return plain(messagePieces('The engine tells of no process in it.', '', width, look));
  const rows = value.rows.map(row => row.map(cell => shownMask(maskCommand(plainText(cell)), look)));
  const number = rows.length === 1 ? '1 process' : `${rows.length} processes`;
  return plain([
    tablePiece(fitTable(columnsOf(value), rows, width, look.glyphs.cut)),
    line(''),
    ...paragraph(`${number}; PIDs are the host's, read every 2 s`, 'faint', width, look),
  ]);
};
