import {expect, it} from 'vitest';
import {jsonLines, truncatePainted} from '../../../source/ui/format/detail-json.js';

it('shows an inspection without secrets, wherever they stand', () => {
  const text = jsonLines({
    Config: {
      Env: ['DB_PASSWORD=hunter2', 'PATH=/bin', 'URL=amqp://u:hunter2@mq'],
      Cmd: ['redis-server', '--requirepass', 'hunter2'],
      Labels: {'app.token': 'hunter2', tier: 'db'},
      Healthcheck: {Test: ['CMD-SHELL', 'redis-cli -a hunter2 ping']},
    },
    Args: ['--api-key=hunter2'],
    State: {Health: {Log: [{Output: 'ok', ExitCode: 0}]}},
  }).join('\n');
  expect(text).not.toContain('hunter2');
  expect(text).toContain('"PATH=/bin"');
  expect(text).toContain('"tier": "db"');
  expect(text).toContain('"DB_PASSWORD=••••••"');
});

it('lets nothing through that moves the cursor', () => {
  const lines = jsonLines({name: 'a\u009b2Jb\u202ec\u001b]0;x\u0007'});
  expect(lines.join('')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
});

it.each([
  ['\u001b[32m"abcdef"\u001b[39m', 5, '\u001b[32m"abc\u001b[39m…'],
  ['\u001b[32mab\u001b[39m', 5, '\u001b[32mab\u001b[39m'],
  ['plain text', 6, 'plain…'],
  ['\u001b[32m日本語\u001b[39m', 5, '\u001b[32m日本\u001b[39m…'],
])('cuts %j to %i cells and leaves no colour open', (text, width, cut) => {
  expect(truncatePainted(text, width, '…')).toBe(cut);
});
