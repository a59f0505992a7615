import {spawnSync} from 'node:child_process';
import fs from 'node:fs';
import {afterEach, expect, test} from 'vitest';
import {program} from '../commands/program.js';
import {ask} from '../stories/engine-socket.js';
import {openList, rowOf, select} from '../stories/list.js';
import {logTroubleStories, troubledStack} from '../stories/log-troubles.js';
import {newFolder, savedLog} from '../stories/saved-log.js';
import {storiesOnEngine} from './on-engine.js';
import {describeOnEngine, docker, runContainer} from './support.js';

const service = 'damaged';

/** A container with a log driver that keeps files on this machine. */
const bringDamageable = (driver: string): Promise<string> => {
  const labels = [`project=${troubledStack}`, `service=${service}`, 'container-number=1', 'oneoff=False'];
  return runContainer('stacktop-test/web', [
    ...labels.flatMap(label => ['--label', `com.docker.compose.${label}`]),
    ...['--name', `${troubledStack}-${service}-1`, '-e', 'LOG_RATE=20', '-e', `NAME=${service}`, '--log-driver', driver],
  ]);
};

const rootOf = (): Promise<string> => docker('info', '--format', '{{.DockerRootDir}}');

/** Only root on the engine's own machine can damage its files. */
const canDamage = async (): Promise<boolean> => {
  try {
    fs.accessSync(`${await rootOf()}/containers`, fs.constants.W_OK);
    return true;
  } catch {
    return false;
  }
};

storiesOnEngine('a log in trouble', engine => {
  afterEach(async () => {
    const ids = await docker('ps', '-aq', '--filter', `name=^${troubledStack}-${service}-1$`);
    for (const id of ids.split('\n').filter(Boolean)) await docker('rm', '-f', '-v', id);
  });

  logTroubleStories(engine);

  const newestIn = (text: string): number =>
    Math.max(0, ...[...text.matchAll(/damaged line (\d+):/g)].map(found => Number(found[1])));
  const newestOf = async (id: string): Promise<number> =>
    newestIn(await ask(engine(), 'GET', `/containers/${id}/logs?stdout=1&stderr=1&tail=1`));

  test.each([
    {driver: 'local', file: () => 'local-logs/container.log', damage: 'rubbish\n', when: 'while it is read'},
    {driver: 'json-file', file: (id: string) => `${id}-json.log`, damage: '\0'.repeat(100), when: 'before it is opened'},
    {driver: 'json-file', file: (id: string) => `${id}-json.log`, damage: 'rubbish\n', when: 'before it is opened'},
  ])('a $driver log whose file is damaged by $damage $when goes on behind that, and says that lines may be missing', async of => {
    const {driver, file, damage, when} = of;
    if (!(await canDamage())) return;
    const id = await bringDamageable(driver);
    const harm = async (): Promise<void> => fs.appendFileSync(`${await rootOf()}/containers/${id}/${file(id)}`, damage);
    await expect.poll(() => newestOf(id), {timeout: 60_000}).toBeGreaterThan(20);
    if (when === 'before it is opened') {
      await harm();
      const harmed = await newestOf(id);
      await expect.poll(() => newestOf(id), {timeout: 60_000}).toBeGreaterThan(harmed + 60);
    }
    const folder = newFolder();
    const terminal = await openList(engine(), {columns: 120, rows: 50, cwd: folder});
    await terminal.until(() => rowOf(terminal, troubledStack, service) !== undefined, 'its row');
    await select(terminal, troubledStack, service);
    await terminal.press('l');
    await terminal.sees(`${service} line `);
    if (when === 'while it is read') await harm();
    const before = await newestOf(id);
    await terminal.until(() => newestIn(terminal.text()) > before + 60, 'new lines', {within: 20_000});
    terminal.picture(`stories/real-log-damaged-${driver}`);
    const lines = await savedLog(terminal, folder);
    fs.rmSync(folder, {recursive: true, force: true});
    expect(lines.filter(line => line.includes('lines of damaged may be missing here: the engine cannot read on: '))).toHaveLength(
      1,
    );
    const numbers = lines.flatMap(line => (newestIn(line) === 0 ? [] : [newestIn(line)])).toSorted((a, b) => a - b);
    expect(new Set(numbers).size).toBe(numbers.length);
    // At most one gap.
    expect(numbers.filter((number, index) => index > 0 && number !== (numbers[index - 1] ?? 0) + 1).length).toBeLessThanOrEqual(
      1,
    );
  });
});

describeOnEngine('logs whose file is damaged in the middle, on a real engine', () => {
  const ids: string[] = [];
  afterEach(async () => {
    for (const id of ids.splice(0)) await docker('rm', '-f', '-v', id);
  });

  /** Writes 60 numbered lines, and 740 more when it is told to. */
  const bringCounting = (length: number): Promise<string> => {
    const write = (from: number, to: number): string => `seq -f 'number %g ${'.'.repeat(length)}' ${from} ${to}`;
    const script = `${write(1, 60)}; until [ -e /tmp/on ]; do sleep 0.1; done; ${write(61, 800)}; exec sleep 600`;
    return runContainer('stacktop-test/web', ['--log-driver', 'json-file'], ['sh', '-c', script]);
  };
  const read = (id: string): {numbers: readonly number[]; stderr: string} => {
    const {stdout, stderr, status} = spawnSync(process.execPath, [program, 'logs', id, '--tail', '1000'], {encoding: 'utf8'});
    expect(status).toBe(stderr === '' ? 0 : 1);
    return {numbers: [...stdout.matchAll(/number (\d+)/g)].map(found => Number(found[1])), stderr};
  };

  test('whether the engine finds its way back in or not: no line twice, and none is missing without a word', async () => {
    if (!(await canDamage())) return;
    // Where it finds its way back depends on how long lines are.
    for (const length of [5, 17, 29, 41, 53, 65]) ids.push(await bringCounting(length));
    for (const id of ids) {
      const last = (): number => read(id).numbers.at(-1) ?? 0;
      await expect.poll(last, {timeout: 60_000}).toBe(60);
      fs.appendFileSync(`${await rootOf()}/containers/${id}/${id}-json.log`, 'rubbish\n');
      await docker('exec', id, 'touch', '/tmp/on');
      await expect.poll(async () => docker('logs', '--tail', '1', id), {timeout: 60_000}).toContain('number 800');
    }
    for (const id of ids) {
      const {numbers, stderr} = read(id);
      expect([numbers[0], numbers.at(-1)]).toEqual([1, 800]);
      const breaks = numbers.filter((number, index) => index > 0 && number !== (numbers[index - 1] ?? 0) + 1);
      expect([breaks.length, numbers.toSorted((a, b) => a - b)]).toEqual([breaks.length > 0 ? 1 : 0, numbers]);
      const said = stderr.match(/may be missing: the engine cannot read on: /g)?.length ?? 0;
      expect([said >= breaks.length, said <= 1]).toEqual([true, true]);
    }
  });
});
