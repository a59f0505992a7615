import fs from 'node:fs/promises';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {afterEach, describe, expect, test} from 'vitest';
import {childOf, openBash, say, terminalIsAsBefore} from '../stories/bash.js';
import {rowOf, select} from '../stories/list.js';
import {Terminal, type TerminalOptions} from '../support/terminal.js';
import {type Generation, type LabProject, labProject, twoServices} from './compose-project.js';
import {describeOnEngine, docker, hasGeneration} from './support.js';

const longer = {within: 60_000};
let projects: LabProject[] = [];

const bring = async (name: string, generation: Generation = 2, file = twoServices): Promise<LabProject> => {
  const project = await labProject(name, generation);
  projects.push(project);
  await project.write('compose.yml', file);
  return project;
};

/** stacktop with that project on screen. */
const open = async ({name}: LabProject, {args = [], env, ...options}: TerminalOptions = {}): Promise<Terminal> => {
  const terminal = Terminal.open({
    args: options.command === undefined ? [`stack=${name}`, ...args] : args,
    env: {DOCKER_HOST: 'unix:///var/run/docker.sock', ...env},
    columns: 110,
    rows: 34,
    ...options,
  });
  await terminal.until(() => rowOf(terminal, name) !== undefined, `the stack ${name}`, longer);
  return terminal;
};

/** Opens the menu of compose and goes down to a line of it. */
const choose = async (terminal: Terminal, label: string): Promise<void> => {
  await terminal.press('C');
  await terminal.sees(/^ \$ .*compose/m, longer);
  const chosen = (): boolean => terminal.selected()?.trimStart().replace(/^▲ /, '').startsWith(`${label}  `) ?? false;
  for (let step = 0; step < 10 && !chosen(); step += 1) {
    const before = terminal.selected();
    await terminal.press('down');
    await terminal.until(() => terminal.selected() !== before, 'the next line of the menu');
  }
  await terminal.until(chosen, `${label} chosen`);
};

const runsToEnd = async (terminal: Terminal, ...keys: readonly string[]): Promise<void> => {
  await terminal.press(...keys);
  await terminal.sees('done, exit code 0', longer);
};

const volumeOf = async (project: LabProject): Promise<string> => {
  const [id = ''] = await project.ids('db');
  const mounts = await docker('inspect', '--format', '{{range .Mounts}}{{.Name}} {{.Destination}}{{"\\n"}}{{end}}', id);
  return /^(\S+) \/data$/m.exec(mounts)?.[1] ?? '';
};

/** Whether a program with these words in its command line runs. */
const running = async (words: string): Promise<boolean> => {
  for (const pid of await fs.readdir('/proc')) {
    const line = /^\d+$/.test(pid) ? await fs.readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '') : ''; // it has ended meanwhile
    if (line.replaceAll('\0', ' ').includes(words)) return true;
  }
  return false;
};

const bin = fileURLToPath(new URL('../../bin/stacktop.js', import.meta.url));

const hasVolume = async (name: string): Promise<boolean> => (await docker('volume', 'ls', '-q')).split('\n').includes(name);

const testWith2 = test.skipIf(!hasGeneration(2));

describeOnEngine('compose, on a real engine', () => {
  afterEach(async () => {
    await Terminal.closeAll();
    for (const project of projects) await project.remove();
    projects = [];
  });

  describe.each(([2, 1] as const).filter(hasGeneration))('made by Compose %d', generation => {
    const tool = generation === 2 ? 'docker compose' : 'docker-compose';

    test('up after a change recreates what changed and nothing else, with the very files', async () => {
      const project = await bring(`cpose-up${generation}`, generation);
      await project.compose('up', '-d');
      const [[db], [web]] = [await project.ids('db'), await project.ids('web')];
      await project.write('.env', 'GREETING=hello');
      const terminal = await open(project);
      await select(terminal, project.name);
      await terminal.press('C');
      await terminal.sees(`${project.name}  compose · ${tool} ${generation}.`, longer);
      await terminal.sees(`$ ${tool} -p ${project.name} --project-directory`, longer);
      terminal.picture(`stories/real-compose${generation}-menu`);
      await runsToEnd(terminal, 'enter');
      terminal.picture(`stories/real-compose${generation}-up`);
      expect(await project.ids('db')).toEqual([db]);
      const [now = ''] = await project.ids('web');
      expect(now).not.toBe(web);
      expect(await docker('inspect', '--format', '{{.Config.Env}}', now)).toContain('GREETING=hello');
      await terminal.press('esc');
      await terminal.until(() => rowOf(terminal, project.name, 'web') !== undefined, 'the list again');
    });

    test('a service is scaled to what is typed, and up asks before it takes the others away', async () => {
      const project = await bring(`cpose-scale${generation}`, generation);
      await project.compose('up', '-d');
      const terminal = await open(project);
      await select(terminal, project.name, 'web');
      await choose(terminal, 'scale');
      await terminal.sees('--scale web=N');
      await terminal.press('enter');
      await terminal.sees('scale web =');
      await terminal.type('many');
      await terminal.press('enter');
      await terminal.sees('a number is needed');
      expect(await project.ids('web')).toHaveLength(1);
      await terminal.press('ctrl-u');
      await terminal.type('3');
      await runsToEnd(terminal, 'enter');
      await terminal.sees(`${project.name}/web  compose scale web=3`);
      expect(await project.ids('web')).toHaveLength(3);
      await terminal.press('esc');
      await terminal.until(() => rowOf(terminal, project.name, 'web 3') !== undefined, 'three of them');

      await select(terminal, project.name);
      await choose(terminal, 'up');
      await terminal.press('enter');
      await terminal.sees('3 → 1 of web');
      await terminal.press('esc');
      expect(await project.ids('web')).toHaveLength(3);
    });

    test('down asks, names what goes, and leaves the data; down -v wants the name typed and deletes it', async () => {
      const project = await bring(`cpose-down${generation}`, generation);
      await project.compose('up', '-d');
      const [db = ''] = await project.ids('db');
      await docker('exec', db, 'sh', '-c', 'head -c 3000000 /dev/zero >/data/kept');
      const volume = await volumeOf(project);
      const terminal = await open(project);
      await select(terminal, project.name);
      await choose(terminal, 'down');
      await terminal.press('enter');
      await terminal.sees('removes 2 containers and their networks');
      await terminal.sees('leaves all volumes');
      await terminal.sees(`Down ${project.name}?`);
      terminal.picture(`stories/real-compose${generation}-down-asked`);
      await terminal.press('esc');
      await terminal.unsees(`Down ${project.name}?`);
      expect(await project.ids('db')).toEqual([db]);
      await terminal.press('enter');
      await terminal.sees(`Down ${project.name}?`);
      await runsToEnd(terminal, 'y');
      expect([await project.ids('db'), await hasVolume(volume)]).toEqual([[], true]);

      // The screen still knows where the files are: what was taken down can be brought up again.
      await terminal.press('tab', 'home', 'enter');
      await terminal.sees('compose up · done, exit code 0', longer); // the end of down is on the screen until then
      expect(await project.ids('db')).toHaveLength(1);

      await terminal.press('esc');
      await terminal.until(() => rowOf(terminal, project.name, 'db') !== undefined, 'the stack again');
      await select(terminal, project.name);
      await choose(terminal, 'down -v');
      await terminal.press('enter');
      await terminal.sees('deletes 1 volume and the data in it', longer);
      await terminal.sees(new RegExp(`${volume} +(2\\.9|3)M`), longer);
      await terminal.sees('deletes 1 volume without a name');
      terminal.picture(`stories/real-compose${generation}-down-v-asked`);
      await terminal.type('cpose');
      await terminal.press('enter');
      await terminal.sees(`nothing was done: "cpose" is not ${project.name}`);
      expect(await hasVolume(volume)).toBe(true);
      await terminal.press('enter');
      await terminal.sees(`Type the project's name (${project.name}):`, longer);
      await terminal.type(project.name);
      await runsToEnd(terminal, 'enter');
      expect([await project.ids('db'), await hasVolume(volume)]).toEqual([[], false]);
    });

    test('a one-off command has the terminal, says how it ended, and leaves no container', async () => {
      const project = await bring(`cpose-run${generation}`, generation);
      await project.compose('up', '-d');
      const terminal = await open(project);
      await select(terminal, project.name, 'web');
      await choose(terminal, 'run');
      await terminal.press('enter');
      await terminal.sees('run web:');
      await terminal.type('sh -c \'tty; echo "one""two"; read word; echo "got $word"; exit 3\'');
      await terminal.press('enter');
      await terminal.sees(/^onetwo$/m, longer);
      expect([terminal.alternate, terminal.shows(/^\/dev\/pts\/\d+$/m)]).toEqual([false, true]);
      await terminal.type('three');
      await terminal.press('enter');
      await terminal.sees(/^got three$/m);
      await terminal.sees('── exit code 3 ── Enter comes back to stacktop');
      terminal.picture(`stories/real-compose${generation}-run`);
      await terminal.press('enter');
      await terminal.until(() => terminal.alternate, 'the screen again');
      await terminal.sees(`sh in a new container of ${project.name}/web ended: exit code 3`);
      expect(await project.ids('web')).toHaveLength(1);
      await terminal.press('up', 'down', 'enter');
      await terminal.sees('run web:');
    });

    test('a file with an error: what compose said, in the place one looks at, and nothing was done', async () => {
      const project = await bring(`cpose-bad${generation}`, generation);
      await project.compose('up', '-d');
      await project.write('compose.yml', twoServices.replace('    init: true\n', '    initt: true\n'));
      const terminal = await open(project);
      await select(terminal, project.name);
      await choose(terminal, 'up');
      await terminal.press('enter');
      await terminal.sees(/failed, exit code/, longer);
      await terminal.sees(/▲ .*(services.db Additional property initt|is invalid because: Unsupported)/);
      await terminal.sees('Nothing was done: 2 of 2 containers run.');
      terminal.picture(`stories/real-compose${generation}-bad-file`);
    });
  });

  testWith2('Esc in the middle of a slow up asks, ends it with all that it started, and says what is there', async () => {
    const project = await bring('cpose-slow');
    await project.compose('up', '-d', 'db');
    await project.write(
      'compose.yml',
      twoServices
        .replace('  db:\n', '  db:\n    healthcheck: {test: [CMD, "false"], interval: 1s, retries: 600}\n')
        .replace('[db]', '{db: {condition: service_healthy}}'),
    );
    const terminal = await open(project);
    await select(terminal, project.name);
    await choose(terminal, 'up');
    await terminal.press('enter');
    await terminal.sees(/compose up · running · \d+ s/, longer);
    await terminal.sees(/-db-1 +Waiting/, longer);
    terminal.picture('stories/real-compose-slow');
    await terminal.press('q');
    await terminal.sees('Stop compose up? What is half done stays.');
    await terminal.press('esc');
    await terminal.unsees('Stop compose up?');
    await terminal.press('esc', 'enter');
    await terminal.sees('compose up · stopped', longer);
    await terminal.sees('Half done: 1 of 2 containers run; before 1 of 1 container ran.');
    await terminal.sees('cpose-slow-db-1 was recreated and runs');
    await terminal.sees('cpose-slow-web-1 is new: created, not started');
    terminal.picture('stories/real-compose-stopped');
    await expect.poll(() => running('compose -p cpose-slow'), {timeout: 60_000}).toBe(false);
  });

  testWith2('while a restart of the stack goes on, compose does not begin beside it, and says so', async () => {
    const project = await bring('cpose-busy');
    const unwell = '  db:\n    healthcheck: {test: [CMD, "false"], interval: 1s, retries: 600}\n';
    await project.write('compose.yml', twoServices.replace('  db:\n', unwell));
    await project.compose('up', '-d');
    const terminal = await open(project);
    await select(terminal, project.name);
    await terminal.press('r');
    await terminal.sees(`Restart 2 containers of ${project.name}`);
    await terminal.press('enter');
    await terminal.sees(/checking +\d+ ?s/, longer);
    await terminal.press('tab');
    await choose(terminal, 'up');
    await terminal.press('enter');
    await terminal.sees(/cpose-busy\/(db|web) is being worked on \(restart\): compose can run once that is done/);
    terminal.picture('stories/real-compose-busy');
    await choose(terminal, 'config');
    await runsToEnd(terminal, 'enter');
    await terminal.press('esc');
  });

  testWith2('quitting ends what compose does, too', async () => {
    const project = await bring(
      'cpose-quit',
      2,
      twoServices
        .replace('  db:\n', '  db:\n    healthcheck: {test: [CMD, "false"], interval: 1s, retries: 600}\n')
        .replace('[db]', '{db: {condition: service_healthy}}'),
    );
    await project.compose('up', '-d', 'db');
    const terminal = await open(project);
    await select(terminal, project.name);
    await choose(terminal, 'up');
    await terminal.press('enter');
    await terminal.sees(/-db-1 +Waiting/, longer);
    expect(await running('compose -p cpose-quit')).toBe(true);
    terminal.kill('SIGTERM');
    await terminal.exit({within: 20_000});
    await expect.poll(() => running('compose -p cpose-quit'), {timeout: 60_000}).toBe(false);
  });

  testWith2(
    '^C is a one-off command’s own; the terminal is as it was when it ended, and when stacktop was ended under it',
    async () => {
      const project = await bring('cpose-tty');
      await project.compose('up', '-d');
      const terminal = await openBash({host: 'unix:///var/run/docker.sock'});
      const oneOff = async (line: string): Promise<void> => {
        await terminal.until(() => rowOf(terminal, project.name, 'web') !== undefined, 'the list', longer);
        await select(terminal, project.name, 'web');
        await choose(terminal, 'run');
        await terminal.press('enter');
        await terminal.sees('run web:');
        await terminal.type(line);
        await terminal.press('enter');
      };
      await say(terminal, `stty -a > before; stacktop.js stack=${project.name}`);
      await oneOff('sh -c \'stty -echo; echo "on""ce"; exec sleep 1000\'');
      await terminal.sees(/^once$/m, longer);
      await terminal.press('ctrl-c');
      await terminal.sees('── exit code 130 ──', longer);
      await terminal.press('enter'); // what comes in one piece with it is read with it
      await terminal.until(() => terminal.alternate, 'the screen again');
      await terminal.press('esc');
      await terminal.until(() => rowOf(terminal, project.name) !== undefined, 'the list again');
      await terminal.press('q');
      await terminalIsAsBefore(terminal);

      await say(terminal, `clear; stty -a > before; stacktop.js stack=${project.name}`);
      await oneOff('sh -c \'echo "tw""ice"; exec sleep 1000\'');
      await terminal.sees(/^twice$/m, longer);
      process.kill(childOf(terminal.pid), 'SIGTERM');
      await terminalIsAsBefore(terminal, 143);
      await expect.poll(() => running(`compose -p ${project.name}`), {timeout: 60_000}).toBe(false);
      await expect.poll(() => project.ids('web'), {timeout: 60_000}).toHaveLength(1);
    },
  );

  testWith2('config shows what compose makes of the files, with secrets masked, also where nothing may be changed', async () => {
    const project = await bring('cpose-config', 2, twoServices.replace('{GREETING:', '{API_PASSWORD: seen-nowhere, GREETING:'));
    await project.compose('up', '-d');
    const terminal = await open(project, {args: ['--read-only']});
    await select(terminal, project.name);
    await choose(terminal, 'down');
    await terminal.press('enter');
    await terminal.sees('read-only mode: nothing is changed');
    await terminal.press('up');
    await runsToEnd(terminal, 'enter');
    await terminal.sees('name: cpose-config');
    await terminal.press('pgdn');
    await terminal.sees('API_PASSWORD: ••••••');
    expect(terminal.text()).not.toContain('seen-nowhere');
    terminal.picture('stories/real-compose-config');
  });

  testWith2('of files that were moved away it is said, and what works without them', async () => {
    const project = await bring('cpose-moved');
    await project.compose('up', '-d');
    await fs.rename(path.join(project.folder, 'compose.yml'), path.join(project.folder, 'elsewhere.yml'));
    const terminal = await open(project);
    await select(terminal, project.name);
    await terminal.press('C');
    await terminal.sees('compose.yml is not there any more', longer);
    await terminal.sees('What needs no compose works: r restarts, S stops and starts, ^x removes.');
    terminal.picture('stories/real-compose-moved');
    await terminal.press('enter');
    await terminal.sees('Enter: its file');
    await terminal.press('esc');
    await fs.rm(project.folder, {recursive: true});
    await terminal.press('C');
    await terminal.sees(/its folder \S+ is not there any more/, longer);
  });

  testWith2('where compose is not installed that is said', async () => {
    const project = await bring('cpose-bare');
    await project.compose('up', '-d');
    const terminal = await open(project, {
      command: process.execPath,
      args: [bin, `stack=${project.name}`],
      env: {PATH: project.folder},
    });
    await select(terminal, project.name);
    await terminal.press('C');
    await terminal.sees('no compose is installed here', longer);
    terminal.picture('stories/real-compose-missing');
  });
});
