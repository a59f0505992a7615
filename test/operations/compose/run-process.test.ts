import fs from 'node:fs';
import {describe, expect, test} from 'vitest';
import {runProcess} from '../../../source/operations/compose/run-process.js';

const env = {PATH: process.env.PATH ?? ''};

/** Runs a script of sh, and hears what it writes; `at` is called with all that it wrote so far. */
const run = (script: string, signal: AbortSignal, at: (heard: string) => void = () => {}, patienceMs = 200) => {
  let heard = '';
  const end = runProcess(
    {words: ['sh', '-c', script], cwd: '/', env},
    {
      signal,
      patienceMs,
      onOutput: (stream, bytes) => {
        heard += `${stream === 'stderr' ? '!' : ''}${bytes}`;
        at(heard);
      },
    },
  );
  return end.then(({code, signal: by}) => ({code, by, heard}));
};

/** Whether a process runs; one that has ended may stand in the list until somebody asks how. */
const runs = (pid: number): boolean => {
  try {
    return !/^\d+ \(.*\) Z/s.test(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

describe('a program with an owner', () => {
  const never = new AbortController().signal;

  test('tells its exit code and all that it wrote', async () => {
    expect(await run('echo out; echo err >&2; exit 3', never)).toEqual({code: 3, by: null, heard: 'out\n!err\n'});
  });

  test('has no input: what asks gets an end', async () => {
    expect((await run('read answer || echo nobody', never)).heard).toBe('nobody\n');
  });

  test('is asked to end as ^C asks, with all that it started', async () => {
    const controller = new AbortController();
    let child = 0;
    const script = 'trap "echo ending; exit 130" INT; sleep 1000 & echo $!; wait';
    const at = (text: string): void => {
      child = Number(/^(\d+)\n/.exec(text)?.[1] ?? 0);
      if (child > 0) controller.abort();
    };
    // Time enough for a shell on a busy machine to say its last words before it is insisted.
    const {by, heard} = await run(script, controller.signal, at, 4000);
    expect([by, heard.includes('ending')]).toEqual([null, true]);
    await expect.poll(() => runs(child)).toBe(false);
  });

  test('is killed when it does not heed that', async () => {
    const controller = new AbortController();
    const end = await run("trap '' INT TERM; echo deaf; while :; do sleep 0.1; done", controller.signal, () =>
      controller.abort(),
    );
    expect(end).toMatchObject({code: null, by: 'SIGKILL'});
  });

  test('is left when something out of reach holds its output', async () => {
    const controller = new AbortController();
    let escaped = 0;
    const end = await run('setsid sh -c "echo \\$\\$; exec sleep 1000" & wait', controller.signal, text => {
      escaped = Number(/^(\d+)\n/.exec(text)?.[1] ?? 0);
      if (escaped > 0) controller.abort();
    });
    expect(end.heard).toBe(`${escaped}\n`);
    expect(runs(escaped)).toBe(true);
    process.kill(escaped);
  });

  test('of one that is not there the system tells', async () => {
    const program = {words: ['/no/such/program'], cwd: '/', env};
    await expect(runProcess(program, {signal: never, onOutput: () => {}})).rejects.toThrow('ENOENT');
  });
});
