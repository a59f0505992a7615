import {expect, test} from 'vitest';
import {listRows, rowOf, rowShows} from '../../stories/list.js';
import {checked, describeWithSystem, openSystem, reportOf, withFigures} from '../system-stack.js';

const project = 'surgical-care-companion';
const publicUrl = /https:\/\/[\w.-]+\.ngrok-free\.app/;

describeWithSystem('surgical-care-companion', {}, () => {
  test('is known by its name, every service as what it is', async () => {
    const {profile, containers} = await reportOf(project);
    expect(profile).toBe('surgical-care-companion');
    expect(Object.fromEntries(containers.map(({service, kind}) => [service, kind]))).toEqual({
      postgres: 'postgres',
      redis: 'redis',
      backend: 'http',
      pgadmin: expect.any(String),
      ngrok: 'ngrok',
      'test-runner': 'job',
    });
  });

  test('has its public URL in its row, and u Enter copies it', async () => {
    const terminal = openSystem(project);
    await rowShows(terminal, [project, null], publicUrl);
    const url = publicUrl.exec(rowOf(terminal, project)?.text ?? '')?.[0] ?? '';
    terminal.picture('stories/system-tka');
    await withFigures(`${project}, the public URL to the clipboard`, terminal, async () => {
      await terminal.press('u');
      await terminal.sees(/URLs · /);
      await terminal.press('enter');
      await terminal.sees(`copied public URL: ${url}`);
    });
    expect(terminal.raw).toContain(`\u001b]52;c;${Buffer.from(url).toString('base64')}\u0007`);
    terminal.picture('stories/system-tka-url');
  });

  test('has a job that is done, which is no fault', async () => {
    const terminal = openSystem(project);
    await rowShows(terminal, [project, 'test-runner'], /✓ done/);
    await rowShows(terminal, [project, null], /5\/5 ● healthy/);
    expect(listRows(terminal).filter(({stack, text}) => stack === project && /[▲■]/.test(text))).toEqual([]);
    const {health, running, total, containers} = await reportOf(project);
    expect({health, running, total}).toEqual({health: 'healthy', running: 5, total: 5});
    expect(containers.find(({service}) => service === 'test-runner')).toMatchObject({
      state: 'exited',
      health: 'done',
      exitCode: 0,
      problem: null,
    });
    expect(await checked(project)).toMatchObject({code: 0, stdout: 'well: 5 containers of 1 stack\n'});
  });
});
