import {spawnSync} from 'node:child_process';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {program} from '../commands/program.js';
import {logCommandStories} from '../stories/log-command.js';
import {storiesOnEngine} from './on-engine.js';
import {describeOnEngine, docker, runContainer} from './support.js';

storiesOnEngine('logs for scripts', logCommandStories);

/** What no reading of lines would leave as it is: bytes that are no text, a line longer than the engine's own, none at the end. */
const odd = [
  String.raw`printf 'a\0b\377\376 \303\050\r\n\n'`,
  `head -c 102400 /dev/zero | tr '\\0' x; echo; echo to stderr >&2`,
  `head -c 200000 /dev/urandom; echo; echo again >&2; printf 'no newline'`,
].join('; ');

describeOnEngine('bytes of a log, on a real engine', () => {
  const ids = new Map<string, string>();
  beforeAll(async () => {
    ids.set('pipes', await runContainer('stacktop-test/web', [], ['sh', '-c', odd]));
    ids.set('a terminal', await runContainer('stacktop-test/web', ['-t'], ['sh', '-c', odd]));
    for (const id of ids.values()) await docker('wait', id);
  });
  afterAll(async () => {
    for (const id of ids.values()) await docker('rm', '-f', '-v', id);
  });
  const bytesOf = (file: string, ...args: string[]) => {
    const {stdout, stderr, status} = spawnSync(file, args, {maxBuffer: 2 ** 26});
    return {stdout: stdout.toString('latin1'), stderr: stderr.toString('latin1'), status};
  };

  test.each(['pipes', 'a terminal'])('written to %s are those of docker logs, in both streams', kind => {
    const id = ids.get(kind) ?? '';
    for (const flags of [[], ['--tail', '3'], ['-t']]) {
      const ours = bytesOf(process.execPath, program, 'logs', id, '--raw', ...flags);
      expect(ours.status).toBe(0);
      // Not `toEqual`: what differs would fill the screen.
      const theirs = bytesOf('docker', 'logs', ...flags, id);
      expect([ours.stdout === theirs.stdout, ours.stderr === theirs.stderr], flags.join(' ')).toEqual([true, true]);
      if (flags.length === 0) expect(ours.stdout.length).toBeGreaterThan(300_000);
    }
  });
});
