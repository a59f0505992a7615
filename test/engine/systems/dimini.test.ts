import {expect, test} from 'vitest';
import {rowOf, rowShows, select} from '../../stories/list.js';
import {startFakeAgent} from '../../support/fake-agent.js';
import {docker, idOf} from '../support.js';
import {describeWithSystem, openSystem, reportOf, startsOf, withFigures} from '../system-stack.js';

const project = 'dimini';
/** What its backend does before it serves, in seconds. */
const slow = 8;

describeWithSystem('dimini', {}, () => {
  test('is known by its name', async () => {
    const {profile, health, running, total} = await reportOf(project);
    expect({profile, health, running, total}).toEqual({profile: 'dimini', health: 'healthy', running: 3, total: 3});
  });

  test('has a slow backend, which r Enter restarts and which is watched until it is healthy', async () => {
    const terminal = openSystem(project);
    const row = [project, 'backend'] as const;
    await rowShows(terminal, row, /● healthy/);
    const before = await startsOf(project);
    await withFigures(`${project}, a slow backend restarted until healthy`, terminal, async () => {
      await select(terminal, ...row);
      await terminal.press('r');
      await terminal.sees(`Restart ${project}/backend?`);
      await terminal.press('enter');
      await rowShows(terminal, row, /↻ (starting|checking) [3-9]s/, {within: 20_000});
      expect(rowOf(terminal, project, 'backend')?.text).not.toMatch(/▲|unhealthy/);
      terminal.picture('stories/system-dimini-checking');
      await rowShows(terminal, row, /✓ healthy \d+s/, {within: 40_000});
    });
    terminal.picture('stories/system-dimini-healthy');
    const took = Number(/✓ healthy (\d+)s/.exec(rowOf(terminal, project, 'backend')?.text ?? '')?.[1]);
    expect(took).toBeGreaterThanOrEqual(slow);
    const after = await startsOf(project);
    expect(after.get('backend')).not.toBe(before.get('backend'));
    for (const service of ['postgres', 'frontend']) expect(after.get(service)).toBe(before.get(service));
  });

  test('has the public URL of an agent on the host, which leads to its backend', async () => {
    const port = (await docker('port', await idOf(project, 'backend'), '8000')).split('\n')[0]?.split(':').at(-1);
    // One of the ports that agents take; whoever has the first of them keeps it.
    const agent = await startFakeAgent('127.0.0.1', 4046);
    agent.tunnels = [{url: 'https://voice-of-dimini.ngrok-free.app', upstream: `http://localhost:${port}`}];
    try {
      const terminal = openSystem(project);
      await rowShows(terminal, [project, null], /https:\/\/voice-of-dimini\.ngrok-free\.app/, {within: 20_000});
      await withFigures(`${project}, the public URL to the clipboard`, terminal, async () => {
        await terminal.press('u', 'enter');
        await terminal.sees('copied public URL: https://voice-of-dimini.ngrok-free.app');
      });
    } finally {
      await agent.close();
    }
  });
});
