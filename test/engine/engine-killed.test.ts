import {execFile, spawnSync} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {afterEach, describe, expect, inject, test} from 'vitest';
import {openList, rowShows} from '../stories/list.js';
import {Terminal} from '../support/terminal.js';

const run = promisify(execFile);
const script = (name: string): string => fileURLToPath(new URL(`lab/${name}`, import.meta.url));
/** Only an engine that this suite's own script started may be killed. */
const own = spawnSync(script('engine.sh'), ['owns']).status === 0;

describe.runIf(own && inject('engineThere'))('the real engine, killed and started again', () => {
  afterEach(async () => {
    await Terminal.closeAll();
    await run(script('engine.sh'), ['start'], {timeout: 90_000});
    await run(script('stacks.sh'), ['up'], {timeout: 150_000});
  });

  test('the screen says so, keeps what it knew, and is right again by itself', async () => {
    const terminal = await openList({host: 'unix:///var/run/docker.sock'});
    await rowShows(terminal, ['shop', 'web'], /● healthy/);

    await run(script('engine.sh'), ['kill'], {timeout: 30_000});
    await terminal.sees('engine lost', {within: 5000});
    await rowShows(terminal, ['shop', 'web'], /healthy/);
    terminal.picture('stories/engine-killed');

    await run(script('engine.sh'), ['start'], {timeout: 90_000});
    await terminal.unsees('engine lost', {within: 15_000});
    // An engine that comes back without live-restore ends the containers it finds running.
    await rowShows(terminal, ['shop', 'web'], /exited|stopped/);
    await run(script('stacks.sh'), ['up'], {timeout: 150_000});
    await rowShows(terminal, ['shop', 'web'], /● healthy/);
    terminal.picture('stories/engine-back-from-kill');
    await terminal.press('q');
    expect((await terminal.exit()).code).toBe(0);
  });
});
