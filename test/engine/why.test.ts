import net from 'node:net';
import {afterEach, expect, test} from 'vitest';
import {run} from '../commands/program.js';
import {rowShows, select} from '../stories/list.js';
import {type Patient, sick, type WhyEngine, whyStories} from '../stories/why.js';
import {Terminal} from '../support/terminal.js';
import {describeOnEngine, docker} from './support.js';

const image = 'stacktop-test/web';
const nameOf = (service: string): string => `${sick}-${service}-1`;

const commands: Readonly<Record<Patient['does'], readonly string[]>> = {
  serves: [],
  fills: ['sh', '-c', 'a=aaaaaaaaaaaaaaaa; while :; do a=$a$a; done'],
  dies: ['sh', '-c', 'echo "FATAL: no database"; exit 3'],
  'no-program': ['nowhere-to-be-found'],
  deaf: ['sleep', '100000'],
};

const checks: Readonly<Record<NonNullable<Patient['check']>, readonly string[]>> = {
  well: ['--health-cmd', 'ask http://localhost:8000/health', '--health-interval', '1s'],
  ill: ['--health-cmd', 'ask http://localhost:8000/nowhere', '--health-interval', '1s', '--health-retries', '2'],
  slow: ['--health-cmd', 'sleep 5', '--health-interval', '1s', '--health-timeout', '1s', '--health-retries', '1'],
  'no-program': ['--health-cmd', 'nowhere-to-be-found', '--health-interval', '1s', '--health-retries', '1'],
};

const network = (name: string): Promise<string> => docker('network', 'create', '--label', 'stacktop.lab=yes', name);

/** Networks are made where they are not there yet. */
const joined = async (name: string | undefined): Promise<readonly string[]> => {
  if (name === undefined) return [];
  await network(name).catch(() => {}); // it is there
  return ['--network', name];
};

const real: WhyEngine = {
  kind: 'real',
  host: 'unix:///var/run/docker.sock',
  bring: async (service, {dependsOn = '', does, check, onlyMade, port, network: on}) => {
    const labels = [`project=${sick}`, `service=${service}`, 'container-number=1', 'oneoff=False', `depends_on=${dependsOn}`];
    await docker(
      ...(onlyMade ? ['create'] : ['run', '-d']),
      ...['--name', nameOf(service), '--label', 'stacktop.lab=yes', '-e', 'LOG_RATE=0'],
      ...labels.flatMap(label => ['--label', `com.docker.compose.${label}`]),
      ...(does === 'fills' ? ['-m', '20m', '--memory-swap', '20m'] : []),
      ...(does === 'dies' || does === 'serves' ? ['--restart', 'unless-stopped'] : []),
      ...(check ? checks[check] : []),
      ...(port === undefined ? [] : ['-p', `${port}:8000`]),
      ...(await joined(on)),
      image,
      ...commands[does],
    );
  },
  start: async service => void (await docker('start', nameOf(service)).catch(() => {})), // that it is refused is the story
  stop: async service => void (await docker('stop', '-t', '2', nameOf(service))),
  kill: async service => void (await docker('kill', nameOf(service))),
  remove: async service => void (await docker('rm', '-f', '-v', nameOf(service))),
  removeNetwork: async name => void (await docker('network', 'rm', name)),
  freePort: () =>
    new Promise(resolve => {
      const server = net.createServer().listen(0, () => {
        const address = server.address();
        server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
      });
    }),
};

const tidy = async (): Promise<void> => {
  await Terminal.closeAll();
  const ids = await docker('ps', '-aq', '--filter', `label=com.docker.compose.project=${sick}`);
  for (const id of ids.split('\n').filter(Boolean)) await docker('rm', '-f', '-v', id);
  for (const name of ['why-lost', 'why-inner', 'why-outer']) await docker('network', 'rm', name).catch(() => {}); // most stories have none
};

describeOnEngine('why something is unwell, on a real engine', () => {
  afterEach(tidy);
  whyStories(() => real);

  test('a dependency that refuses connections, tried from inside once one looks at it from near by', async () => {
    await real.bring('postgres', {does: 'deaf', network: 'why-inner'});
    await real.bring('backend', {
      does: 'serves',
      check: 'ill',
      network: 'why-inner',
      dependsOn: 'postgres:service_started:false',
    });
    await docker('network', 'disconnect', 'why-inner', nameOf('postgres'));
    await docker('network', 'connect', '--alias', 'postgres', 'why-inner', nameOf('postgres'));
    const terminal = Terminal.open({args: [`stack=${sick}`], env: {DOCKER_HOST: real.host}, columns: 140, rows: 34});
    await rowShows(terminal, [sick, 'backend'], /unhealthy/, {within: 20_000});
    await select(terminal, sick, 'backend');
    await terminal.press('enter');
    await terminal.sees('a connection from it to postgres:8000 is refused', {within: 20_000});
    await terminal.sees(/▲ backend unhealthy for .* · a connection from it to postgres:8000 is refused · check/);
    terminal.picture('stories/real-why-reach');
  });

  test('children that the kernel kills for their memory: the container runs on, and it is said all the same', async () => {
    const name = nameOf('hungry');
    const grow = 'a=aaaaaaaaaaaaaaaa; while :; do a=$a$a; done';
    await docker(
      ...['run', '-d', '--name', name, '--label', 'stacktop.lab=yes', '-m', '20m', '--memory-swap', '20m'],
      ...[`project=${sick}`, 'service=hungry', 'container-number=1', 'oneoff=False'].flatMap(label => [
        '--label',
        `com.docker.compose.${label}`,
      ]),
      ...[image, 'sh', '-c', `(${grow}); (${grow}); sleep 100000`],
    );
    const terminal = Terminal.open({args: [`stack=${sick}`], env: {DOCKER_HOST: real.host}, columns: 140, rows: 34});
    await rowShows(terminal, [sick, 'hungry'], /./);
    await select(terminal, sick, 'hungry');
    await terminal.sees(/◐ hungry had 2 processes killed for memory/, {within: 30_000});
    await terminal.press('enter');
    await terminal.sees(/memory +anon .* · cache .* · kernel /);
    await docker('exec', name, 'sh', '-c', grow).catch(() => {}); // it is killed: 137
    await terminal.sees(/oom kills +3, last (just now|\d+ s ago)/, {within: 20_000});
    terminal.picture('stories/real-why-oom-kills');
    expect((await docker('inspect', '-f', '{{.State.Running}}', name)).trim()).toBe('true');
  });

  test('a port that a program of this host has: its name and pid', async () => {
    const server = net.createServer();
    const port = await new Promise<number>(resolve => {
      server.listen(0, '0.0.0.0', () => {
        const address = server.address();
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });
    try {
      await real.bring('web', {does: 'serves', port, onlyMade: true});
      const terminal = Terminal.open({args: [`stack=${sick}`], env: {DOCKER_HOST: real.host}, columns: 140, rows: 30});
      await rowShows(terminal, [sick, 'web'], /created/);
      await select(terminal, sick, 'web');
      await real.start('web');
      await terminal.sees(new RegExp(`web did not start: port ${port} is taken by .+ \\(pid ${process.pid}\\) on this host`), {
        within: 20_000,
      });
      const {code, stdout} = await run(['check', sick], {env: {DOCKER_HOST: real.host}});
      expect({code, stdout}).toEqual({
        code: 1,
        stdout: expect.stringMatching(
          new RegExp(`^why-story/web: did not start: port ${port} is taken by .+ \\(pid ${process.pid}\\) on this host\n$`),
        ),
      });
    } finally {
      server.close();
    }
    await real.start('web');
    expect((await run(['check', sick], {env: {DOCKER_HOST: real.host}})).code).toBe(0);
  });
});
