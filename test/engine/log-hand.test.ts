import {execFile} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import {promisify} from 'node:util';
import {expect, test} from 'vitest';
import {openList, select} from '../stories/list.js';
import {logHandStories, newFolder} from '../stories/log-hand.js';
import {handStack} from '../stories/story-engine.js';
import {realEngine, storiesOnEngine} from './on-engine.js';
import {docker, runContainer} from './support.js';

/** Zeros, what is no UTF-8, colours, a line of 100 KB, both streams, and an end without a newline. */
const rubbish = String.raw`
import os
os.write(1, b"plain\n\0\1\2\n\xff\xfe\x80 no utf-8\n\x1b[31mred\x1b[0m\r\n\n\n")
os.write(2, b"on stderr\n")
os.write(1, b"x" * 100_000 + b"\n")
os.write(2, b"\xc3\x28 and the last words, without an end")
`;

storiesOnEngine('lines of a log, taken along', engine => {
  logHandStories(engine);

  test.each([['frames', []] as const, ['a TTY', ['-t']] as const])(
    'raw is what `docker logs` gives, byte for byte: %s',
    async (_, options) => {
      const labels = [`project=${handStack}`, 'service=rubbish', 'container-number=1', 'oneoff=False'];
      const id = await runContainer(
        'stacktop-test/web',
        [...labels.flatMap(label => ['--label', `com.docker.compose.${label}`]), '--name', `${handStack}-rubbish-1`, ...options],
        ['python3', '-c', rubbish],
      );
      try {
        await docker('wait', id);
        const cwd = newFolder();
        const terminal = await openList(realEngine, {cwd});
        await select(terminal, handStack, 'rubbish');
        await terminal.press('l');
        await terminal.sees('no utf-8');
        await terminal.press('ctrl-s', 'tab', 'enter');
        await terminal.sees(/saved to \S+\.log/);
        const [name = ''] = fs.readdirSync(cwd);
        const given = await promisify(execFile)('sh', ['-c', 'docker logs "$1" 2>&1', 'sh', id], {
          encoding: 'buffer',
          maxBuffer: 1 << 24,
        });
        expect(given.stdout.length).toBeGreaterThan(100_000);
        expect(fs.readFileSync(path.join(cwd, name)).equals(given.stdout)).toBe(true);
      } finally {
        await docker('rm', '-f', '-v', id);
      }
    },
  );
});
