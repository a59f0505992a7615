import {expect, test} from 'vitest';
import {moveCursor, pauseView, sliceOf} from '../../source/state/log-moves.js';
import {inLogs, type LogView, withLogLook} from '../../source/state/logs.js';
import type {State} from '../../source/state/state.js';
import {pageOf} from '../../source/ui/keys/log-context.js';
import {onSize} from '../../source/ui/on-size.js';
import {line, lines, logState, noise} from '../state/support-logs.js';

const logOf = ({logs}: State): LogView => logs ?? expect.fail('there is no log');

/** First and last line of the screen that the chosen row takes, and how many there are. */
const chosenLines = (state: State) => {
  const view = logOf(state);
  const page = pageOf(state, view);
  const {rows, skip} = sliceOf(view, page);
  const index = rows.findIndex(({item}) => item.seq === view.place?.cursor);
  if (index === -1) return null;
  const first = rows.slice(0, index).reduce((sum, row) => sum + page.linesOf(row), -skip);
  const row = rows[index];
  return {first, last: first + (row ? page.linesOf(row) : 0) - 1, height: page.height};
};

/** A log of 200 lines that stands still, with its cursor some rows above the newest. */
const standing = (items: ReturnType<typeof lines>, up: number): State => {
  const state = withLogLook(logState(items, {rows: 40}), {wrap: true});
  return inLogs(state, 1, view => {
    const page = pageOf(state, view);
    return moveCursor(pauseView(view, page), -up, page);
  });
};

test.each([
  ['lower', lines(200), 120, 16],
  ['higher', lines(200), 120, 60],
  ['narrower, with lines that wrap', Array.from({length: 200}, (_, index) => line(index + 1, noise(150))), 50, 40],
  ['wider, with lines that wrap', Array.from({length: 200}, (_, index) => line(index + 1, noise(150))), 200, 20],
])('the chosen line of a log stays in view where the screen gets %s', (_, items, columns, rows) => {
  for (const up of [0, 5, 30, 190]) {
    const before = standing(items, up);
    const {cursor} = logOf(before).place ?? expect.fail('it follows');
    const after = onSize(before, columns, rows);
    expect(logOf(after).place?.cursor).toBe(cursor);
    const {first, last, height} = chosenLines(after) ?? expect.fail('the chosen line is not in view');
    expect(first).toBeGreaterThanOrEqual(0);
    expect(last).toBeLessThan(height);
  }
});

test('a log that follows goes on to do so, and the same size changes nothing', () => {
  const following = logState(lines(200));
  expect(logOf(onSize(following, 80, 24)).place).toBeNull();
  const still = standing(lines(200), 5);
  expect(onSize(still, 120, 40).logs).toBe(still.logs);
});
