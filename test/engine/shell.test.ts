import {describe, expect, test} from 'vitest';
import {say, stacktopFromBash, terminalIsAsBefore} from '../stories/bash.js';
import {select} from '../stories/list.js';
import {shellStories} from '../stories/shell.js';
import {storiesOnEngine} from './on-engine.js';

storiesOnEngine('a shell', engine => {
  shellStories(engine);

  describe('that ends badly', () => {
    test('in the alternate screen, mouse on, cursor hidden: nothing of it stays', async () => {
      const terminal = await stacktopFromBash(engine());
      await select(terminal, 'shop', 'web');
      await terminal.press('e');
      await terminal.sees(/[#$]$/m);
      await say(terminal, "printf '\\033[?1049h\\033[?1000h\\033[?25l'; exit 1");
      await terminal.sees('bash in shop/web ended: exit code 1');
      await terminal.press('q');
      await terminalIsAsBefore(terminal);
      expect(terminal.raw.lastIndexOf('\x1b[?1000l')).toBeGreaterThan(terminal.raw.lastIndexOf('\x1b[?1000h'));
    });
  });
});
