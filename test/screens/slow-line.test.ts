import fs from 'node:fs';
import {fileURLToPath} from 'node:url';
import {afterEach, describe, expect, test} from 'vitest';
import {say} from '../stories/bash.js';
import {openList, select} from '../stories/list.js';
import {handStack} from '../stories/story-engine.js';
import {Terminal} from '../support/terminal.js';
import {onDemo} from './support/on-demo.js';
import {silent} from './support/servers.js';

const program = fileURLToPath(new URL('../../bin/stacktop.js', import.meta.url));

afterEach(Terminal.closeAll);

/** What a terminal that is not raw makes of an answer. */
const echoed = '^[]11;';

onDemo('a terminal far away', shop => {
  test.each([150, 700])('whose answer takes %d ms: it is neither echoed nor taken for keys', async answersAfter => {
    const terminal = await openList(shop(), {answersAfter});
    await terminal.settles({quiet: answersAfter + 200});
    expect(terminal.raw).not.toContain(echoed);
    expect(terminal.row('q quit')).toMatch(/l logs .*\/ filter/);
    await terminal.press('?');
    await terminal.sees('PgUp');
    await terminal.press('q', 'q');
    expect(await terminal.exit()).toEqual({code: 0, signal: null});
  });

  test('keys pressed before the screen is there are done once it is', async () => {
    const terminal = Terminal.open({args: ['stack=shop'], env: {DOCKER_HOST: shop().host}, answersAfter: 150});
    await terminal.until(() => terminal.raw.includes('\u001b]11;?'), 'the question');
    await terminal.type('?');
    await terminal.sees('PgUp');
    expect(terminal.raw).not.toContain(echoed);
  });
});

/** Seconds of the day on the screen's clock. */
const clockOf = (terminal: Terminal): number => {
  const [, hours = 0, minutes = 0, seconds = 0] = /(\d\d):(\d\d):(\d\d)/.exec(terminal.lines()[0] ?? '') ?? [];
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
};
const secondsNow = (): number => {
  const now = new Date();
  return now.getUTCHours() * 3600 + now.getUTCMinutes() * 60 + now.getUTCSeconds();
};

onDemo('a terminal that takes 1,500 bytes a second', shop => {
  test('gets the newest frame, and a key comes before what nobody asked for', async () => {
    const terminal = await openList(shop(), {bytesPerSecond: 1500, columns: 100, rows: 24});
    // More keys than there is room for their frames: none of them waits in a queue.
    for (let times = 0; times < 4; times++) {
      await terminal.press('?');
      await terminal.press('esc');
    }
    await terminal.sees('q quit', {within: 20_000});
    const before = terminal.selected();
    await terminal.press('down');
    const taken = terminal.bytes;
    await terminal.until(() => terminal.selected() !== before, 'another row selected', {within: 15_000});
    // Twelve seconds of such a line, on machines that take longer to read them too.
    expect(terminal.bytes - taken).toBeLessThan(18_000);
    // The clock tells how old the frame is that is seen at last.
    await terminal.until(() => secondsNow() - clockOf(terminal) <= 6, 'a frame of these seconds', {within: 15_000});
    await terminal.press('q');
    expect(await terminal.exit()).toEqual({code: 0, signal: null});
  });
});

/** O_NONBLOCK of its stdout, as the kernel has it. */
const waitsForTerminal = ({pid}: Terminal): boolean => {
  const flags = /^flags:\s*([0-7]+)$/m.exec(fs.readFileSync(`/proc/${pid}/fdinfo/1`, 'utf8'))?.[1] ?? '';
  return (Number.parseInt(flags, 8) & fs.constants.O_NONBLOCK) === 0;
};

onDemo('a terminal that another program was given', shop => {
  test.skipIf(process.platform !== 'linux')('is not waited for afterwards either', async () => {
    await shop().bring('counter', 'counter', {stack: handStack});
    const terminal = await openList(shop(), {env: {PAGER: "sh -c 'echo shown; sleep 0.3'"}});
    expect(waitsForTerminal(terminal)).toBe(false);
    await select(terminal, handStack, 'counter');
    await terminal.press('l');
    await terminal.sees(/ line \d+:/);
    await terminal.press('|');
    await terminal.until(() => /shown\r?\n/.test(terminal.raw), 'the pager');
    await terminal.until(() => terminal.alternate && terminal.shows('following'), 'the log again');
    await terminal.until(() => !waitsForTerminal(terminal), 'a terminal that is not waited for');
    await terminal.press('q', 'q');
    expect(await terminal.exit()).toEqual({code: 0, signal: null});
  });
});

describe('without an engine', () => {
  test('a late answer is no answer to the offer of the demo', async () => {
    const terminal = Terminal.open({env: {DOCKER_HOST: 'unix:///no/such/engine.sock'}, answersAfter: 700});
    await terminal.sees('q: quit');
    await terminal.settles({quiet: 900});
    expect(terminal.raw).not.toContain(echoed);
    await terminal.press('esc');
    expect(await terminal.exit()).toEqual({code: 3, signal: null});
  });

  test('an answer that comes after a mistake is told does not stand behind it', async () => {
    const terminal = Terminal.open({args: ['--host', 'unix://docker.sock'], answersAfter: 150});
    expect(await terminal.exit()).toEqual({code: 2, signal: null});
    expect(terminal.raw).not.toContain(echoed);
  });

  test('an engine that is silent is named while it is waited for, and ^C ends the wait', async () => {
    const server = await silent();
    try {
      const terminal = Terminal.open({command: 'bash', args: ['--norc', '--noprofile', '-i'], env: {PS1: 'me> '}, columns: 160});
      await terminal.sees('me>');
      await say(
        terminal,
        `DOCKER_HOST=${server.host} ${process.execPath} ${program}; echo "code"" $?"; stty -a | grep -o ' icanon'`,
      );
      await terminal.sees(`asking ${server.host} … (^C ends)`);
      await terminal.press('ctrl-c');
      await terminal.sees(/^code 130\n icanon$/m);
      expect(terminal.shows('(^C ends)')).toBe(false);
    } finally {
      await Terminal.closeAll();
      server.close();
    }
  });
});
