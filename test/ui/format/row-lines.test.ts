import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {changed, lost} from '../../../source/state/engine-updates.js';
import {visibleRowsIn} from '../../../source/state/layout.js';
import {selectedIndexIn} from '../../../source/state/selectors.js';
import type {State} from '../../../source/state/state.js';
import {sampled, ticked} from '../../../source/state/usage-updates.js';
import {fold, move, resized, sortNext, toggleTag, withFilter} from '../../../source/state/view-updates.js';
import {columnsFor} from '../../../source/ui/format/columns.js';
import {formatRow} from '../../../source/ui/format/row.js';
import {keptRowLines} from '../../../source/ui/format/row-lines.js';
import {container, MiB, second, usage} from '../../model/sample.js';
import {stateWith} from '../../state/sample.js';
import {colourLook, rowContext} from '../sample.js';

const containers = Array.from({length: 40}, (_, index) => container(`s${Math.floor(index / 6)}/c${index}`));

const sample = (state: State, seed: number): State => {
  const now = state.now + second;
  const figures = containers.map(({id}, index) => {
    const turn = (index * 7 + seed) % 50;
    return [id, usage({readAt: now, cpuPercent: turn / 10, memory: turn * MiB})] as const;
  });
  return sampled(state, new Map(figures), now);
};

/** What keys, samples, events and the clock do to the list. */
const act = fc.oneof(
  {weight: 4, arbitrary: fc.integer({min: -20, max: 20}).map(by => (state: State) => move(state, by))},
  {weight: 2, arbitrary: fc.nat(49).map(seed => (state: State) => sample(state, seed))},
  fc.nat(39).map(at => (state: State) => {
    const one = state.containers.get(containers[at]?.id ?? '');
    return one ? changed(state, [{...one, health: one.health === 'healthy' ? 'unhealthy' : 'healthy'}], state.now) : state;
  }),
  fc.constantFrom<(state: State) => State>(
    state => ticked(state, state.now + second),
    state => fold(state, 'toggle'),
    state => sortNext(state, 1),
    state => withFilter(state, state.view.filter === '' ? 'c1' : '', state.view.selected),
    state => resized(state, state.view.size.columns === 100 ? 90 : 100, 24),
    state => lost(state, {message: 'gone', hint: '', retryAt: state.now + second, attempt: 1}, state.now),
    toggleTag,
  ),
);

const columns = new Map([90, 100].map(width => [width, columnsFor(width, 20, 0, 0, true, false)]));
const pieces = (state: State) => {
  const {top, rows} = visibleRowsIn(state);
  const context = rowContext(state, colourLook, columns.get(state.view.size.columns) ?? []);
  return {rows, context, selected: selectedIndexIn(state) - top};
};
const first = (): State => sample(resized(stateWith(containers), 100, 24), 3);

describe('the lines of rows', () => {
  test('are those of the state, whatever was before', () => {
    fc.assert(
      fc.property(fc.array(act, {minLength: 2, maxLength: 20}), acts => {
        const linesOf = keptRowLines();
        let state = first();
        for (const each of acts) {
          state = each(state);
          const {rows, context, selected} = pieces(state);
          const afresh = rows.map((row, index) => formatRow(row, context, index === selected));
          expect(linesOf(rows, context, [], selected)).toEqual(afresh);
        }
      }),
      {numRuns: 200, interruptAfterTimeLimit: 20_000},
    );
  });

  test('stay when the selection moves, but for what comes into view', () => {
    const linesOf = keptRowLines();
    let asked = 0;
    const drawn = (state: State) => {
      const {rows, context, selected} = pieces(state);
      const staleMs = (): number => {
        asked += 1;
        return 16_000;
      };
      asked = 0;
      linesOf(rows, {...context, staleMs}, [], selected);
      return asked;
    };
    const state = first();
    const {rows} = pieces(state);
    const down = move(state, 5);
    expect([drawn(state), drawn(down), drawn(move(down, rows.length - 4))]).toEqual([rows.length, 0, 2]);
  });

  test('are made anew when what functions tell is another', () => {
    const linesOf = keptRowLines();
    const {rows, context} = pieces(first());
    const old = {...context, now: context.now + 60 * second};
    const fresh = linesOf(rows, {...old, staleMs: () => 120 * second}, ['slow'], -1);
    const stale = linesOf(rows, {...old, staleMs: () => 3 * second}, ['quick'], -1);
    expect(stale).not.toEqual(fresh);
  });
});
