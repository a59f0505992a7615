// A program in a terminal of 200×60. What is waited for is timed by the arrival of the bytes that show it, not by when they were looked at.
import {setTimeout as pause} from 'node:timers/promises';
import {spawn} from '@lydell/node-pty';
import xterm from '@xterm/headless';

const {Terminal} = xterm;
const [cols, rows] = [200, 60];
/** Names stand at the left, and so does what marks the selected one; gauges, which change by themselves, stand farther right. */
const left = 24;

/** Starts it. `env` is all of its environment. Whoever opens it closes it; `signal` ends the program at once. */
export const open = (program, env, signal = undefined) => {
  const screen = new Terminal({cols, rows, allowProposedApi: true});
  const started = performance.now();
  const child = spawn(program.command, program.args, {cols, rows, env});
  const state = {bytes: 0, ended: false, arrived: started};
  const watchers = new Set();
  const kill = () => child.kill('SIGKILL');
  signal?.addEventListener('abort', kill);
  const exited = new Promise(resolve => child.onExit(resolve)).then(() => {
    state.ended = true;
    signal?.removeEventListener('abort', kill);
    for (const watcher of [...watchers]) watcher(null);
  });
  child.onData(data => {
    const arrived = performance.now();
    state.bytes += Buffer.byteLength(data);
    if (data.includes('\u001b]11;?')) child.write('\u001b]11;rgb:0000/0000/0000\u001b\\');
    if (data.includes('\u001b[c')) child.write('\u001b[?62;22c');
    screen.write(data, () => {
      state.arrived = arrived;
      for (const watcher of [...watchers]) watcher(arrived);
    });
  });
  const lineAt = row => screen.buffer.active.getLine(screen.buffer.active.viewportY + row);
  const text = () => Array.from({length: rows}, (_, row) => lineAt(row)?.translateToString(true) ?? '').join('\n');
  /** Where backgrounds and inverse text stand at the left, and with `marker` the first characters of each row. */
  const selection = () => {
    let all = '';
    const cell = screen.buffer.active.getNullCell();
    for (let row = 0; row < rows; row++) {
      const line = lineAt(row);
      for (let column = 0; line && column < left; column++) {
        line.getCell(column, cell);
        all += cell.isInverse() ? 'i' : cell.isBgDefault() ? ' ' : String(cell.getBgColor());
        if (program.marker && column < 6) all += cell.getChars();
      }
      all += '\n';
    }
    return all;
  };
  /** Ms from `since` until `fits` holds; null when that takes longer than `withinMs`, or the program ends. */
  const when = (fits, withinMs, since = started) =>
    new Promise(resolve => {
      const look = arrived => {
        if (arrived !== null && !fits()) return;
        clearTimeout(timer);
        watchers.delete(look);
        resolve(arrived === null ? null : Math.max(0, arrived - since));
      };
      const timer = setTimeout(look, Math.max(0, withinMs - (performance.now() - since)), null);
      watchers.add(look);
      look(state.ended ? null : state.arrived);
    });
  const until = (fits, withinMs) => when(() => fits(text()), withinMs);
  const close = async () => {
    if (!state.ended) child.write(program.quit);
    await Promise.race([exited, pause(1500)]);
    if (!state.ended) kill();
    await exited;
    screen.dispose();
  };
  return {child, state, text, selection, when, until, close};
};
