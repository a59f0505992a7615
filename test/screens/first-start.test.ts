import {createHash} from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {afterEach, describe, expect, test} from 'vitest';
import {Terminal} from '../support/terminal.js';
import {talker} from './support/servers.js';
import {shopOnDemo} from './support/shop-on-demo.js';

const nowhere = {DOCKER_HOST: 'unix:///no/such/engine.sock'};

afterEach(Terminal.closeAll);

/** A folder as docker keeps its configuration in, with a current context that leads there. */
const configNaming = (host: string): string => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stacktop-config-'));
  const meta = path.join(folder, 'contexts/meta', createHash('sha256').update('far').digest('hex'));
  fs.mkdirSync(meta, {recursive: true});
  fs.writeFileSync(path.join(folder, 'config.json'), JSON.stringify({currentContext: 'far'}));
  fs.writeFileSync(path.join(meta, 'meta.json'), JSON.stringify({Name: 'far', Endpoints: {docker: {Host: host}}}));
  return folder;
};

describe('no engine answers', () => {
  const offered = async (): Promise<Terminal> => {
    const terminal = Terminal.open({env: nowhere, columns: 120, rows: 50});
    await terminal.sees('d: look around on the demo engine · r: try again · q: quit');
    expect(terminal.text()).toMatch(/^stacktop: no engine at unix:\/\/\/no\/such\/engine\.sock/);
    expect(terminal.alternate).toBe(false);
    return terminal;
  };

  test('it is said in lines that end with whole words, where there are 80 columns', async () => {
    const terminal = Terminal.open({env: nowhere, columns: 80, rows: 24});
    await terminal.sees('q: quit');
    const told = terminal.lines().filter(line => line !== '');
    expect(told.join(' ').replace(/\s+/g, ' ')).toMatch(
      /the socket does not exist .*another address: --host or DOCKER_HOST d: look/,
    );
    for (const line of told.slice(1)) expect(line).toMatch(/^ {10}\S/);
  });

  test('the reason is said and the demo offered; q leaves with 3', async () => {
    const terminal = await offered();
    terminal.picture('stories/demo-offered');
    await terminal.press('x', 'q');
    expect(await terminal.exit()).toEqual({code: 3, signal: null});
  });

  test('keys that come together are read one by one, and an arrow is no Escape', async () => {
    const terminal = await offered();
    await terminal.type('x\u001b[Ad');
    await terminal.sees(' DEMO ');
  });

  test.each(['esc', 'ctrl-c', 'ctrl-d'])('%s leaves with 3 too', async key => {
    const terminal = await offered();
    await terminal.press(key);
    expect(await terminal.exit()).toEqual({code: 3, signal: null});
  });

  test('d shows the demo, which says that it is one; q quits it with 0 and leaves nothing behind', async () => {
    const terminal = await offered();
    await terminal.press('d');
    await terminal.sees(/▾ auren/);
    await terminal.sees(' DEMO ');
    await terminal.sees('no engine answered here: this is the demo engine, nothing in it is real');
    for (const stack of ['surgical-care-companion', 'dimini', 'agent-tracer', 'ichrisbirch']) await terminal.sees(stack);
    terminal.picture('stories/demo-chosen');
    const leftovers = (): string[] =>
      fs.readdirSync(process.env.TMPDIR ?? '/tmp').filter(name => name.startsWith(`stacktop-demo-${terminal.pid}-`));
    expect(leftovers()).toHaveLength(1);
    await terminal.press('q');
    expect(await terminal.exit()).toEqual({code: 0, signal: null});
    expect(leftovers()).toEqual([]);
  });

  test('r tries again: the screen is there once the engine is', async () => {
    const shop = await shopOnDemo();
    try {
      await shop.demo.stopListening();
      const terminal = Terminal.open({env: {DOCKER_HOST: shop.host}});
      await terminal.sees('r: try again');
      await terminal.press('r');
      await terminal.until(() => terminal.text().split('r: try again').length > 2, 'the offer once more');
      await shop.demo.listenAgain();
      await terminal.press('r');
      await terminal.sees(/▾ shop-test/);
      expect(terminal.shows('no engine answered')).toBe(false);
    } finally {
      await Terminal.closeAll();
      await shop.close();
    }
  });

  test('what does not speak like an engine is asked once, and then the demo is offered', async () => {
    let asked = 0;
    const server = await talker('SSH-2.0-OpenSSH_9.2\r\n', () => {
      asked++;
    });
    try {
      const terminal = Terminal.open({env: {DOCKER_HOST: server.host}});
      await terminal.sees('r: try again');
      expect(asked).toBe(1);
    } finally {
      await Terminal.closeAll();
      server.close();
    }
  });

  test('npm start falls to the demo by itself, and says why', async () => {
    const folder = configNaming('unix:///no/such/engine.sock');
    const terminal = Terminal.open({env: {DOCKER_CONFIG: folder, STACKTOP_OR_DEMO: '1'}, columns: 200});
    await terminal.sees(/▾ auren/);
    await terminal.sees(' DEMO ');
    await terminal.sees(/no engine at unix:\/\/\/no\/such\/engine\.sock .*: this is the demo engine, nothing in it is real/);
    expect(terminal.raw).not.toContain('look around');
    await terminal.press('q');
    expect(await terminal.exit()).toEqual({code: 0, signal: null});
    fs.rmSync(folder, {recursive: true});
  });

  test('npm start with an engine named says that this one does not answer', async () => {
    const terminal = Terminal.open({env: {...nowhere, STACKTOP_OR_DEMO: '1'}});
    await terminal.sees('d: look around on the demo engine · r: try again · q: quit');
    await terminal.press('q');
    expect(await terminal.exit()).toEqual({code: 3, signal: null});
  });
});

test('--demo shows five stacks alive, in a small terminal and in a large one', async () => {
  for (const [columns, rows] of [
    [80, 24],
    [120, 40],
    [200, 60],
  ] as const) {
    const terminal = Terminal.open({args: ['--demo'], columns, rows});
    await terminal.sees(/▾ auren .* unhealthy/);
    await terminal.sees('kafka unhealthy');
    await terminal.sees(/ \d+% of 8|\d+%/);
    await terminal.sees(/postgres .* \d+M/);
    terminal.picture(`stories/demo-${columns}x${rows}`);
    expect(terminal.lines().every(line => line.length <= columns)).toBe(true);
    await terminal.press('q');
    expect(await terminal.exit()).toEqual({code: 0, signal: null});
  }
});
