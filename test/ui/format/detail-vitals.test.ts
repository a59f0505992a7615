import {describe, expect, test} from 'vitest';
import type {Vitals} from '../../../source/model/vitals.js';
import {rowsIn} from '../../../source/state/selectors.js';
import type {State} from '../../../source/state/state.js';
import {selectIndex} from '../../../source/state/view-updates.js';
import {vitalsFailed, vitalsRead, watchedIn} from '../../../source/state/vitals.js';
import {createTheme} from '../../../source/terminal/theme.js';
import {cellWidth} from '../../../source/terminal/widths.js';
import {vitalLines} from '../../../source/ui/format/detail-vitals.js';
import {createLook} from '../../../source/ui/format/look.js';
import {memberWhy} from '../../../source/ui/format/why-of.js';
import {container, now} from '../../model/sample.js';
import {stateWith} from '../../state/sample.js';

const look = createLook(createTheme('none', 'dark', false));
const bare = (text: string): string => text.replace(/\u001b\[[\d;]*m/g, '');

const vitals: Vitals = {
  facts: [
    {label: 'connections', value: '97 of 100', level: 'bad'},
    {label: 'size', value: '84M', level: 'quiet'},
    {label: 'cache hit', value: '99.2%', level: 'quiet'},
    {label: 'longest query', value: '3 s\u001b[2J', level: 'warn'},
  ],
  troubles: ['97 of 100 connections', 'longest query 3 s'],
  counters: {},
};

const open = (): {state: State; key: string; id: string; lines: (state: State, width: number) => string[]} => {
  const state = selectIndex(stateWith([container('shop/postgres')]), 1);
  const member = state.stacks[0]?.members[0];
  if (!member) throw new Error('no member');
  const lines = (of: State, width: number) => vitalLines(member, of, width, look).map(bare);
  return {state, key: member.key, id: member.container.id, lines};
};

describe('vital signs', () => {
  test('are in as few lines as fit, sanitised', () => {
    const {state, key, id, lines} = open();
    const read = vitalsRead(state, key, id, vitals, state.now);
    expect(lines(read, 120)).toEqual(['           connections 97 of 100   size 84M   cache hit 99.2%   longest query 3 s']);
    const narrow = lines(read, 40);
    expect(narrow.length).toBeGreaterThan(1);
    for (const line of narrow) expect(cellWidth(line)).toBeLessThanOrEqual(40);
  });
  test('say how old they are when the next ones do not come', () => {
    const {state, key, id, lines} = open();
    const read = vitalsRead(state, key, id, vitals, state.now - 20_000);
    expect(lines(read, 120).at(-1)).toContain('20 s old');
  });
  test('stay when there is no answer, with what the tool said', () => {
    const {state, key, id, lines} = open();
    const failed = vitalsFailed(vitalsRead(state, key, id, vitals, now), key, id, 'FATAL: too many clients');
    expect(lines(failed, 120).join('\n')).toMatch(/connections[\s\S]*FATAL: too many clients/);
  });
  test('are those of this container, not of the one before it', () => {
    const {state, key, lines} = open();
    expect(lines(vitalsRead(state, key, 'another', vitals, now), 120)).toEqual([]);
  });
  test('that are bad are said in the why line, where nothing else is wrong', () => {
    const {state, key, id} = open();
    const why = (of: State) => {
      const row = rowsIn(of).find(one => one.key === key);
      return row ? memberWhy(row, of) : null;
    };
    expect(why(state)).toBeNull();
    expect(
      why(vitalsRead(state, key, id, vitals, now))
        ?.clauses.flat()
        .map(({text}) => text),
    ).toEqual(['postgres:', '97 of 100 connections', 'longest query 3 s']);
  });
});

describe('what is looked at', () => {
  test('is the selected container, while it runs', () => {
    const {state, id} = open();
    expect(watchedIn(state)?.id).toBe(id);
    expect(watchedIn(selectIndex(state, 0))).toBeNull();
    const stopped = selectIndex(stateWith([container('shop/postgres', {state: 'exited'})]), 1);
    expect(watchedIn(stopped)).toBeNull();
  });
});
