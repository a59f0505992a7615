import {expect, test} from 'vitest';
import {stacktopFromBash, terminalIsAsBefore} from '../stories/bash.js';
import {select} from '../stories/list.js';
import {shellStories} from '../stories/shell.js';
import {onDemo} from './support/on-demo.js';

onDemo('a shell', shop => {
  shellStories(shop);

  test('an engine that dies under the shell brings stacktop back, with the loss told and the terminal whole', async () => {
    const terminal = await stacktopFromBash(shop());
    await select(terminal, 'shop', 'web');
    await terminal.press('e');
    await terminal.sees('── bash in shop/web ── exit comes back to stacktop');
    try {
      await shop().demo.stopListening();
      await terminal.sees(/▲ engine lost/);
      await terminal.sees('bash in shop/web ended: the engine does not say how');
      expect(terminal.alternate).toBe(true);
      terminal.picture('stories/demo-engine-lost-under-shell');
    } finally {
      await shop().demo.listenAgain();
    }
    await terminal.unsees('engine lost');
    await terminal.press('q');
    await terminalIsAsBefore(terminal);
  });
});
