import {afterEach, expect, test} from 'vitest';
import {rowOf, select} from '../stories/list.js';
import {Terminal} from '../support/terminal.js';
import {describeOnEngine, docker, runContainer} from './support.js';

const openLeak = async (): Promise<Terminal> => {
  const terminal = Terminal.open({args: ['stack=drift-leak'], env: {DOCKER_HOST: 'unix:///var/run/docker.sock'}});
  await terminal.sees(/[▾▸] drift-leak /);
  return terminal;
};

// Nearly all of its time is waiting: it runs beside the stories of the five systems.
describeOnEngine('a container that leaks', () => {
  afterEach(() => Terminal.closeAll());

  test('memory that grows towards its limit: when it is full, in a line', async () => {
    // By the clock: on a busy machine a second's sleep is longer, and what it leaks in a minute is the same.
    const due = '$((($(date +%s) - began) * 262144 - $(stat -c %s /dev/shm/leak)))';
    const leak = `began=$(date +%s); : >/dev/shm/leak; while sleep 1; do head -c ${due} /dev/zero >>/dev/shm/leak; done`;
    const labels = ['project=drift-leak', 'service=leaky', 'container-number=1', 'oneoff=False'];
    const id = await runContainer(
      'stacktop-test/web',
      ['-m', '64m', '--init', '--stop-timeout', '0', ...labels.flatMap(label => ['--label', `com.docker.compose.${label}`])],
      ['sh', '-c', leak],
    );
    try {
      const terminal = await openLeak();
      await select(terminal, 'drift-leak', 'leaky');
      // The first minute after a start is left out, and 40 s are watched.
      await terminal.sees(/leaky: memory full in about \d min · \d+M of 64M, 1\dM more a minute/, {within: 150_000});
      expect(rowOf(terminal, 'drift-leak', 'leaky')?.text).toMatch(/!\d+M +\/64M/);
      terminal.picture('stories/real-leak');
      await terminal.press('enter');
      await terminal.sees(/memory {4}full in about \d min, 1\dM more a minute/);
    } finally {
      await docker('rm', '-f', id);
    }
  }, 300_000);
});
