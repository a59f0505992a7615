import {expect, test} from 'vitest';
import {prints, run, start} from '../commands/program.js';
import {Terminal} from '../support/terminal.js';
import {ask} from './engine-socket.js';
import {guestStack, type Stories} from './story-engine.js';

/** Numbers of the lines that the guest `counter` wrote. */
const numbers = (text: string): number[] => [...text.matchAll(/line (\d+):/g)].map(([, number]) => Number(number));
const oneAfterAnother = (all: readonly number[]): boolean =>
  all.every((number, index) => index === 0 || number === (all[index - 1] ?? 0) + 1);

/** What scripts, cron and pipes get. */
export const commandStories: Stories = engine => {
  const on = (): readonly string[] => ['--host', engine().host];
  const stateOf = async (id: string): Promise<{readonly StartedAt: string; readonly Health?: {readonly Status: string}}> => {
    const {State}: {State: {StartedAt: string; Health?: {Status: string}}} = JSON.parse(
      await ask(engine(), 'GET', `/containers/${id}/json`),
    );
    return State;
  };
  const startOf = async (id: string): Promise<string> => (await stateOf(id)).StartedAt;
  const healthyGuest = async (service: string, needs?: string): Promise<string> => {
    const id = await engine().bring('checked', service, needs === undefined ? {} : {needs});
    await expect.poll(async () => (await stateOf(id)).Health?.Status, {timeout: 60_000}).toBe('healthy');
    return id;
  };

  test('check says what is unwell and why, and its exit code says that there is something', async () => {
    await expect
      .poll(() => run(['check', 'shop-test', ...on()]), {timeout: 60_000})
      .toEqual({code: 0, stdout: 'well: 3 containers of 1 stack\n', stderr: ''});
    expect(await run(['check', 'shop-test', '-q', ...on()])).toEqual({code: 0, stdout: '', stderr: ''});
    await engine().breakWeb('shop');
    try {
      await expect.poll(async () => (await run(['check', 'shop', ...on()])).code, {timeout: 60_000}).toBe(1);
      const told = await run(['check', 'shop', ...on()]);
      expect(told).toMatchObject({code: 1, stderr: ''});
      expect(told.stdout).toMatch(/^shop\/web: unhealthy.*; check .*503.*\n$/);
      expect((await run(['check', 'shop-test', ...on()])).code).toBe(0);
    } finally {
      await engine().mendWeb('shop');
    }
    await expect.poll(async () => (await run(['check', 'shop', ...on()])).code, {timeout: 60_000}).toBe(0);
  });

  test('a target that is not there is one line with what may have been meant, exit code 2', async () => {
    for (const command of [['check'], ['restart', '--yes']]) {
      expect(await run([...command, 'shop/wbe', ...on()])).toEqual({
        code: 2,
        stdout: '',
        stderr: 'stacktop: stack "shop" has no service "wbe"; did you mean shop/web?\n',
      });
    }
  });

  test('logs prints the last lines, only those that fit, and of a stack with the names before them', async () => {
    await engine().bring('counter', 'counter');
    const logs = ['logs', `${guestStack}/counter`, ...on()];
    await expect.poll(async () => numbers((await run(logs)).stdout).length, {timeout: 60_000, interval: 500}).toBeGreaterThan(12);
    const three = await run([...logs, '--tail', '3']);
    expect(three).toMatchObject({code: 0, stderr: ''});
    expect(numbers(three.stdout)).toHaveLength(3);
    expect(oneAfterAnother(numbers(three.stdout))).toBe(true);
    const fitting = numbers((await run([...logs, '--grep', 'line \\d*[27]:'])).stdout);
    expect(fitting.slice(0, 2)).toEqual([2, 7]);
    const merged = await run(['logs', guestStack, 'shop/redis', '--tail', '2', ...on()]);
    expect(merged.stdout).toMatch(new RegExp(`^${guestStack}/counter \\| INFO counter line`, 'm'));
    const future = await run([...logs, '--since', '2999-01-01']);
    expect(future).toEqual({code: 0, stdout: '', stderr: ''});
  });

  test('logs -f goes on with every line once, until ^C', async () => {
    await engine().bring('counter', 'counter');
    const following = start(['logs', `${guestStack}/counter`, '-f', ...on()]);
    await prints(following, /line 25:/);
    following.child.kill('SIGINT');
    const {code, stdout, stderr} = await following.ended;
    expect({code, stderr}).toEqual({code: 130, stderr: ''});
    expect(numbers(stdout)[0]).toBe(1);
    expect(oneAfterAnother(numbers(stdout))).toBe(true);
  });

  test('logs -f ends quietly when its reader has seen enough', async () => {
    await engine().bring('counter', 'counter');
    const following = start(['logs', `${guestStack}/counter`, '-f', ...on()]);
    await prints(following, /line 3:/);
    following.child.stdout.destroy();
    expect(await following.ended).toMatchObject({code: 0, stderr: ''});
  });

  test('restart goes in order, waits until each is healthy, and tells how far it is on stderr alone', async () => {
    const ids = [await healthyGuest('api'), await healthyGuest('web', 'api:service_healthy:false')];
    const before = await Promise.all(ids.map(startOf));
    const {code, stdout, stderr} = await run(['restart', `${guestStack}/web`, `${guestStack}/api`, '-y', ...on()]);
    expect({code, stdout}).toEqual({code: 0, stdout: ''});
    const steps = stderr.trim().split('\n');
    expect(steps.slice(0, 2)).toEqual([
      `restart of 2 containers of ${guestStack}: ${guestStack}/api; then ${guestStack}/web`,
      `1/2 ${guestStack}/api: stopping`,
    ]);
    const healthy = steps.findIndex(step => step.startsWith(`1/2 ${guestStack}/api: healthy after `));
    expect(healthy).toBeGreaterThan(0);
    expect(healthy).toBeLessThan(steps.indexOf(`2/2 ${guestStack}/web: stopping`));
    expect(steps.at(-2)).toMatch(new RegExp(`^2/2 ${guestStack}/web: healthy after \\d+ s$`));
    expect(steps.at(-1)).toMatch(/^all 2 restarted in \d+ s$/);
    const after = await Promise.all(ids.map(startOf));
    expect(after[0]).not.toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
    expect((after[0] ?? '') < (after[1] ?? '')).toBe(true);
  });

  test('restart stops at the first that fails, with its last words, what is done and what is not', async () => {
    await engine().bring('web', 'a');
    const last = await engine().bring('web', 'c', {needs: 'b:service_started:false'});
    await engine().bring('dies', 'b', {needs: 'a:service_started:false'});
    const before = await startOf(last);
    const {code, stdout, stderr} = await run(['restart', guestStack, '--yes', ...on()]);
    expect({code, stdout}).toEqual({code: 1, stdout: ''});
    expect(stderr).toMatch(new RegExp(`^stacktop: ${guestStack}/b: exited 3 after \\d+ s: exit code 3$`, 'm'));
    expect(stderr).toMatch(/^ {2}FATAL guest: there is no database "orders"$/m);
    expect(stderr).toMatch(new RegExp(`^restarted: ${guestStack}/a\nnot restarted: ${guestStack}/c$`, 'm'));
    expect(await startOf(last)).toBe(before);
  });

  test('restart without a terminal and without --yes is refused before anything is done', async () => {
    const {code, stderr} = await run(['restart', 'shop', ...on()]);
    expect({code, stderr}).toEqual({
      code: 2,
      stderr: 'stacktop: restart asks first, and there is no terminal to ask in: add --yes\n',
    });
    expect((await run(['restart', 'shop', '--yes', '--read-only', ...on()])).code).toBe(2);
  });

  test('restart in a terminal asks with the names, and only yes does it', async () => {
    const id = await engine().bring('web', 'api');
    const before = await startOf(id);
    for (const [answer, code] of [
      ['n', 1],
      ['ctrl-d', 1],
      ['ctrl-c', 130],
    ] as const) {
      const asked = Terminal.open({args: ['restart', guestStack, ...on()]});
      await asked.sees(new RegExp(`Restart ${guestStack}/api on .*\\? \\[y/N\\]`));
      await asked.press(...(answer.startsWith('ctrl') ? [answer] : [...answer, 'enter']));
      expect(await asked.exit()).toEqual({code, signal: null});
      expect(asked.shows('nothing was restarted')).toBe(true);
    }
    expect(await startOf(id)).toBe(before);
    const agreed = Terminal.open({args: ['restart', guestStack, ...on()]});
    await agreed.sees('[y/N]');
    await agreed.press('y', 'enter');
    await agreed.sees('api: restarted', {within: 20_000});
    expect(await agreed.exit()).toEqual({code: 0, signal: null});
    expect(await startOf(id)).not.toBe(before);
  });

  test('exec in pipes keeps the two outputs apart, hands the input on and gives the exit code', async () => {
    const both = await run(['exec', 'shop/web', ...on(), '--', 'sh', '-c', 'echo out; ls /nowhere; exit 7']);
    expect(both).toMatchObject({code: 7, stdout: 'out\n'});
    expect(both.stderr).toMatch(/^ls: .*nowhere.*\n$/);
    expect(await run(['exec', 'shop/web', ...on(), 'cat'], {stdin: 'one\ntwo\n'})).toEqual({
      code: 0,
      stdout: 'one\ntwo\n',
      stderr: '',
    });
    expect(await run(['exec', 'shop/web', ...on()], {stdin: 'echo by a shell\nexit 4\n'})).toMatchObject({
      code: 4,
      stdout: 'by a shell\n',
    });
  });

  test('exec with a terminal gives the command one, and its exit code', async () => {
    const terminal = Terminal.open({args: ['exec', 'shop/web', ...on()], columns: 90, rows: 20});
    await terminal.sees(/[#$] *$/m);
    await terminal.type('echo it is there\r');
    await terminal.sees(/^it is there/m);
    await terminal.type('exit 5\r');
    expect(await terminal.exit()).toEqual({code: 5, signal: null});
  });

  test('exec says why it cannot: a stack, a container that does not run, one without a shell', async () => {
    await engine().bring('shell-less', 'bare');
    const stack = await run(['exec', 'shop', ...on()]);
    expect(stack).toMatchObject({code: 2, stdout: ''});
    expect(stack.stderr).toMatch(/^stacktop: exec wants one container, and "shop" is a stack; name one of .*\bweb\b.*\n$/);
    const over = await run(['exec', 'shop/job', ...on(), '--', 'true']);
    expect(over).toMatchObject({code: 1, stdout: ''});
    expect(over.stderr).toMatch(/^stacktop: shop\/job: .*is not running\n$/);
    const bare = await run(['exec', `${guestStack}/bare`, ...on()]);
    expect(bare).toMatchObject({code: 1, stdout: ''});
    expect(bare.stderr).toMatch(/has no shell: none of .* name a command/);
  });

  test('url says that nothing has a public URL, exit code 1', async () => {
    expect(await run(['url', 'shop', ...on()])).toEqual({
      code: 1,
      stdout: '',
      stderr: 'stacktop: no public URL of shop: there is no ngrok container\n',
    });
  });
};
