import {expect, test} from 'vitest';
import {run} from '../commands/program.js';
import {Terminal} from '../support/terminal.js';
import {rowShows, select} from './list.js';

/** The stack that is ill in these stories. */
export const sick = 'why-story';

/** A service of it. */
export interface Patient {
  /** As Compose 2 writes the label: `redis:service_healthy:false`. */
  readonly dependsOn?: string;
  /** `serves` goes on for ever; `fills` takes more memory than its 20 MB; `dies` says why, ends with 3 and is started again; `no-program` is started with one that is not there; `deaf` runs and listens nowhere. */
  readonly does: 'serves' | 'fills' | 'dies' | 'no-program' | 'deaf';
  readonly check?: 'well' | 'ill' | 'slow' | 'no-program';
  /** Made and not started. */
  readonly onlyMade?: boolean;
  /** Port of the host that it publishes. */
  readonly port?: number;
  /** A network of its own, which no other service is on. */
  readonly network?: string;
}

/** An engine on which things go wrong. */
export interface WhyEngine {
  readonly kind: 'demo' | 'real';
  readonly host: string;
  bring(service: string, patient: Patient): Promise<void>;
  /** Asks the engine to start it, which may refuse. */
  start(service: string): Promise<void>;
  stop(service: string): Promise<void>;
  kill(service: string): Promise<void>;
  remove(service: string): Promise<void>;
  removeNetwork(name: string): Promise<void>;
  /** A port of the host that nobody has. */
  freePort(): Promise<number>;
}

/** What people read when something is red: in the why line, in the detail and from `stacktop check`. */
export const whyStories = (engine: () => WhyEngine): void => {
  const openOn = async (service: string): Promise<Terminal> => {
    const terminal = Terminal.open({args: [`stack=${sick}`], env: {DOCKER_HOST: engine().host}, columns: 140, rows: 34});
    await rowShows(terminal, [sick, service], /./);
    await select(terminal, sick, service);
    return terminal;
  };
  /** The line above the keys. */
  const why = (terminal: Terminal): string => terminal.lines().at(-2)?.trim() ?? '';
  const says = (terminal: Terminal, pattern: RegExp, within = 20_000): Promise<void> =>
    terminal.until(() => pattern.test(why(terminal)), `${pattern} in the why line`, {within});
  const check = (...args: string[]) => run(['check', ...(args.length > 0 ? args : [sick])], {env: {DOCKER_HOST: engine().host}});
  const checkSays = async (pattern: RegExp): Promise<void> => {
    const unwell = {code: 1, stdout: expect.stringMatching(pattern)};
    await expect.poll(() => check(), {timeout: 60_000, interval: 300}).toMatchObject(unwell);
  };

  test('a cache runs out of memory: whoever needs it is explained by it, near and far', async () => {
    await engine().bring('redis', {does: 'fills'});
    await engine().bring('api', {does: 'serves', check: 'ill', dependsOn: 'redis:service_started:false'});
    await engine().bring('nginx', {does: 'serves', dependsOn: 'api:service_started:false'});
    await engine().bring('worker', {does: 'serves', onlyMade: true, dependsOn: 'api:service_healthy:false'});
    const terminal = await openOn('redis');
    await rowShows(terminal, [sick, 'api'], /unhealthy/, {within: 20_000});
    await says(
      terminal,
      /^▲ redis exited with 137, out of memory at its limit of 20M, .* · api cannot work, worker waits for it, nginx may not work/,
    );
    await select(terminal, sick, 'api');
    await says(terminal, /^▲ api ← redis exited with 137, out of memory/);
    await select(terminal, sick, 'worker');
    await says(terminal, /^◐ worker waits for api \(unhealthy\) · ← api ← redis exited with 137/);
    await select(terminal, sick);
    await says(terminal, /^▲ redis exited with 137/);
    await select(terminal, sick, 'nginx');
    await says(terminal, /^◐ nginx ← api ← redis exited with 137/);
    await terminal.press('enter');
    await terminal.sees(
      /▲ redis exited with 137, out of memory at its limit of 20M.*\n.*└ ▲ api unhealthy for.*\n.*│ check .* said/,
    );
    await terminal.sees(/└ ◐ nginx runs; it has no health check/);
    terminal.picture(`stories/${engine().kind}-why-chain`);
    const {code, stdout} = await check();
    expect(stdout.trim().split('\n')).toEqual([
      expect.stringMatching(
        /^why-story\/redis: exited with 137, out of memory at its limit of 20M, .* → api cannot work, worker waits for it, nginx may not work$/,
      ),
    ]);
    expect(code).toBe(1);
    expect((await check(`${sick}/api`)).stdout).toMatch(
      /^why-story\/api ← redis exited with 137, out of memory.*; unhealthy for/,
    );
  });

  test('a database that was stopped is why its API is unhealthy; started again, it is not', async () => {
    await engine().bring('db', {does: 'serves'});
    await engine().bring('api', {does: 'serves', check: 'ill', dependsOn: 'db:service_started:false'});
    const terminal = await openOn('api');
    await says(terminal, /^▲ api unhealthy/);
    await engine().stop('db');
    await says(terminal, /^▲ api ← db (stopped|exited with 137, killed: it did not stop when it was told to)/);
    await checkSays(/^why-story\/db: .* → api cannot work$/m);
    await engine().start('db');
    await says(terminal, /^▲ api unhealthy/);
  });

  test('one that dies again and again: how often, and its last words', async () => {
    await engine().bring('crash', {does: 'dies'});
    const terminal = await openOn('crash');
    await says(
      terminal,
      /^▲ crash restarts again and again, exit code 3 · its log ends with “FATAL: no database” · .*about every \d+ s/,
      40_000,
    );
    terminal.picture(`stories/${engine().kind}-why-loop`);
    await checkSays(/^why-story\/crash: .*(restarts again and again|restarts, about every)/m);
  });

  test('one that somebody killed', async () => {
    await engine().bring('web', {does: 'serves'});
    const terminal = await openOn('web');
    await rowShows(terminal, [sick, 'web'], /· –|running/);
    await engine().kill('web');
    await says(terminal, /^▲ web exited with 137, killed by somebody \(SIGKILL\)/);
    await checkSays(/^why-story\/web: exited with 137, killed \(SIGKILL\), not for its memory/m);
  });

  test('a port that another container has', async () => {
    const port = await engine().freePort();
    await engine().bring('first', {does: 'serves', port});
    await engine().bring('second', {does: 'serves', port, onlyMade: true});
    const terminal = await openOn('second');
    await says(terminal, /^· second was created and never started/);
    await engine().start('second');
    await says(terminal, new RegExp(`^▲ second did not start: port ${port} is taken by why-story/first`));
    terminal.picture(`stories/${engine().kind}-why-port`);
    await checkSays(new RegExp(`^why-story/second: did not start: port ${port} is taken by why-story/first$`, 'm'));
  });

  test('a network that is gone', async () => {
    await engine().bring('web', {does: 'serves', network: 'why-lost', onlyMade: true});
    await engine().removeNetwork('why-lost');
    const terminal = await openOn('web');
    await terminal.press('S');
    await terminal.sees('Start why-story/web?');
    await terminal.press('enter');
    await terminal.sees('network why-lost not found');
    await terminal.press('esc');
    await says(terminal, /^▲ web did not start: network why-lost is not there/);
    await checkSays(/^why-story\/web: did not start: network why-lost is not there$/m);
  });

  test('a program that is not in the image', async () => {
    await engine().bring('web', {does: 'no-program', onlyMade: true});
    const terminal = await openOn('web');
    await engine().start('web');
    await says(terminal, /^▲ web did not start: there is no program nowhere-to-be-found in its image · correct its command/);
    await terminal.press('enter');
    await terminal.sees('│ exec: "nowhere-to-be-found": executable file not found in $PATH');
    terminal.picture(`stories/${engine().kind}-why-program`);
  });

  test('checks that cannot work: one takes too long, the other’s program is not there', async () => {
    await engine().bring('slow', {does: 'serves', check: 'slow'});
    await engine().bring('bare', {does: 'serves', check: 'no-program'});
    const terminal = await openOn('slow');
    await says(terminal, /^▲ slow unhealthy for .* · check .* timed out after 1 s/, 30_000);
    await select(terminal, sick, 'bare');
    await says(terminal, /^▲ bare unhealthy for .* · check .* cannot work: nowhere-to-be-found is not in its image/, 30_000);
    await terminal.press('enter');
    await terminal.sees(/^ +failed \d+ times in a row/m);
  });

  test('services that share no network', async () => {
    await engine().bring('postgres', {does: 'serves', network: 'why-inner'});
    await engine().bring('backend', {
      does: 'serves',
      check: 'ill',
      network: 'why-outer',
      dependsOn: 'postgres:service_started:false',
    });
    const terminal = await openOn('backend');
    await says(terminal, /^▲ backend unhealthy for .* · it shares no network with postgres · check/, 30_000);
    await checkSays(/^why-story\/backend: unhealthy[^;]*; it shares no network with postgres; check/m);
  });

  test('a service that is gone, and that another needs', async () => {
    await engine().bring('redis', {does: 'serves'});
    await engine().bring('web', {does: 'serves', check: 'well', dependsOn: 'redis:service_started:false'});
    const terminal = await openOn('web');
    await rowShows(terminal, [sick, 'web'], /● healthy/, {within: 20_000});
    expect(await check()).toMatchObject({code: 0});
    await engine().remove('redis');
    await says(terminal, /^◐ web ← redis is missing: depends_on names it, and it has no container · it runs all the same/);
    expect(await check()).toMatchObject({
      code: 0, // nothing but a label says that it should be there
      stdout: 'well: 1 container of 1 stack\n',
      stderr: expect.stringContaining('names redis, and there is no such service in its stack'),
    });
  });
};
