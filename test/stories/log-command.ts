import {afterEach, beforeEach, expect, test} from 'vitest';
import {prints, type Running, run, start} from '../commands/program.js';
import {asWritten} from '../support/counted.js';
import {ask} from './engine-socket.js';
import {type EngineProxy, openProxy} from './proxy.js';
import {logsStack, type Stories} from './story-engine.js';

const place = {stack: logsStack};

/** Numbers of the lines that a guest `counter` wrote, in the order they came; of one name where names stand before them. */
const written = (text: string, name: string): number[] =>
  [...text.matchAll(new RegExp(`^${name === '' ? '' : `${name} *\\| `}[A-Z]+ \\S+ line (\\d+):`, 'gm'))].map(([, number]) =>
    Number(number),
  );
const numbers = (text: string, name = ''): number[] => asWritten(written(text, name));
const upTo = (count: number): number[] => Array.from({length: count}, (_, index) => index + 1);
/** Whether each of some runs, which all begin with line 1, is there whole. */
const isWhole = (all: readonly number[]): boolean =>
  all.length > 0 && all.every((number, index) => number === 1 || number === (all[index - 1] ?? 0) + 1);

/** `stacktop logs` for pipes and scripts. */
export const logCommandStories: Stories = engine => {
  let open: Running[] = [];
  const on = (): readonly string[] => ['--host', engine().host];
  const follow = (target: string, host: readonly string[] = on(), ...flags: string[]): Running => {
    const running = start(['logs', target, '-f', ...host, ...flags]);
    open.push(running);
    return running;
  };
  const stopped = async (running: Running) => {
    running.child.kill('SIGINT');
    return running.ended;
  };
  afterEach(async () => {
    await Promise.all(open.map(stopped));
    open = [];
  });

  test('-f goes over to the container that is made in place of another: each line once, and both are told', async () => {
    await engine().bring('counter', 'counter', place);
    const following = follow(`${logsStack}/counter`);
    await prints(following, /line 12:/);
    const id = await engine().recreate('counter', 'counter', place);
    await expect.poll(() => numbers(following.stdout()).filter(number => number === 1).length, {timeout: 60_000}).toBe(2);
    const second = (): number[] => numbers(following.stdout()).slice(numbers(following.stdout()).lastIndexOf(1));
    await expect.poll(() => second().length, {timeout: 60_000}).toBeGreaterThan(12);
    const {code, stdout, stderr} = await stopped(following);
    expect(code).toBe(130);
    expect(isWhole(numbers(stdout))).toBe(true);
    const told = stderr.trimEnd().split('\n');
    expect(told).toHaveLength(2);
    expect(told).toContain(`stacktop: ${logsStack}/counter: container ${id.slice(0, 12)} has come`);
    expect(told).toContainEqual(
      expect.stringMatching(new RegExp(`^stacktop: ${logsStack}/counter: container [0-9a-f]{12} was removed$`)),
    );
  });

  test('-f of a stack follows replicas and services that come while it runs, each from its first line on', async () => {
    await engine().bring('counter', 'counter', place);
    const following = follow(logsStack);
    await prints(following, /^counter +\| [A-Z]+ counter line 5:/m);
    await engine().bring('counter', 'counter', {...place, number: 2});
    await engine().bring('counter', 'other', place);
    await prints(following, /^counter 2 +\| [A-Z]+ \S+ line 8:/m);
    await prints(following, /^other +\| [A-Z]+ \S+ line 8:/m);
    const {stdout} = await stopped(following);
    for (const name of ['counter', 'counter 2', 'other']) {
      const all = numbers(stdout, name);
      expect(all, name).toEqual(upTo(all.length));
    }
  });

  test('-f of a service that stands alone has no names before its lines, until another replica comes', async () => {
    await engine().bring('counter', 'counter', place);
    const following = follow(`${logsStack}/counter`, on(), '--tail', '0');
    await prints(following, /^[A-Z]+ counter line/);
    await engine().bring('counter', 'counter', {...place, number: 2});
    await prints(following, /^counter 2 \| [A-Z]+ \S+ line 3:/m);
    await prints(following, /^counter +\| [A-Z]+ counter/m);
  });

  test('--json tells of each line what is known; --level and --grep choose beside it', async () => {
    const id = await engine().bring('counter', 'counter', place);
    const logs = ['logs', `${logsStack}/counter`, ...on(), '--json'];
    await expect
      .poll(async () => (await run(logs)).stdout.split('\n').length, {timeout: 60_000, interval: 500})
      .toBeGreaterThan(8);
    const {code, stdout, stderr} = await run([...logs, '--level', 'info', '--grep', 'line [2-4]:']);
    expect({code, stderr}).toEqual({code: 0, stderr: ''});
    const records = stdout
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line));
    expect(records).toHaveLength(3);
    expect(records[0]).toEqual({
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/),
      stack: logsStack,
      service: 'counter',
      number: 1,
      container: `${logsStack}-counter-1`,
      id,
      stream: expect.stringMatching(/^std(?:out|err)$/),
      level: 'info',
      message: expect.stringMatching(/^counter line 2: /),
      text: expect.stringMatching(/^INFO counter line 2: /),
    });
    const times = records.map(({time}) => time);
    expect(times).toEqual(times.toSorted());
    expect((await run([...logs, '--level', 'fatal'])).stdout).toBe('');
  });

  test('--raw is what the container wrote, and wants one container', async () => {
    const id = await engine().bring('counter', 'counter', place);
    const logs = ['logs', `${logsStack}/counter`, ...on()];
    await expect.poll(async () => numbers((await run(logs)).stdout).length, {timeout: 60_000, interval: 500}).toBeGreaterThan(5);
    await ask(engine(), 'POST', `/containers/${id}/stop?t=2`);
    const raw = await run([...logs, '--raw']);
    const linesOf = (text: string): string[] => text.split('\n').toSorted();
    expect([raw.code, linesOf(raw.stdout + raw.stderr)]).toEqual([0, linesOf((await run(logs)).stdout)]);
    expect(await run(['logs', 'shop', ...on(), '--raw'])).toEqual({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^stacktop: --raw wants one container, and these are 4: name one of shop\/\S+, .*\n$/),
    });
  });

  test('-f --until ends by itself', async () => {
    await engine().bring('counter', 'counter', place);
    const until = new Date(Date.now() + 4000).toISOString();
    const {code, stdout} = await run(['logs', `${logsStack}/counter`, '-f', '-t', '--until', until, ...on()]);
    const stamps = stdout
      .trimEnd()
      .split('\n')
      .map(line => line.slice(0, 24));
    expect(code).toBe(0);
    expect((stamps.at(-1) ?? '') <= until).toBe(true);
  });

  const lost = (): void => {
    let proxy: EngineProxy;
    beforeEach(async () => {
      proxy = await openProxy(engine());
    });
    afterEach(() => proxy.close());

    test('-f says that the engine is lost, waits, and goes on with each line once', async () => {
      await engine().bring('counter', 'counter', place);
      const following = follow(logsStack, ['--host', proxy.host]);
      await prints(following, /line 5:/);
      await proxy.cut();
      await expect.poll(() => following.stderr(), {timeout: 60_000}).toMatch(/^stacktop: .*; waiting for it\n$/);
      await engine().bring('counter', 'other', place);
      const before = numbers(following.stdout(), 'counter').length;
      await proxy.restore();
      await prints(following, /^other +\| [A-Z]+ \S+ line 8:/m);
      await expect.poll(() => numbers(following.stdout(), 'counter').length, {timeout: 60_000}).toBeGreaterThan(before + 10);
      const {stdout, stderr} = await stopped(following);
      for (const name of ['counter', 'other']) {
        const all = numbers(stdout, name);
        expect(all, name).toEqual(upTo(all.length));
      }
      expect(stderr).toMatch(/^stacktop: the engine answers again$/m);
    });
  };
  lost();
};
