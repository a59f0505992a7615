import {afterEach, expect, test} from 'vitest';
import {run} from '../commands/program.js';
import {rowOf, rowShows, select} from '../stories/list.js';
import {Terminal} from '../support/terminal.js';
import {idle, type OwnProject, ownNetwork, ownProject, type Tool} from './own-project.js';
import {describeOnEngine, docker, hasGeneration} from './support.js';

const DOCKER_HOST = 'unix:///var/run/docker.sock';
const image = 'stacktop-drift/web:latest';

let project: OwnProject | null = null;
const begin = (name: string, tool?: Tool): OwnProject => {
  project = ownProject(name, tool);
  return project;
};

const open = async (name: string): Promise<Terminal> => {
  const terminal = Terminal.open({args: [`stack=${name}`], env: {DOCKER_HOST}});
  await terminal.sees(new RegExp(`[▾▸] ${name} `));
  return terminal;
};

describeOnEngine('what is expected, and what there is', () => {
  afterEach(async () => {
    await Terminal.closeAll();
    await project?.remove();
    project = null;
    await docker('rmi', image).catch(() => ''); // only one story has it
  });

  const testWith2 = test.skipIf(!hasGeneration(2));

  testWith2('a service that the compose file names and that has no container is a row, until it has one', async () => {
    const {name, write, compose, id} = begin('drift-missing');
    const file = (more = ''): string =>
      `services:\n${idle('db')}${idle('api', ', depends_on: [db]')}${idle('web', ', scale: 3')}${idle('off', ', profiles: [debug]')}${more}${ownNetwork}`;
    write('compose.yml', file());
    await compose('up', '-d');
    await docker('rm', '-f', await id('db'));
    await docker('rm', '-f', `${name}-web-2`);

    const terminal = await open(name);
    await rowShows(terminal, [name, 'db'], /◌ missing/);
    await rowShows(terminal, [name, null], /3\/4 ◌ missing/);
    expect(rowOf(terminal, name, 'off')).toBeUndefined();
    await select(terminal, name, 'db');
    await terminal.sees('db is named by compose.yml, and has no container · api needs it');
    terminal.picture('stories/real-missing');
    await terminal.press('enter');
    await terminal.sees('Enter: it has no container');
    await select(terminal, name, 'web 1');
    await terminal.sees('web 1: 2 of 3 replicas');

    await select(terminal, name, 'db');
    await compose('up', '-d', '--no-recreate', 'db');
    await rowShows(terminal, [name, 'db'], /· –/);
    await rowShows(terminal, [name, null], /4\/4 · –/);
    expect(terminal.selected()).toMatch(/ db /);

    write('compose.yml', file(idle('cache')));
    await rowShows(terminal, [name, 'cache'], /◌ missing/);
    await select(terminal, name, 'cache');
    await terminal.sees('cache is named by compose.yml, and has no container');
    await terminal.press('a');
    await terminal.until(() => rowOf(terminal, name, 'cache') === undefined, 'what nothing needs hidden with what does not run');

    const listed = await run(['ls', name, '--all'], {env: {DOCKER_HOST}});
    expect(listed.stdout).toMatch(/^ . cache +◌ missing/m);
    const [report] = JSON.parse((await run(['ls', name, '--json'], {env: {DOCKER_HOST}})).stdout);
    expect(report).toMatchObject({total: 5, running: 4, missing: ['cache'], health: 'none'});
  });

  testWith2('a file with an error is named, with its line, and the stack is there all the same', async () => {
    const {name, write, compose, id} = begin('drift-broken');
    write('compose.yml', `services:\n${idle('a')}${idle('b')}${ownNetwork}`);
    await compose('up', '-d');
    await docker('rm', '-f', await id('b'));
    const terminal = await open(name);
    await rowShows(terminal, [name, 'b'], /◌ missing/);
    write('compose.yml', 'services: [\n');
    await terminal.sees(/drift-broken: compose\.yml:\d: Flow sequence/);
    await terminal.until(() => rowOf(terminal, name, 'b') === undefined, 'nothing missing');
    await rowShows(terminal, [name, null], /1\/1 · –/);
    // The notice goes away; where somebody looks at the stack, or would have compose do something, it stays.
    await select(terminal, name);
    await terminal.sees(/◐ compose\.yml:\d: Flow sequence.* · what is /);
    await terminal.press('enter');
    await terminal.sees(/1 Overview/);
    await terminal.sees(/◐ compose\.yml:\d: Flow sequence/);
    terminal.picture('stories/real-broken-file');
    await terminal.press('esc', 'C');
    await terminal.sees(/▲ compose\.yml:\d: Flow sequence/);
    await terminal.sees(/pull and up/);
    terminal.picture('stories/real-broken-file-compose');
    write('compose.yml', `services:\n${idle('a')}${idle('b')}${ownNetwork}`);
    await terminal.unsees(/▲ compose\.yml:\d/);
    await terminal.press('esc');
    await rowShows(terminal, [name, 'b'], /◌ missing/);
    await terminal.unsees(/◐ compose\.yml:\d/);
  });

  testWith2('an image whose name was given to another one is a drift, and none when it has its name again', async () => {
    const {name, write, compose} = begin('drift-image');
    await docker('tag', 'stacktop-test/web', image);
    write('compose.yml', `services:\n${idle('web').replace('stacktop-test/web', image)}${ownNetwork}`);
    await compose('up', '-d');
    const terminal = await open(name);
    await rowShows(terminal, [name, 'web'], /· – {2}/);
    await docker('tag', 'stacktop-test/redis', image);
    await rowShows(terminal, [name, 'web'], /· – ≠/);
    await select(terminal, name, 'web');
    await terminal.sees(/web: stacktop-drift\/web:latest is another image by now, tagged \d+ s ago/);
    terminal.picture('stories/real-drift-image');
    await terminal.press('enter');
    await terminal.sees('drift     stacktop-drift/web:latest is another image by now');
    await terminal.press('esc');
    await docker('tag', 'stacktop-test/web', image);
    await rowShows(terminal, [name, 'web'], /· – {2}/);
    await docker('rmi', image);
    await terminal.press('enter');
    await terminal.sees('no image is called stacktop-drift/web:latest any more');
  });

  const configs: readonly (readonly [Tool, string, 1 | 2])[] = [
    ['plugin', 'drift-config', 2],
    ['compose 1', 'drift-config1', 1],
  ];
  test.each(configs.filter(([, , generation]) => hasGeneration(generation)))(
    'a configuration other than its file has now is a drift, with %s, and none when it was brought up again',
    async (tool, name) => {
      const {write, compose} = begin(name, tool);
      const file = (greeting: string): string =>
        `${tool === 'plugin' ? '' : 'version: "3"\n'}services:\n${idle('same')}${idle('other', `, environment: {GREETING: "${greeting}"}`)}${ownNetwork}`;
      write('compose.yml', file('hello'));
      await compose('up', '-d');
      const terminal = await open(name);
      await rowShows(terminal, [name, 'other'], /· – {2}/);
      write('compose.yml', file('goodbye'));
      await rowShows(terminal, [name, 'other'], /· – ≠/);
      await rowShows(terminal, [name, 'same'], /· – {2}/);
      await select(terminal, name, 'other');
      await terminal.sees('other runs another configuration than compose.yml has now, as seen from here · C up recreates it');
      terminal.picture(`stories/real-${name}`);
      await compose('up', '-d');
      await rowShows(terminal, [name, 'other'], /· – {2}/, {within: 20_000});
      expect(terminal.selected()).toMatch(/ other /);
    },
  );
});
