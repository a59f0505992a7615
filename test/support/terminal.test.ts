import fs from 'node:fs';
import path from 'node:path';
import {afterEach, expect, test} from 'vitest';
import {cellHeight, cellWidth, rim} from './picture.js';
import {Terminal} from './terminal.js';

const shell = (script: string, size: {columns?: number; rows?: number; background?: 'dark' | 'light'} = {}): Terminal =>
  Terminal.open({command: '/bin/sh', args: ['-c', script], name: 'script', columns: 60, rows: 10, ...size});

/** Shows each byte of its input as a number until `q`. */
const echoBytes = `stty raw -echo; echo ready; while c=$(dd bs=1 count=1 2>/dev/null | od -An -tu1 | tr -d ' \\n'); do
printf '<%s>' "$c"; [ "$c" = 113 ] && exit 7; done`;

afterEach(Terminal.closeAll);

test('a wait ends when the text is on the screen, and another when it has gone', async () => {
  const terminal = shell("echo first; read x; printf '\\033[2J\\033[Hsecond'; read x");
  await terminal.sees('first');
  await terminal.press('enter');
  await terminal.sees(/^second/);
  await terminal.unsees('first');
});

test('a wait that fails prints the whole screen, and does not outlast the program', async () => {
  const terminal = shell('echo what is there; exit 3');
  await expect(terminal.sees('what is not')).rejects.toThrow(
    /does not show "what is not"[\s\S]*has ended \(exit 3\)[\s\S]*what is there/,
  );
  expect(await terminal.exit()).toEqual({code: 3, signal: null});
});

test('a signal that ends the program is told apart from an exit code', async () => {
  const terminal = shell('echo up; exec sleep 60');
  await terminal.sees('up');
  terminal.kill('SIGTERM');
  expect(await terminal.exit()).toEqual({code: null, signal: 15});
});

test('keys arrive one by one as a terminal sends them', async () => {
  const terminal = shell(echoBytes);
  await terminal.sees('ready');
  await terminal.press('up', 'esc', 'ctrl-x', 'f5', 'x', 'q');
  await terminal.exit();
  expect(terminal.text()).toContain('<27><91><65><27><24><27><91><49><53><126><120><113>');
});

test('a new size reaches the program and the screen', async () => {
  const terminal = shell("trap 'stty size' WINCH; echo up; while :; do sleep 0.05; done");
  await terminal.sees('up');
  terminal.resize(70, 20);
  await terminal.sees('20 70');
  expect([terminal.columns, terminal.rows, terminal.lines().length]).toEqual([70, 20, 20]);
});

test.each([
  ['dark', 'rgb:0f0f/1414/1a1a'],
  ['light', 'rgb:fcfc/fcfc/fafa'],
] as const)('a %s terminal says its background when it is asked', async (background, colour) => {
  const terminal = shell("stty raw -echo; printf '\\033]11;?\\033\\\\'; dd bs=1 count=24 2>/dev/null | tail -c 19", {background});
  await terminal.sees(colour);
});

test('cells tell their colours and looks, wide characters take two, and the selected row is found', async () => {
  const terminal = shell(
    "printf 'a\\033[1;38;2;1;2;3mb\\033[0;2;44mc\\033[0m日😀.\\n\\033[7mchosen row of some length\\033[0m\\n'; read x",
  );
  await terminal.sees('chosen');
  expect(terminal.cell(1, 0)).toMatchObject({char: 'b', fg: '#010203', bg: null, bold: true, dim: false});
  expect(terminal.cell(2, 0)).toMatchObject({char: 'c', fg: null, bg: 4, bold: false, dim: true});
  expect(terminal.cell(7, 0).char).toBe('.');
  expect(terminal.selected()).toBe('chosen row of some length');
  expect(terminal.row('日')).toBe('abc日😀.');
});

test('the alternate screen and the cursor are known', async () => {
  const terminal = shell("printf '\\033[?1049h\\033[?25lin'; read x; printf '\\033[?25h\\033[?1049lout'; read x");
  await terminal.sees('in');
  expect([terminal.alternate, terminal.cursorVisible]).toEqual([true, false]);
  await terminal.press('enter');
  await terminal.sees('out');
  expect([terminal.alternate, terminal.cursorVisible]).toEqual([false, true]);
});

test('the program has a home of its own, and no leftovers of ours', async () => {
  const terminal = shell(
    'echo "$HOME|$TERM|$COLORTERM|$(printenv NO_COLOR DOCKER_HOST | wc -l)|"; test -d "$HOME" && echo there; read x',
    {
      columns: 120,
    },
  );
  await terminal.sees('|xterm-256color|truecolor|0|');
  const home = terminal.text().split('|')[0] ?? '';
  expect(home).not.toBe(process.env.HOME);
  await terminal.close();
  expect(fs.existsSync(home)).toBe(false);
});

test('what is drawn as one frame is seen as one, in however many pieces it comes', async () => {
  const terminal = shell(
    "stty -echo; printf 'old\\r\\033[?20'; read x; printf '26hnew '; read x; printf 'frame\\033[?2026lshown'; read x; printf '\\033[?2026hlast'",
  );
  await terminal.sees('old');
  await terminal.press('enter');
  await terminal.until(() => terminal.raw.includes('new '), 'nothing yet of the frame it has begun');
  expect(terminal.text().trim()).toBe('old');
  await terminal.press('enter');
  await terminal.sees('new frameshown');
  await terminal.press('enter');
  await terminal.exit();
  expect(terminal.text().trim(), 'the last words of a program that never ended its frame').toBe('new frameshownlast');
});

test('what is shown and gone again in one piece of output is seen', async () => {
  const terminal = shell(
    "stty -echo; echo ready; read x; printf '\\033[?2026hfleeting\\033[?2026l\\033[?2026h\\rgone    \\033[?2026l'; read x",
  );
  await terminal.sees('ready');
  const seen = terminal.sees('fleeting');
  await terminal.press('enter');
  await seen;
  await terminal.sees('gone');
  expect(terminal.text()).not.toContain('fleeting');
});

test('a picture is a PNG of the size of the screen', async () => {
  const terminal = shell("printf '\\033[31mred\\033[0m ▁▂▃ ╭─╮ 日 ●\\n'; read x");
  await terminal.sees('red');
  const file = terminal.picture('support');
  const png = fs.readFileSync(file);
  expect(path.basename(file)).toBe('support.png');
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([60 * cellWidth + 2 * rim, 10 * cellHeight + 2 * rim]);
});
