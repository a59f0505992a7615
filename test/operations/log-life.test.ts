import {expect, test} from 'vitest';
import {LogLife, LogLives} from '../../source/operations/log-life.js';

test('lives that are over are known by name for a while, the oldest no longer', async () => {
  const lives = new LogLives();
  const controller = new AbortController();
  const first = new LogLife(1);
  lives.add('first', first);
  const waiting = first.restarted(async () => 1, controller.signal);
  lives.removed('first');
  await expect(waiting).rejects.toThrow('this container is no more');
  expect([lives.ids(), lives.knows('first')]).toEqual([[], true]);
  lives.started('first');
  lives.removed('first');
  for (let count = 0; count < 1000; count += 1) {
    lives.add(`next ${count}`, new LogLife(null));
    lives.removed(`next ${count}`);
  }
  lives.add('here', new LogLife(null));
  expect([lives.ids(), lives.knows('first'), lives.knows('next 0'), lives.knows('next 999')]).toEqual([
    ['here'],
    false,
    true,
    true,
  ]);
});
