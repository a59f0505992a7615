import {expect, test} from 'vitest';
import type {Terminal} from '../support/terminal.js';
import {openList, select} from './list.js';
import {floodLines, guestStack, needles, type Stories, type StoryEngine} from './story-engine.js';

/** What the title tells: lines held, and lines let go. */
const countsOf = (terminal: Terminal): {readonly held: number; readonly gone: number} => {
  const title = terminal.row(' logs ');
  const count = (pattern: RegExp): number => Number((pattern.exec(title)?.[1] ?? '0').replaceAll(',', ''));
  return {held: count(/ ([\d,]+) lines(?!\/)/), gone: count(/ ([\d,]+) older let go/)};
};

/** Brings the flood and opens its log. */
const openFlood = async (engine: StoryEngine): Promise<Terminal> => {
  await engine.bring('flood', 'flood');
  const terminal = await openList(engine, {columns: 150, rows: 30});
  await select(terminal, guestStack, 'flood');
  await terminal.press('l');
  await terminal.sees(/flood line \d+:/);
  return terminal;
};

const found = (terminal: Terminal): number[] =>
  [...terminal.text().matchAll(/needle (\d+): the disk/g)].map(([, number]) => Number(number));

/** A log of a million lines. */
export const logFloodStories: Stories = engine => {
  test('a million lines are read from the first one, searched and filtered, and keys answer meanwhile', async () => {
    const terminal = await openFlood(engine());
    await terminal.press('1');
    await terminal.sees('flood line 1: GET');
    await terminal.press('g');
    await terminal.until(() => terminal.selected() !== undefined, 'a chosen line');
    // The cursor goes down while the lines come in behind it: how many of the keys meet them is a matter of the machine.
    let answeredMeanwhile = 0;
    for (let press = 0; press < 15; press += 1) {
      const before = terminal.selected();
      await terminal.press('j');
      await terminal.until(() => terminal.selected() !== before, 'the next line chosen');
      if (countsOf(terminal).held < floodLines) answeredMeanwhile += 1;
    }
    expect(answeredMeanwhile).toBeGreaterThan(0);
    await terminal.until(() => countsOf(terminal).held >= floodLines, 'a million lines', {within: 90_000});
    expect(countsOf(terminal).gone).toBe(0);
    expect(terminal.row(' logs ')).toMatch(/ 4 errors/);

    await terminal.press('/');
    await terminal.type('needle');
    await terminal.press('enter');
    await terminal.sees(/\/needle {2}1 of 4(?!\+)/);
    for (const [index, needle] of needles.entries()) {
      await terminal.until(() => terminal.selected()?.includes(`needle ${needle}:`) ?? false, `needle ${needle} chosen`);
      await terminal.sees(`/needle  ${index + 1} of 4`);
      if (index < needles.length - 1) await terminal.press('n');
    }
    await terminal.press('N');
    await terminal.sees('/needle  3 of 4');
    await terminal.press('n', 'n');
    await terminal.sees('/needle  1 of 4');
    terminal.picture(`stories/${engine().kind}-log-flood-search`);
    await terminal.press('esc');
    await terminal.press('&');
    await terminal.type('level>=warn');
    await terminal.press('enter');
    await terminal.until(() => found(terminal).length === needles.length, 'every needle', {within: 30_000});
    expect(found(terminal)).toEqual(needles);
    expect(terminal.text()).not.toContain('flood line');
    terminal.picture(`stories/${engine().kind}-log-flood-filter`);
    await terminal.press('esc');
    await terminal.sees(/flood line \d+:/);
    await terminal.press('G');
    await terminal.sees(`flood line ${floodLines}:`);
  }, 240_000);
};
