import {afterEach, expect, test} from 'vitest';
import {run} from '../commands/program.js';
import {openList, select} from '../stories/list.js';
import {profileStories} from '../stories/profiles.js';
import {Terminal} from '../support/terminal.js';
import {realEngine, storiesOnEngine} from './on-engine.js';
import {describeOnEngine, docker, runContainer} from './support.js';

storiesOnEngine('profiles', profileStories);

describeOnEngine('labels that lie, on a real engine', () => {
  const project = 'profiles-liar';
  afterEach(async () => {
    await Terminal.closeAll();
    await docker('rm', '-f', '-v', `${project}-web-1`).catch(() => {}); // the story may have ended before it was there
  });

  test('are not taken, and check and the detail say why', async () => {
    const labels = [
      `com.docker.compose.project=${project}`,
      'com.docker.compose.service=web',
      'com.docker.compose.container-number=x',
      'com.docker.compose.depends_on=web:service_healthy:false,cache:service_started:false',
      'stacktop.kind=postgers',
      'stacktop.memory=lots',
      'stacktop.health=nope',
      'stacktop.link.x=javascript:alert(1)',
    ];
    const options = labels.flatMap(label => ['--label', label]);
    await runContainer('stacktop-test/web', ['--name', `${project}-web-1`, '-e', 'LOG_RATE=0', ...options]);
    const {code, stdout, stderr} = await run(['check', project], {env: {DOCKER_HOST: realEngine.host}});
    expect(code).toBe(0);
    expect(stdout).toMatch(/^well: 1 container/);
    expect(stderr.trimEnd().split('\n')).toEqual([
      `stacktop: ${project}/web: label stacktop.kind: “postgers” is no kind; did you mean postgres?`,
      expect.stringContaining('label stacktop.health: “nope” is no question over HTTP; wanted is one as :8000/health'),
      expect.stringContaining('label stacktop.memory: “lots” is no size; wanted is one as 800M or 1.5G'),
      expect.stringContaining('label stacktop.link.x: “javascript:alert(1)” is no link'),
      expect.stringContaining('label com.docker.compose.container-number: “x” is no number of a replica'),
      expect.stringContaining('names the service itself: it waits for nothing there'),
    ]);
    const terminal = await openList(realEngine, {args: [], columns: 120, rows: 40});
    await terminal.press('/');
    await terminal.type(`stack=${project}`);
    await terminal.press('enter');
    await select(terminal, project, 'web');
    await terminal.press('enter');
    await terminal.sees('Overview');
    await terminal.press('6');
    await terminal.sees('▲ is no kind; did you mean postgres?');
    await terminal.sees('▲ is no number of a replica');
    terminal.picture('stories/real-labels-that-lie');
  });
});
